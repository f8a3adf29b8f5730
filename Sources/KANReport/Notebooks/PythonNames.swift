/// Names of columns as valid Python identifiers.
enum PythonNames {
  /// One valid name per column, all different and none of `others`: other characters become underscores.
  static func names(for columns: [String], besides others: [String] = []) -> [String] {
    var taken = reserved.union(others)
    return columns.map { column in
      var name = String(
        column.unicodeScalars.map { scalar in
          scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            || scalar == "_"
            ? Character(scalar) : "_"
        })
      if name.first.map({ $0.isNumber }) ?? true { name = "_" + name }
      while taken.contains(name) { name += "_" }
      taken.insert(name)
      return name
    }
  }

  /// The keywords of Python and the names that the notebooks use.
  private static let reserved: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
    "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "np", "plt", "sp", "data", "pi", "e",
    "sqrt", "exp",
    "log", "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "artanh", "abs", "sign",
    "law",
    "weights",
  ]
}
