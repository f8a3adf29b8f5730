import KANData
import KANFitting
import KANFormula

extension Discovery.Account.ChiSquare {
  /// The χ² of a law on all rows; `nil` if no errors of measurement are stated, or if there are no more rows than constants.
  init?(of law: Expression, in data: Dataset) {
    guard data.weightsAreInverseVariances, let weights = data.weights,
      let compiled = try? CompiledExpression(law, variables: data.inputNames)
    else { return nil }
    let values = compiled.values(data.inputs)
    let freedom = data.count - law.freeConstants.count
    guard freedom > 0, values.count == data.count else { return nil }
    let value = weights.indices.reduce(0.0) { sum, s in
      let r = data.targets[0][s] - values[s]
      return sum + weights[s] * r * r
    }
    self.init(
      value: value, degreesOfFreedom: freedom,
      probability: ChiSquareTest.probability(of: value, degreesOfFreedom: freedom))
  }
}
