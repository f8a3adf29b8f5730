import SwiftKAN

extension Formula {
  /// The formulas of a network all of whose edges are closed forms, measured on a table if one is given.
  static func composed(from network: Network, on data: Dataset? = nil) throws -> [Formula] {
    let expressions: [Expression]
    do {
      expressions = try network.expressions()
    } catch {
      // An edge is still a spline; the message says which.
      throw Failure("\(error)", status: .goalMissed)
    }
    let variables = network.inputs.enumerated().map { i, feature in
      FormulaVariable(name: feature.name, range: data.flatMap { range(of: $0.inputs[i]) })
    }
    return try zip(network.outputs, expressions).enumerated().map { j, part in
      var formula = Formula(outputName: part.0.name, expression: part.1, variables: variables)
      formula.expression = formula.expression.simplified(on: formula.box)
      formula.constants = formula.expression.freeConstants.map { FittedConstant(value: $0) }
      if let data, data.targets.count == network.outputs.count {
        formula.fidelity = [try formula.fidelity(to: data.targets[j], of: data)]
      }
      return formula
    }
  }

  private static func range(of column: [Double]) -> ClosedRange<Double>? {
    guard let lower = column.min(), let upper = column.max() else { return nil }
    return lower...upper
  }

  private func fidelity(to target: [Double], of data: Dataset) throws -> FormulaFidelity {
    let y = try values(data.inputs)
    return FormulaFidelity(
      part: "table", rmse: Metrics.rmse(y, target, weights: data.weights),
      rSquared: Metrics.rSquared(y, target, weights: data.weights),
      maximumError: zip(y, target).reduce(0) { max($0, abs($1.0 - $1.1)) }, count: data.count)
  }
}
