/// Plain text in a LaTeX document.
package enum LaTeXText {
  /// The text with LaTeX's special characters escaped.
  package static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "\\": result += "\\textbackslash{}"
      case "{", "}", "_", "%", "#", "&", "$": result += "\\\(character)"
      case "^": result += "\\textasciicircum{}"
      case "~": result += "\\textasciitilde{}"
      case "−": result += "$-$"
      case "×": result += "$\\times$"
      case "±": result += "$\\pm$"
      case "²": result += "$^2$"
      case "³": result += "$^3$"
      case "·": result += "$\\cdot$"
      case "√": result += "$\\surd$"
      default: result.append(character)
      }
    }
  }
}
