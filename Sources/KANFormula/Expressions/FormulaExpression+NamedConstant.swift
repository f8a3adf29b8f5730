extension FormulaExpression {
  /// An exact constant that keeps its name through algebra and printing.
  public struct NamedConstant: Hashable, Sendable, Codable {
    /// The name in text form, for example `pi`.
    public let name: String
    /// The value, correctly rounded.
    public let value: Double
    /// How LaTeX writes it, for example `\pi`.
    public let latex: String

    /// A constant from its name and value, which are not checked.
    ///
    /// - Parameters:
    ///   - name: The name in text form. Text that reads back into an expression needs a plain word that is not the name
    ///     of a variable or function.
    ///   - value: The value, correctly rounded: bounds on the values of expressions rely on it.
    ///   - latex: The name in LaTeX math mode.
    public init(name: String, value: Double, latex: String) {
      self.name = name
      self.value = value
      self.latex = latex
    }

    /// Whether it is a measured number in the form of a name, as printers use it: `5.0e2`, `(1.2 ± 0.3)e-7`.
    var isNumeral: Bool { name.first { $0 != "(" }?.isNumber ?? false }

    /// The circle constant π.
    public static let pi = NamedConstant(name: "pi", value: Double.pi, latex: "\\pi")
    /// Euler's number; its text form is `exp(1)`, so that `E` and `e` can be names of columns, such as an energy.
    public static let e = NamedConstant(name: "exp(1)", value: 2.718281828459045, latex: "\\mathrm{e}")
  }
}
