import KANFormula
import KANSymbolic

/// A transformed target t: the remainder of y after factors were divided out and terms subtracted, y = factor·t + term.
struct Subproblem: Sendable {
  /// The columns in which a law for t is searched.
  let table: FeatureTable
  /// t on the table's rows.
  let values: [Double]
  /// The factor that was divided out; initially 1.
  let factor: Expression
  /// The term that was subtracted; initially 0.
  let term: Expression
  /// The columns that t may still depend on.
  let inputs: [Int]
  /// The columns that seemed irrelevant to t.
  let dropped: [Int]
  /// y − term on the table's rows, if it differs from y and is needed for determining the factor.
  private let product: [Double]?

  /// The whole problem: y itself, of all columns.
  init(_ table: FeatureTable) {
    self.init(
      table: table, values: table.target, factor: 1, inputs: Array(table.inputs.indices))
  }

  /// The whole problem, of some of the columns.
  init(_ table: FeatureTable, of inputs: [Int]) {
    self.init(table: table, values: table.target, factor: 1, inputs: inputs)
  }

  init(
    table: FeatureTable, values: [Double], factor: Expression, term: Expression = 0, inputs: [Int],
    dropped: [Int] = []
  ) {
    self.table = table
    self.values = values
    self.factor = factor
    self.term = term
    self.inputs = inputs
    self.dropped = dropped
    product =
      factor == 1 || term == 0
      ? nil : table.values(of: term).map { shift in zip(table.target, shift).map { $0 - $1 } }
  }

  /// The problem with all inputs that were dropped; `nil` if none were.
  var restoringDroppedInputs: Subproblem? {
    guard !dropped.isEmpty else { return nil }
    return Subproblem(
      table: table, values: values, factor: factor, term: term, inputs: (inputs + dropped).sorted())
  }

  /// The same t in a table with one more column, which replaces some inputs.
  func replacing(_ inputs: [Int], with expression: Expression, _ values: [Double]) -> Subproblem {
    let wider = table.appending(expression, values)
    return Subproblem(
      table: wider, values: self.values, factor: factor, term: term,
      inputs: self.inputs.filter { !inputs.contains($0) } + [wider.inputs.count - 1], dropped: dropped)
  }

  /// The weight of a row for t given a unit error of y: |(y − term)/t|, the magnitude of the factor.
  func weight(at s: Int) -> Double {
    guard factor != 1 else { return 1 }
    return values[s] == 0 ? 0 : abs((product ?? table.target)[s] / values[s])
  }

  /// The share of the sum of all squared weights in the rows of `rows(atMost:beside:)`.
  private static let toldShare = 0.999

  /// At most `limit` of the rows, evenly spaced. Under noise of one size, rows whose factor is so small that t is lost in the noise
  /// are left out.
  func rows(atMost limit: Int, beside weighting: Weighting) -> [Int] {
    guard weighting == .absoluteNoise, factor != 1 else { return table.rows(atMost: limit) }
    let squares = table.target.indices.map { s in
      let weight = weight(at: s)
      return weight.isFinite ? weight * weight : 0
    }
    let total = squares.reduce(0, +)
    var (told, least) = (0.0, 0.0)
    for square in squares.sorted(by: >) where told < Self.toldShare * total {
      told += square
      least = square
    }
    return table.rows(atMost: limit) { squares[$0] >= least }
  }

  /// y from t.
  func composed(with t: Expression) -> Expression {
    let product = factor == 1 ? t : factor * t
    return term == 0 ? product : product + term
  }

  /// The law if t is a constant.
  var constantLaw: Expression { composed(with: .real(values.quantile(0.5))) }

  /// Whether t is negative on all rows.
  var isNegative: Bool { values.allSatisfy { $0 < 0 } }
  /// Whether t is nowhere zero and of one sign.
  var keepsSign: Bool { isNegative || values.allSatisfy { $0 > 0 } }
}
