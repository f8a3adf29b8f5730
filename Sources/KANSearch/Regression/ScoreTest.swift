import KANNumerics
import KANSymbolic

/// Rao's score test: the gain, in nats and to second order, of adding a column to a model of log-odds.
///
/// Source: Rao, Proc. Camb. Phil. Soc. 44 (1948) 50.
struct ScoreTest: Sendable {
  /// w·(t − p) and w·p·(1 − p), row by row.
  private let residual: [Double]
  private let variance: [Double]
  /// The columns of the model times the variance, and the factor of their information.
  private let weighted: [[Double]]
  private let factor: CholeskyFactor?
  private let independence: Double

  /// The number of columns of the model.
  var size: Int { weighted.count }

  init(_ model: LogOddsModel, places: [Int]?, independence: Double) {
    func chosen(_ column: [Double]) -> [Double] { places.map { rows in rows.map { column[$0] } } ?? column }
    let (logits, labels) = (chosen(model.logits), chosen(model.table.target))
    let weights = model.table.weights.map(chosen)
    var residual = logits
    var variance = logits
    for s in logits.indices {
      let p = Likelihood.probability(ofLogit: logits[s])
      let w = weights?[s] ?? 1
      residual[s] = w * (labels[s] - p)
      variance[s] = w * p * (1 - p)
    }
    (self.residual, self.variance) = (residual, variance)
    let design = [[Double](repeating: 1, count: logits.count)] + model.terms.map { chosen($0.values) }
    weighted = design.map { ColumnSums.product($0, variance) }
    factor = CholeskyFactor(ColumnSums.gram(design, variance))
    self.independence = independence
  }

  /// The gain of a column, in nats.
  func gain(of column: [Double]) -> Double {
    let slope = ColumnSums.dot(column, residual)
    let own = ColumnSums.dot(ColumnSums.product(column, column), variance)
    let shared = weighted.map { ColumnSums.dot($0, column) }
    let explained = factor.map { ColumnSums.dot($0.solve(shared), shared) } ?? 0
    let rest = own - explained
    guard own > 0, rest > independence * own else { return 0 }
    return slope * slope / (2 * rest)
  }

  /// The approximate loss, in nats, of a model without each of its terms (Wald's test); `nil` if its coefficients are not determined.
  static func losses(of model: LogOddsModel) -> [Double]? {
    let test = ScoreTest(model, places: nil, independence: 0)
    guard let inverse = test.factor?.inverse() else { return nil }
    return model.coefficients.indices.dropFirst().map { n in
      model.coefficients[n] * model.coefficients[n] / (2 * inverse[n, n])
    }
  }
}
