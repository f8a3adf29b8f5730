import KANFormula
import KANNumerics
import KANSymbolic
import RealModule

/// A curve t(x) = Σ c·φ(x; θ), or log|t| = Σ c·φ(x; θ), that is linear in all but a few constants.
///
/// For given θ the rest is one linear fit, so only a coarse grid of θ is scanned (variable projection, Golub & Pereyra, SIAM J.
/// Numer. Anal. 10, 1973); the best points start a refinement of all constants.
struct SeparableCurve: Sendable {
  /// The values of θ to scan.
  let starts: [[Double]]
  /// Whether the sum is the logarithm of the target's magnitude.
  var isOfLogarithm = false
  /// φ on given points.
  let columns: @Sendable (_ theta: [Double], _ x: [Double]) -> [[Double]]
  /// The curve itself; for a sum that is a logarithm, the positive one.
  let law: @Sendable (_ theta: [Double], _ coefficients: [Double], _ x: Expression) -> Expression
}

extension CurveSample {
  /// The curve at the best points of the grid, with the coefficients of the linear fit.
  func starts(of curve: SeparableCurve, limit: Int, _ budget: WorkBudget) -> [Expression] {
    var target = t
    var weights = self.weights
    var sign = 1.0
    if curve.isOfLogarithm {
      guard t.keepsSign else { return [] }
      sign = t[0] < 0 ? -1 : 1
      target = t.map { Double.log(abs($0)) }
      // An error of t is that share of it in its logarithm.
      weights = zip(weights, t).map { $0 * abs($1) }
    }
    for s in target.indices { target[s] *= weights[s] }
    var best: [(left: Double, law: Expression)] = []
    for theta in curve.starts where !budget.isExhausted {
      var columns = curve.columns(theta, x)
      for c in columns.indices { for s in weights.indices { columns[c][s] *= weights[s] } }
      // A function of every point for every column, and the products of the fit.
      budget.spend(x.count * columns.count * (Self.unitsOfAFunction + columns.count))
      guard let fit = LinearProjection.fit(columns, to: target), fit.left.isFinite,
        best.count < limit || fit.left < best[best.count - 1].left
      else { continue }
      let law = curve.law(theta, fit.coefficients, Self.variable)
      let signed = sign < 0 ? -law : law
      guard signed.freeConstants.allSatisfy(\.isFinite) else { continue }
      best.append((fit.left, signed))
      best.sort { $0.left < $1.left }
      if best.count > limit { best.removeLast() }
    }
    return best.map(\.law)
  }

  /// The cost of an elementary function in multiply-adds.
  private static let unitsOfAFunction = 10
}
