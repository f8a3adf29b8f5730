/// Formulas among the arguments of a command.
enum FormulaArguments {
  /// The arguments, with a blank before every formula that begins with a minus sign: without it such a formula would be taken for an
  /// option.
  static func protected(_ arguments: [String]) -> [String] {
    var isPlain = false
    return arguments.map { argument in
      // Nothing after `--` is an option.
      if argument == "--" { isPlain = true }
      return !isPlain && isFormula(argument) ? " " + argument : argument
    }
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
