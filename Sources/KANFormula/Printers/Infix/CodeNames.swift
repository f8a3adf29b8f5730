/// The names of the parts of a program in a language where not every name is legal.
package struct CodeNames {
  /// The rules of a language.
  package struct Rules: Sendable {
    /// Words that cannot be names, or that the code itself needs.
    var reserved: Set<String>
    /// Whether names may contain `_`.
    var allowsUnderscores = true
    /// Whether a name may begin with a capital letter; in some languages the built-in functions do.
    var allowsCapitalStart = true

    /// Rules from reserved words separated by spaces.
    package init(reserved: String, allowsUnderscores: Bool = true, allowsCapitalStart: Bool = true) {
      self.reserved = Set(reserved.split(whereSeparator: \.isWhitespace).map(String.init))
      self.allowsUnderscores = allowsUnderscores
      self.allowsCapitalStart = allowsCapitalStart
    }
  }

  /// The name of the function.
  package let function: String
  /// The names of the results; all differ from the inputs and steps.
  package let results: [String]
  private let rules: Rules
  private var variables: [String: String] = [:]
  private var splines: [PiecewisePolynomial: String] = [:]
  private var taken: Set<String> = []

  /// Names for everything in a program; legal names are kept.
  package init(_ program: Program, _ rules: Rules) {
    self.rules = rules
    var taken: Set<String> = []
    function = Self.unique(program.name, rules, &taken)
    let names = program.inputs.map(\.name) + program.steps.map(\.name)
    for name in names where Self.legal(name, rules) == name {
      variables[name] = Self.unique(name, rules, &taken)
    }
    for name in names where variables[name] == nil { variables[name] = Self.unique(name, rules, &taken) }
    results = program.outputs.map { Self.unique($0.name, rules, &taken) }
    for (number, polynomial) in program.piecewisePolynomials.enumerated() {
      splines[polynomial] = Self.unique("\(function)_s\(number + 1)", rules, &taken)
    }
    self.taken = taken
  }

  /// Given names, for text that is not code.
  init(variables: [String: String], splines: [PiecewisePolynomial: String]) {
    self.variables = variables
    self.splines = splines
    rules = Rules(reserved: "")
    function = ""
    results = []
  }

  package subscript(_ name: String) -> String { variables[name] ?? name }
  subscript(_ polynomial: PiecewisePolynomial) -> String { splines[polynomial] ?? "" }

  /// The name of something that only the code needs, such as a helper function.
  package func helper(_ word: String) -> String {
    var taken = taken
    return Self.unique("\(function)_\(word)", rules, &taken)
  }

  private static func unique(_ name: String, _ rules: Rules, _ taken: inout Set<String>) -> String {
    let base = legal(name, rules)
    var candidate = base
    var number = 2
    while !taken.insert(candidate).inserted {
      candidate = base + (rules.allowsUnderscores ? "_\(number)" : "n\(number)")
      number += 1
    }
    return candidate
  }

  /// The nearest legal name: Greek letters spelled out, other characters as `_`, reserved words with a suffix.
  private static func legal(_ name: String, _ rules: Rules) -> String {
    var result = name.reduce(into: "") { text, character in
      if character.isASCII && (character.isLetter || character.isNumber) {
        text.append(character)
      } else if let word = GreekLetters.names[character] {
        text += word
      } else {
        text += rules.allowsUnderscores ? "_" : ""
      }
    }
    if result.allSatisfy({ $0 == "_" }) { result = "x" + result }
    if let first = result.first, first.isNumber || first == "_" { result = "x" + result }
    if !rules.allowsCapitalStart, let first = result.first, first.isUppercase {
      result = first.lowercased() + result.dropFirst()
    }
    return rules.reserved.contains(result) ? result + (rules.allowsUnderscores ? "_" : "0") : result
  }
}
