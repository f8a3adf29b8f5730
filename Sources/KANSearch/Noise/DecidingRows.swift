import KANFormula
import KANNumerics
import KANSymbolic

/// The few rows whose residuals dominate a law: with most of the sum of squares, they affect its constants more than all others together.
struct DecidingRows {
  /// Their numbers in the table, counted from 1, those with the largest residuals first.
  let rows: [Int]
  /// Their share of the sum of squares, in which rows count by their weights.
  let share: Double
  /// Whether the search set outliers aside already.
  private let isRobust: Bool

  /// The numbers on which decisions depend.
  private struct Limits {
    /// Typical residuals (medians of magnitudes) beyond which noise hardly ever lies: eight standard deviations of normal noise.
    var typicalResiduals = 12.0
    /// The share of the sum of squares from which rows dominate.
    var share = 0.5
    /// The maximum share of rows that count as exceptions and not as the shape of the noise.
    var mostRows = 0.1
  }

  /// The rows that dominate a law; `nil` if there are none.
  ///
  /// - Parameters:
  ///   - weights: The weights of the rows, such as the inverse variances of stated errors; `nil` for equal ones.
  ///   - isRobust: Whether the search set outliers aside already.
  init?(
    of law: Expression, noise: NoiseModel, names: [String], inputs: [[Double]], target: [Double],
    weights: [Double]? = nil, isRobust: Bool = false
  ) {
    let limits = Limits()
    self.isRobust = isRobust
    guard let fitted = try? CompiledExpression(law, variables: names).values(inputs) else { return nil }
    let residuals = noise.residuals(of: target, from: fitted).enumerated().map { s, residual in
      abs(residual) * (weights.map { max(0, $0[s]).squareRoot() } ?? 1)
    }
    guard residuals.allSatisfy(\.isFinite) else { return nil }
    let typical = residuals.typicalMagnitude
    let far = residuals.indices.filter { residuals[$0] > limits.typicalResiduals * typical }.sorted {
      residuals[$0] > residuals[$1]
    }
    guard typical > 0, !far.isEmpty, Double(far.count) <= limits.mostRows * Double(target.count) else {
      return nil
    }
    let unit = residuals[far[0]]
    func square(_ s: Int) -> Double { (residuals[s] / unit) * (residuals[s] / unit) }
    share = far.reduce(0) { $0 + square($1) } / residuals.indices.reduce(0) { $0 + square($1) }
    guard share >= limits.share else { return nil }
    rows = far.map { $0 + 1 }
  }

  /// The maximum number of rows that are named.
  private static let shown = 10

  /// A note on them for users.
  var note: String {
    let names = rows.prefix(Self.shown).map(String.init).joined(separator: ", ")
    let rest = rows.count > Self.shown ? " and \(rows.count - Self.shown) more" : ""
    return
      "row\(rows.count == 1 ? "" : "s") \(names)\(rest) of the data account\(rows.count == 1 ? "s" : "") for "
      + "\((100 * share).decimalText(digits: 3)) % of the sum of squared residuals and dominate\(rows.count == 1 ? "s" : "") the fit: "
      + "check \(rows.count == 1 ? "it" : "them")\(isRobust ? "" : ", or use a robust search, which sets outliers aside")"
  }
}
