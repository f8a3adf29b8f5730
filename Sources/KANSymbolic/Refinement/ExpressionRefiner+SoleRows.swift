import KANFormula
import KANNumerics

extension ExpressionRefiner {
  /// The leverage from which a row decides the value of a law at its own place.
  private static let decisive = 0.9
  /// The smallest share of a row's value that can be attributed to other rows, in view of rounding.
  private static let leastShareOfOthers = 1e-13
  /// The error, over the spread of the target, that a prediction has at least: without noise leverages are known only to rounding.
  private static let leastError = 1e-5

  /// The rows whose values only they themselves determine, such as an outlier to which a peak or a pole was fitted.
  ///
  /// A fit without row s predicts its value with the error s·√(h/(1 − h)), where h is its leverage j·(JᵀJ)⁻¹·jᵀ and j the derivative
  /// of its residual (Cook & Weisberg, Residuals and Influence in Regression, 1982, section 2.2). If this error exceeds both the
  /// value and the spread of the target, the other rows say nothing about it. Where noise is a factor, that factor is compared with e.
  ///
  /// - Parameter law: A law with its best constants on these rows.
  /// - Returns: The positions of the rows, in increasing order; none for log-odds.
  package func soleRows(of law: Refined) -> [Int] {
    let constants = law.expression.freeConstants
    guard likelihood == .gaussian, !constants.isEmpty, target.count > constants.count,
      law.fit.unscaledCovariance.rows == constants.count,
      let compiled = try? CompiledExpression(law.expression, variables: names)
    else { return [] }
    let (covariance, indices) = (law.fit.unscaledCovariance, constants.indices)
    let (values, slopes) = compiled.valuesAndConstantDerivatives(columns, constants: constants)
    return target.indices.filter { s in
      let weight = rootWeights?[s] ?? 1
      let scale = weight / (isLogarithmic ? values[s] : spread)
      let derivative = indices.map { slopes[$0][s].isFinite ? slopes[$0][s] * scale : 0 }
      let leverage = indices.reduce(0) { sum, a in
        sum + derivative[a] * indices.reduce(0) { $0 + covariance[a, $1] * derivative[$1] }
      }
      guard leverage > Self.decisive else { return false }
      let others = max(1 - leverage, Self.leastShareOfOthers)
      let size = isLogarithmic ? weight : weight * max(1, abs(values[s]) / spread)
      let variance = max(law.fit.residualVariance, Self.leastError * Self.leastError * weight * weight)
      return variance * leverage / others > size * size
    }
  }
}
