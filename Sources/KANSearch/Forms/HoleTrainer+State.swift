import KANFormula
import KANNumerics

extension HoleTrainer {
  /// The form at some parameters: its residuals and their derivatives.
  struct State {
    /// The residuals, in units of the target's spread over √rows.
    private(set) var residuals: [Double]
    /// The typical deviation of every function from its mean.
    private(set) var functionSizes: [Double]
    /// The derivatives of the form with respect to the parameters, row after row, in the units of `residuals`.
    private var jacobian: [Double] = []
    private let width: Int

    init?(
      _ trainer: HoleTrainer, _ networks: [HoleNetwork], _ parameters: [Double], _ rows: Rows, slopes: Bool
    ) {
      let places = trainer.places(networks)
      width = parameters.count
      let count = rows.target.count
      var values: [[Double]] = []
      var derivatives: [[Double]] = []
      for (u, use) in trainer.uses.enumerated() {
        let network = networks[use.function]
        let own = Array(parameters[places.functions[use.function]])
        let found = network.evaluate(own, network.bases(at: rows.arguments[u]))
        values.append(found.values)
        derivatives.append(found.slopes)
      }
      functionSizes = networks.indices.map { n in
        let own = trainer.uses.indices.filter { trainer.uses[$0].function == n }.flatMap { values[$0] }
        let mean = own.mean
        return (own.map { $0 - mean }.sumOfSquares / Double(own.count)).squareRoot() + 1e-3 * abs(mean)
      }
      let constants = parameters[places.constants].map { [Double](repeating: $0, count: count) }
      let columns = values + constants + rows.columns
      guard slopes else {
        let fitted = trainer.compiled.values(columns)
        residuals = rows.target.indices.map { rows.rootWeights[$0] * (rows.target[$0] - fitted[$0]) }
        guard residuals.allSatisfy(\.isFinite) else { return nil }
        return
      }
      let (fitted, form) = trainer.compiled.valuesAndVariableDerivatives(columns)
      residuals = rows.target.indices.map { rows.rootWeights[$0] * (rows.target[$0] - fitted[$0]) }
      guard residuals.allSatisfy(\.isFinite) else { return nil }
      jacobian = [Double](repeating: 0, count: count * width)
      for (u, use) in trainer.uses.enumerated() {
        let place = places.functions[use.function]
        for s in 0..<count {
          let factor = rows.rootWeights[s] * form[u][s]
          guard factor != 0 else { continue }
          for k in 0..<place.count {
            jacobian[s * width + place.lowerBound + k] += factor * derivatives[u][s * place.count + k]
          }
        }
      }
      for c in trainer.constants.indices {
        for s in 0..<count {
          jacobian[s * width + places.constants.lowerBound + c] =
            rows.rootWeights[s] * form[trainer.uses.count + c][s]
        }
      }
      guard jacobian.allSatisfy(\.isFinite) else { return nil }
    }

    /// Adds JᵀJ, its lower triangle, and Jᵀ·residuals.
    func addNormalEquations(_ matrix: inout Matrix, _ right: inout [Double]) {
      var sums = [Double](repeating: 0, count: width * width)
      jacobian.withUnsafeBufferPointer { j in
        sums.withUnsafeMutableBufferPointer { a in
          for s in residuals.indices {
            let row = s * width
            for p in 0..<width {
              let value = j[row + p]
              guard value != 0 else { continue }
              right[p] += value * residuals[s]
              for q in 0...p { a[p * width + q] += value * j[row + q] }
            }
          }
        }
      }
      for p in 0..<width { for q in 0...p { matrix[p, q] += sums[p * width + q] } }
    }
  }
}
