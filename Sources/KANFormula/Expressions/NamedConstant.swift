/// An exact constant that keeps its name through algebra and printing.
public struct NamedConstant: Hashable, Sendable, Codable {
  /// The name in text form, for example `pi`.
  public let name: String
  /// The value, correctly rounded.
  public let value: Double
  /// How LaTeX writes it, for example `\pi`.
  public let latex: String

  /// Names a constant.
  public init(name: String, value: Double, latex: String) {
    self.name = name
    self.value = value
    self.latex = latex
  }

  /// The circle constant π.
  public static let pi = NamedConstant(name: "pi", value: Double.pi, latex: "\\pi")
  /// Euler's number; text form `E`, as SymPy writes it.
  public static let e = NamedConstant(name: "E", value: 2.718281828459045, latex: "\\mathrm{e}")

  /// A constant under a name that a user typed; `nil` for a name that formulas cannot hold: it must be a plain word, and
  /// neither that of π or e nor of a function.
  public init?(parsingName name: String, value: Double) {
    guard FormulaLexer.isPlainName(name), name != Self.pi.name, name != Self.e.name, name != "sqrt",
      ElementaryFunction(rawValue: name) == nil
    else { return nil }
    self.init(name: name, value: value, latex: LaTeXPrinter().name(name))
  }
}
