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
    var basis: [[Double]] = []
    for column in columns {
      var rest = column.scaled(to: 1)
      // The second pass removes what rounding left of the first (Giraud, Langou & Rozložník, Numer. Math. 101 (2005) 87).
      for _ in 0..<2 {
        for direction in basis {
          let share = zip(rest, direction).reduce(0) { $0 + $1.0 * $1.1 }
          for s in rest.indices { rest[s] -= share * direction[s] }
        }
      }
      guard rest.sumOfSquares > dependent * dependent else { continue }
      basis.append(rest.scaled(to: 1))
    }
    return (columns.first?.indices ?? 0..<0).map { s in basis.reduce(0) { $0 + $1[s] * $1[s] } }
  }

  /// Columns of length 1 whose part outside of the others is shorter are linear combinations of them up to rounding.
  private static let dependent = 1e-8
}

extension [Double] {
  /// The vector with the given length; zeros if it has none.
  fileprivate func scaled(to length: Double) -> [Double] {
    let size = reduce(0) { Swift.max($0, abs($1)) }
    guard size > 0, size.isFinite else { return map { _ in 0 } }
    let norm = map { $0 / size }.sumOfSquares.squareRoot()
    return map { $0 / size * (length / norm) }
  }
}
