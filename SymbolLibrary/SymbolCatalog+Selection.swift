extension SymbolCatalog {
  /// Other names under which users look for a symbol.
  static let aliases: [String: String] = [
    "identity": "x", "linear": "x", "square": "x^2", "cube": "x^3", "x^-1": "1/x", "x^-2": "1/x^2",
    "x^-3": "1/x^3", "x^-4": "1/x^4", "x^-5": "1/x^5", "sqrt(x)": "sqrt", "x^0.5": "sqrt", "x^(1/2)": "sqrt",
    "x^(3/2)": "x^1.5", "x^(-1/2)": "1/sqrt", "x^-0.5": "1/sqrt", "1/sqrt(x)": "1/sqrt", "exp(x)": "exp",
    "ln": "log", "arcsin": "asin", "arccos": "acos", "arctan": "atan", "artanh": "atanh",
    "arctanh": "atanh", "|x|": "abs", "sgn": "sign", "gauss": "gaussian", "sigmoid": "logistic",
    "cauchy": "lorentzian", "lorentz": "lorentzfactor",
  ]

  /// The catalog with only the symbols of these names, in the order of this catalog.
  ///
  /// - Parameter names: Names or usual aliases such as `ln`, `x^-1`, `sqrt(x)`; `**` is `^`.
  /// - Throws: An error with the nearest names if a name is unknown.
  public func selecting(_ names: [String]) throws -> SymbolCatalog {
    var selected: Set<String> = []
    for name in names {
      guard let symbol = symbol(called: name) else {
        throw SymbolLibraryError.unknownName(name, suggestions: suggestions(for: name))
      }
      selected.insert(symbol.name)
    }
    return SymbolCatalog(symbols: symbols.filter { selected.contains($0.name) })
  }

  /// The symbol under its name or an alias.
  package func symbol(called name: String) -> Symbol? {
    var plain = ""
    for character in name where !character.isWhitespace { plain.append(character) }
    if let range = plain.firstRange(of: "**") { plain.replaceSubrange(range, with: "^") }
    return self[plain] ?? SymbolCatalog.aliases[plain].flatMap { self[$0] }
      ?? (plain.hasSuffix("(x)") ? self[String(plain.dropLast(3))] : nil)
  }

  /// The catalog with further symbols at its end; a symbol with a known name replaces the old one.
  ///
  /// - Parameter other: The symbols to append, such as those of a user's file.
  public func appending(_ other: SymbolCatalog) -> SymbolCatalog {
    let names = Set(other.symbols.map(\.name))
    return SymbolCatalog(symbols: symbols.filter { !names.contains($0.name) } + other.symbols)
  }

  /// Up to three names nearest to `name`.
  func suggestions(for name: String) -> [String] {
    symbols.enumerated().map { (SymbolCatalog.distance(name, $1.name), $0, $1.name) }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(3).map(\.2)
  }

  /// The Levenshtein edit distance, ignoring case.
  private static func distance(_ first: String, _ second: String) -> Int {
    let (a, b) = (Array(first.lowercased().prefix(64)), Array(second.lowercased()))
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let substitution = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(row[j] + 1, row[j + 1] + 1, substitution)
      }
    }
    return row[b.count]
  }
}
