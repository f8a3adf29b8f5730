import KANFitting
import KANFormula
import KANNumerics

/// The constants of a form that need no start: with all others given, it is a sum of known columns times these constants, and
/// linear least squares determines them (variable projection: Golub & Pereyra, SIAM J. Numer. Anal. 10, 1973).
struct LinearConstants: Sendable {
  /// The linear constants, by their numbers in the form.
  let linear: [Int]
  /// All other constants.
  let others: [Int]

  private let base: CompiledExpression
  private let slopes: [CompiledExpression]
  private let names: [String]

  /// Finds the linear constants among `candidates`: as many as can be linear together, in the order of the form.
  init(_ form: Form, candidates: [Int]) throws(FormulaError) {
    var chosen: [Int] = []
    var derivatives: [Expression] = []
    for k in candidates {
      let slope = form.expression.derivative(withRespectTo: form.constants[k])
      let free = Set(slope.variables)
      let isLinear =
        !free.contains(form.constants[k]) && chosen.allSatisfy { !free.contains(form.constants[$0]) }
      guard isLinear, slope != 0 else { continue }
      chosen.append(k)
      derivatives.append(slope)
    }
    linear = chosen
    let left = form.constants.indices.filter { !chosen.contains($0) }
    others = left
    // Other constants follow the inputs as constant columns.
    let columns = form.inputs + left.map { form.constants[$0] }
    names = columns
    let nothing = Dictionary(
      uniqueKeysWithValues: chosen.map { (form.constants[$0], Expression.rational(Rational(0))) })
    base = try CompiledExpression(form.expression.substituting(nothing), variables: columns)
    var compiled: [CompiledExpression] = []
    for slope in derivatives { compiled.append(try CompiledExpression(slope, variables: columns)) }
    slopes = compiled
  }

  /// All constants, with the linear ones fitted for given `others`, and the sum of squared residuals; `nil` if the form has no
  /// value in some row.
  ///
  /// - Parameter weights: The inverse error of every row.
  func completed(
    _ values: [Double], on rows: FormRows, weights: [Double], constantCount: Int
  ) -> (constants: [Double], sumOfSquares: Double)? {
    let count = rows.count
    let columns = rows.columns + values.map { [Double](repeating: $0, count: count) }
    func evaluated(_ expression: CompiledExpression) -> [Double] {
      let result = expression.values(columns)
      return result.count == count ? result : [Double](repeating: result.first ?? 0, count: count)
    }
    let fixed = evaluated(base)
    let design = slopes.map(evaluated)
    guard fixed.allSatisfy(\.isFinite), design.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { return nil }
    var constants = [Double](repeating: 0, count: constantCount)
    for (n, k) in others.enumerated() { constants[k] = values[n] }
    var rest = zip(rows.target, fixed).map { $0 - $1 }
    if !design.isEmpty {
      var matrix = Matrix(rows: count, columns: design.count)
      // Columns are scaled to one size, so that a tiny one is not taken for zero.
      let sizes = design.map { column in
        let square = zip(column, weights).reduce(0) { $0 + $1.0 * $1.0 * $1.1 * $1.1 }
        return square > 0 && square.isFinite ? square.squareRoot() : 1
      }
      for (c, column) in design.enumerated() {
        for s in 0..<count { matrix[s, c] = column[s] * weights[s] / sizes[c] }
      }
      let best = ridgeLeastSquares(matrix, zip(rest, weights).map { $0 * $1 }, ridge: 0)
      for (c, k) in linear.enumerated() {
        let value = best[c] / sizes[c]
        guard value.isFinite else { return nil }
        constants[k] = value
        for s in 0..<count { rest[s] -= value * design[c][s] }
      }
    }
    let sum = zip(rest, weights).reduce(0) { $0 + $1.0 * $1.0 * $1.1 * $1.1 }
    return sum.isFinite ? (constants, sum) : nil
  }
}
