/// How LaTeX writes the name of a column.
package enum LaTeXName {
  /// `x`, `x_{1}` for x1 and x_1, `\alpha`, `\mathrm{lep}_{\mathrm{pt}}` for lep_pt.
  package static func latex(_ name: String) -> String {
    var parts = name.split(separator: "_", omittingEmptySubsequences: true).map(String.init)
    guard let head = parts.first else { return "\\mathrm{\(escaped(name))}" }
    // x1 reads as x with the index 1.
    let stem = head.prefix { !$0.isNumber }
    if !stem.isEmpty, stem.count < head.count, head.dropFirst(stem.count).allSatisfy(\.isNumber) {
      parts.replaceSubrange(0..<1, with: [String(stem), String(head.dropFirst(stem.count))])
    }
    let index = parts.dropFirst().map(symbol).joined(separator: ",\\,")
    return symbol(parts[0]) + (index.isEmpty ? "" : "_{\(index)}")
  }

  private static let greek: Set<String> = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu",
    "nu",
    "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta",
    "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega",
  ]

  private static func symbol(_ word: String) -> String {
    if greek.contains(word) { return "\\\(word)" }
    if word.count == 1 || word.allSatisfy(\.isNumber) { return escaped(word) }
    return "\\mathrm{\(escaped(word))}"
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "\\": result += "\\backslash "
      case "{", "}", "_", "%", "#", "&", "$": result += "\\\(character)"
      case "^": result += "\\hat{}"
      case "~": result += "\\tilde{}"
      case " ": result += "\\ "
      default: result.append(character)
      }
    }
  }
}
