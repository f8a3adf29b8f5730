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
  /// A fit without a row predicts its value with the error σ·√(h/(1 − h)), where σ is the standard deviation of the residuals, h the
  /// row's leverage j·(JᵀJ)⁻¹·jᵀ, and j the derivative of its residual (Cook & Weisberg, Residuals and Influence in Regression, 1982,
  /// section 2.2). If this error exceeds both the value and the spread of the target, the other rows say nothing about it. Where
  /// noise is a factor, that factor is compared with e.
  ///
  /// - Parameter law: A law with its best constants on these rows.
  /// - Returns: The positions of the rows, in increasing order; none for log-odds.
  package func soleRows(of law: Refined) -> [Int] {
    let constants = law.expression.freeConstants
    guard likelihood == .gaussian, !constants.isEmpty, target.count > constants.count,
      let compiled = try? CompiledExpression(law.expression, variables: names)
    else { return [] }
    let (values, slopes) = compiled.valuesAndConstantDerivatives(columns, constants: constants)
    let weights = target.indices.map { rootWeights?[$0] ?? 1 }
    let derivatives = slopes.map { slope in
      target.indices.map { s in
        let derivative = slope[s] * weights[s] / (isLogarithmic ? values[s] : spread)
        return derivative.isFinite ? derivative : 0
      }
    }
    let leverages = Self.leverages(of: derivatives)
    return target.indices.filter { s in
      guard leverages[s] > Self.decisive else { return false }
      let others = max(1 - leverages[s], Self.leastShareOfOthers)
      let size = isLogarithmic ? weights[s] : weights[s] * max(1, abs(values[s]) / spread)
      let variance = max(
        law.fit.residualVariance, Self.leastError * Self.leastError * weights[s] * weights[s])
      return variance * leverages[s] / others > size * size
    }
  }

  /// The diagonal of J·(JᵀJ)⁻¹·Jᵀ, by an orthonormal basis of the columns: products with the inverse would cancel where two constants
  /// have almost the same effect.
  private static func leverages(of columns: [[Double]]) -> [Double] {
    var basis = OrthonormalBasis(leastSquare: leastSquare)
    for column in columns { basis.add(column.overLargest) }
    return (columns.first?.indices ?? 0..<0).map { s in basis.vectors.reduce(0) { $0 + $1[s] * $1[s] } }
  }

  /// The share of the square of its length below which the part of a column outside of the others is rounding.
  private static let leastSquare = 1e-16
}

extension [Double] {
  /// The numbers over the largest of them, so that squares neither overflow nor vanish; zeros if it is zero or not finite.
  fileprivate var overLargest: [Double] {
    let size = largestMagnitude
    return size > 0 && size.isFinite ? map { $0 / size } : map { _ in 0 }
  }
}
