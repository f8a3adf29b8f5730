import SwiftKAN

/// A network whose splines became functions, and the formula that it is.
struct ClosedForm {
  let network: Network
  let formula: Formula

  /// Functions that are finite everywhere: a formula that meets a new event must not fail.
  static let functions = ["x", "x^2", "tanh", "gaussian", "sin"]
  /// Replaces every spline by a function, one term where one will do, then lets all constants learn on together.
  ///
  /// - Parameters:
  ///   - outputName: What the formula gives.
  ///   - allowance: A single function may miss so much of the spread of its curve: what it loses, the others make good.
  ///     Above that there are two.
  ///   - recipes: How the constants learn, one after the other.
  ///   - definitions: What inputs stand for that are no columns of the table.
  static func of(
    _ network: Network, outputName: String, train: Dataset, validation: Dataset, allowance: Double,
    recipes: [Recipe],
    definitions: [String: FormulaExpression] = [:]
  ) throws -> ClosedForm {
    let (data, judge) = (train.columns(of: network), validation.columns(of: network))
    let catalog = try SymbolCatalog.standard.selecting(functions)
    let rows = data.limited(to: 1000)
    var symbolic = network
    for address in network.edgeAddresses {
      let found = try network.suggestions(for: address, on: rows, catalog: catalog)
      let single = found.filter { $0.termCount == 1 && $0.relativeError <= allowance }
      guard let best = single.min(by: { $0.score < $1.score }) ?? found.first else { continue }
      symbolic = try symbolic.fixing(address, to: best)
    }
    for recipe in recipes {
      symbolic =
        try recipe.train(symbolic, "constants of the formula", on: data, validation: judge).network
        ?? symbolic
    }
    symbolic = try symbolic.renaming(outputs: [outputName])
    guard let formula = try symbolic.formulas().first else { throw StudyError("the network has no output") }
    let expression = formula.expression.substituting(definitions).simplified()
    return ClosedForm(
      network: symbolic, formula: Formula(outputName: formula.outputName, expression: expression))
  }
}
