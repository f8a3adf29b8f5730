import KANFormula
import KANNumerics
import KANSymbolic

/// The uncertainty of every value of a target due to the rounding of the columns: its own, and that of every input times the slope
/// of the target (the effective variance; Orear, American Journal of Physics 50, 1982).
enum RowErrors {
  /// The span from which a target of one sign is assumed to follow powers of its inputs.
  private static let spanOfPowers = 100.0
  /// Laws with a smaller relative error than this have nearly the slopes of the true law.
  private static let goodEnough = 1e-2

  /// Standard errors of the target on some rows, up to a factor.
  ///
  /// - Parameters:
  ///   - law: The best law so far, whose slopes are used if it is good enough; otherwise slopes are estimated.
  static func errors(of table: FeatureTable, rows: [Int], law: Expression?) -> [Double] {
    let target = rows.map { table.target[$0] }
    let inputs = table.inputs.map { column in rows.map { column[$0] } }
    let own = ColumnRounding(ofResults: table.target)
    let roundings = table.inputs.map { ColumnRounding(ofInput: $0, besideResults: own) }
    let slopes = law.flatMap { Self.slopes(of: $0, table, inputs, target) } ?? guessedSlopes(inputs, target)
    return target.indices.map { s in
      let ownError = own.error(of: target[s])
      return inputs.indices.reduce(ownError * ownError) { sum, i in
        let error = slopes[i][s] * roundings[i].error(of: inputs[i][s])
        return error.isFinite ? sum + error * error : sum
      }.squareRoot()
    }
  }

  private static func slopes(
    of law: Expression, _ table: FeatureTable, _ inputs: [[Double]], _ target: [Double]
  ) -> [[Double]]? {
    let names = table.expressions.compactMap { if case .variable(let name) = $0 { name } else { nil } }
    guard names.count == inputs.count, let program = try? CompiledExpression(law, variables: names) else {
      return nil
    }
    let (values, slopes) = program.valuesAndVariableDerivatives(inputs)
    let left = zip(values, target).map { $0 - $1 }.sumOfSquares
    return left < goodEnough * goodEnough * target.sumOfSquares ? slopes : nil
  }

  private static func guessedSlopes(_ inputs: [[Double]], _ target: [Double]) -> [[Double]] {
    let sizes = target.map { abs($0) }
    if target.keepsSign, sizes.quantile(0.95) > spanOfPowers * sizes.quantile(0.05) {
      return inputs.map { zip(target, $0).map { $0 / $1 } }
    }
    let height = spread(target)
    return inputs.map { column in
      let width = spread(column)
      return column.map { _ in width > 0 ? height / width : 0 }
    }
  }

  private static func spread(_ column: [Double]) -> Double {
    let mean = column.reduce(0, +) / Double(max(1, column.count))
    return (column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, column.count))).squareRoot()
  }
}
