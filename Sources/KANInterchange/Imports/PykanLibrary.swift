import SymbolLibrary

/// The functions of pykan 0.2's `SYMBOLIC_LIB` by their names there and here.
enum PykanLibrary {
  /// pykan's names of functions that have other names here; where pykan has two, the common one comes first.
  private static let others: [(pykan: String, own: String)] = [
    ("x^1.5", "x^1.5"), ("1/sqrt(x)", "1/sqrt"), ("1/x^0.5", "1/sqrt"), ("x^0.5", "sqrt"), ("sgn", "sign"),
    ("arcsin", "asin"), ("arccos", "acos"), ("arctan", "atan"), ("arctanh", "atanh"),
  ]
  private static let shared = [
    "x", "x^2", "x^3", "x^4", "x^5", "1/x", "1/x^2", "1/x^3", "1/x^4", "1/x^5", "sqrt", "exp", "log", "abs",
    "sin", "cos", "tan", "tanh", "gaussian",
  ]
  /// Functions of earlier versions of pykan that 0.2.8 does not have, with their meaning.
  private static let former = [("cosh", "cosh"), ("sigmoid", "logistic")]

  private static let symbols: [String: Symbol] = {
    var symbols: [String: Symbol] = [:]
    for (pykan, own) in others + shared.map({ ($0, $0) }) + former {
      symbols[pykan] = SymbolCatalog.standard[own]
    }
    return symbols
  }()

  /// The function that pykan calls `name`; `nil` for functions that users have added.
  static func symbol(_ name: String) -> Symbol? { symbols[name] }

  /// The name by which pykan 0.2.8 knows a function; `nil` if it does not.
  static func name(of symbol: Symbol) -> String? {
    for (pykan, own) in shared.map({ ($0, $0) }) + others
    where SymbolCatalog.standard[own]?.expression == symbol.expression {
      return pykan
    }
    return nil
  }
}
