/// Formulas and negative numbers among the arguments of a command, which would be taken for options.
enum FormulaArguments {
  /// The arguments, with a blank before every formula that begins with a minus sign, and negative numbers joined to their option:
  /// `--time-limit -1` becomes `--time-limit=-1`.
  static func protected(_ arguments: [String]) -> [String] {
    var isPlain = false
    var result: [String] = []
    for argument in arguments {
      // Nothing after `--` is an option.
      if argument == "--" { isPlain = true }
      if !isPlain, isFormula(argument) {
        result.append(" " + argument)
      } else if !isPlain, isNegativeNumber(argument), let option = result.last, option.hasPrefix("--"),
        !option.contains("=")
      {
        result[result.count - 1] = "\(option)=\(argument)"
      } else {
        result.append(argument)
      }
    }
    return result
  }

  private static func isNegativeNumber(_ argument: String) -> Bool {
    argument.first == "-" && argument.dropFirst().first.map { $0.isNumber || $0 == "." } ?? false
      && Double(argument) != nil
  }

  /// Whether an argument that begins with a minus sign can only be a formula.
  private static func isFormula(_ argument: String) -> Bool {
    let rest = argument.dropFirst()
    guard argument.first == "-", let first = rest.first, first != "-" else { return false }
    // A value after an option of one letter, such as -o=m.kan or a path.
    if first.isLetter, let second = rest.dropFirst().first, second == "=" || second == "/" && first == "o" {
      return false
    }
    return rest.contains { "*/^(+".contains($0) } || rest.contains(" ") && rest.contains("-")
  }
}
