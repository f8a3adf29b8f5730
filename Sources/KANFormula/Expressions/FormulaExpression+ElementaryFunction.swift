extension FormulaExpression {
  /// The functions that a `FormulaExpression` knows by name; everything else is built from them.
  ///
  /// The raw value is the name in text form, which SymPy also reads (`asin`, `sign`).
  public enum ElementaryFunction: String, Hashable, Sendable, CaseIterable, Codable {
    case exp, log, sin, cos, tan
    case arcsin = "asin"
    case arccos = "acos"
    case arctan = "atan"
    case sinh, cosh, tanh
    case artanh = "atanh"
    case abs, sign
    /// The error function 2/√π·∫₀ˣ exp(−t²) dt.
    case erf

    /// Whether it repeats its values: a sine, cosine or tangent.
    package var isPeriodic: Bool { self == .sin || self == .cos || self == .tan }
  }
}
