/// Legal Swift identifiers for the names of columns.
enum SwiftName {
  /// One identifier a name, all different; names that are identifiers already keep theirs.
  static func names(for variables: [String]) -> [String: String] {
    var result: [String: String] = [:]
    var taken: Set<String> = []
    for name in variables.sorted(by: { (isIdentifier($0) ? 0 : 1, $0) < (isIdentifier($1) ? 0 : 1, $1) }) {
      let base = identifier(name)
      var candidate = base
      var number = 2
      while !taken.insert(candidate).inserted {
        candidate = base + "_\(number)"
        number += 1
      }
      result[name] = candidate
    }
    return result
  }

  /// The nearest identifier: other characters become `_`, reserved words and names that the function needs
  /// itself get a `_` behind.
  static func identifier(_ name: String) -> String {
    var result = String(name.map { isPart($0) ? $0 : "_" })
    if result.isEmpty || result.allSatisfy({ $0 == "_" }) { result = "x" + result }
    if let first = result.first, first.isNumber { result = "_" + result }
    return reserved.contains(result) || isStep(result) ? result + "_" : result
  }

  private static func isIdentifier(_ name: String) -> Bool { identifier(name) == name }

  private static func isPart(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber) || character == "_"
  }

  /// The names of the steps, step1, step2 …
  private static func isStep(_ name: String) -> Bool {
    name.hasPrefix("step") && name.dropFirst(4).allSatisfy(\.isNumber)
  }

  private static let reserved: Set<String> = Set(
    """
    as associatedtype break case catch class continue default defer deinit do else enum extension fallthrough \
    false fileprivate for func guard if import in init inout internal is let nil open operator precedencegroup \
    private protocol public repeat rethrows return self Self static struct subscript super switch throw throws \
    true try typealias var where while any Any Double Foundation exp log sin cos tan asin acos atan sinh cosh \
    tanh atanh abs sign erf piecewise pow _
    """.split(separator: " ").map(String.init))
}
