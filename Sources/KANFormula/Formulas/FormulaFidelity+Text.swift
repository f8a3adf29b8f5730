import RealModule

extension FormulaFidelity {
  /// The explained share with the digits that say something: two beyond its nines, three at least.
  public var rSquaredText: String {
    let rest = abs(1 - rSquared)
    guard rSquared.isFinite, rest > 0, rest < 0.1 else { return rSquared.decimalText(digits: 3) }
    let nines = Int((-Double.log10(rest)).rounded(.down))
    return rSquared.decimalText(digits: min(16, nines + 2))
  }
}
