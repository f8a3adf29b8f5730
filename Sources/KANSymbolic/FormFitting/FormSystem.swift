import KANFitting
import KANFormula
import KANNumerics

/// The residuals of a form on its rows, and their derivatives with respect to the parameters.
///
/// A residual is (f(x; θ) − y)/σ; without errors of measurement σ is the spread of the target. If inputs also have errors, it is
/// the distance of the row from the law in units of its errors (`OrthogonalDistance`).
struct FormSystem: Sendable {
  let form: Form
  let rows: FormRows
  let layout: ParameterLayout
  /// The unit of residuals without errors of measurement.
  let spread: Double
  /// √weight of every row; `nil` for equal weights.
  var rootWeights: [Double]?

  /// Every occurrence of a constant is a separate free constant here.
  private let compiled: CompiledExpression
  /// The constant of every occurrence.
  private let constantOfPlace: [Int]
  /// The rows of every group with their columns.
  private let parts: [Part]
  private let distance: OrthogonalDistance?

  private struct Part: Sendable {
    let rows: [Int]
    let columns: [[Double]]
  }

  /// The replacement for a residual that is not finite: larger than any, so that the step is rejected.
  private static let huge = 1e100

  init(_ form: Form, rows: FormRows, layout: ParameterLayout) throws {
    self.form = form
    self.rows = rows
    self.layout = layout
    let variance = rows.target.sumOfSquaredDeviations / Double(rows.count)
    let size = variance > 0 ? variance.squareRoot() : abs(rows.target.mean)
    spread = size > 0 && size.isFinite ? size : 1
    parts = Self.parts(of: rows)
    let places = FormPlaces(form)
    constantOfPlace = places.constants
    compiled = try CompiledExpression(places.expression, variables: form.inputs)
    distance = rows.inputSigmas.map { OrthogonalDistance(form, hasError: $0.map { $0 != nil }) }
  }

  private static func parts(of rows: FormRows) -> [Part] {
    let byGroup = rows.rowsByGroup
    guard byGroup.count > 1 else { return [Part(rows: Array(0..<rows.count), columns: rows.columns)] }
    return byGroup.map { own in
      Part(rows: own, columns: rows.columns.map { column in own.map { column[$0] } })
    }
  }

  /// The approximate work of one evaluation with derivatives, in units of `WorkBudget`.
  var cost: Int { rows.count * (3 * form.expression.complexity + layout.parameterCount) }

  /// The law at every row.
  func predictions(_ parameters: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: rows.count)
    for (g, part) in parts.enumerated() {
      let values = values(part, places(of: g, parameters))
      for (n, s) in part.rows.enumerated() { result[s] = values[n] }
    }
    return result
  }

  /// The first row, counted from 0, in which the law has no value.
  func firstRowWithoutValue(_ parameters: [Double]) -> Int? {
    predictions(parameters).firstIndex { !$0.isFinite }
  }

  /// Residuals and, if requested, their derivatives at `jacobian[s * parameterCount + p]`.
  func evaluate(
    _ parameters: [Double], residuals: UnsafeMutableBufferPointer<Double>,
    jacobian: UnsafeMutableBufferPointer<Double>?
  ) {
    let width = layout.parameterCount
    jacobian?.update(repeating: 0)
    for (g, part) in parts.enumerated() {
      let places = places(of: g, parameters)
      var columns = part.columns
      var scale: [Double]?
      if let distance, let sigmas = rows.inputSigmas, let sigma = rows.sigma {
        let foot = distance.feet(
          columns, target: part.rows.map { rows.target[$0] }, constants: places,
          sigma: (part.rows.map { sigma.up[$0] }, part.rows.map { sigma.down[$0] }),
          inputSigmas: sigmas.map { pair in
            pair.map { pair in (part.rows.map { pair.up[$0] }, part.rows.map { pair.down[$0] }) }
          })
        columns = foot.columns
        scale = foot.effectiveSigma
      }
      let values: [Double]
      var slopes: [[Double]] = []
      if jacobian == nil {
        values = self.values(part, places, at: columns)
      } else {
        (values, slopes) = valuesAndSlopes(part, places, at: columns)
      }
      for (n, s) in part.rows.enumerated() {
        let weight = rootWeights?[s] ?? 1
        let difference = values[n] - rows.target[s]
        let sigma = size(s, isAbove: difference > 0)
        // r = e·σ_eff/σ² is the distance of a row whose foot point was found: see `OrthogonalDistance`.
        let residual = weight * difference / sigma * ((scale?[n] ?? sigma) / sigma)
        residuals[s] = residual.isFinite ? residual : Self.huge
        guard let jacobian else { continue }
        let factor = weight / (scale?[n] ?? sigma)
        for (place, constant) in constantOfPlace.enumerated() {
          let slope = slopes[place][n] * factor
          // A vertical tangent (√x at 0) carries no information about the constants; the other rows decide.
          if slope.isFinite { jacobian[s * width + layout.index[g][constant]] += slope }
        }
      }
    }
  }

  /// The standard deviation that is the unit of a residual of a row.
  func size(_ row: Int, isAbove: Bool) -> Double {
    guard let sigma = rows.sigma else { return spread }
    return isAbove ? sigma.up[row] : sigma.down[row]
  }

  /// Residuals at given parameters.
  func residuals(_ parameters: [Double]) -> [Double] {
    [Double](unsafeUninitializedCapacity: rows.count) { buffer, count in
      evaluate(parameters, residuals: buffer, jacobian: nil)
      count = rows.count
    }
  }

  /// The derivatives of the law with respect to the constants of a group, `slopes[k][s]`, at given points.
  func slopes(at columns: [[Double]], group: Int, parameters: [Double]) -> (
    values: [Double], slopes: [[Double]]
  ) {
    let count = columns.first?.count ?? 1
    let part = Part(rows: Array(0..<count), columns: columns)
    let (values, places) = valuesAndSlopes(part, places(of: group, parameters), at: columns)
    var slopes = [[Double]](repeating: [Double](repeating: 0, count: count), count: form.constants.count)
    for (place, constant) in constantOfPlace.enumerated() {
      for s in 0..<count { slopes[constant][s] += places[place][s] }
    }
    return (values, slopes)
  }

  private func places(of group: Int, _ parameters: [Double]) -> [Double] {
    constantOfPlace.map { parameters[layout.index[group][$0]] }
  }

  private func values(_ part: Part, _ places: [Double], at columns: [[Double]]? = nil) -> [Double] {
    let values = compiled.values(columns ?? part.columns, constants: places)
    // A form without inputs is the same number in every row.
    return form.inputs.isEmpty ? part.rows.map { _ in values[0] } : values
  }

  private func valuesAndSlopes(
    _ part: Part, _ places: [Double], at columns: [[Double]]
  ) -> (values: [Double], slopes: [[Double]]) {
    let (values, slopes) = compiled.valuesAndConstantDerivatives(columns, constants: places)
    guard form.inputs.isEmpty else { return (values, slopes) }
    return (part.rows.map { _ in values[0] }, slopes.map { slope in part.rows.map { _ in slope[0] } })
  }
}

/// A form with a free constant for every occurrence of one of its constants.
struct FormPlaces {
  let expression: Expression
  /// The constant of every occurrence, in the order of `expression.freeConstants`.
  let constants: [Int]

  init(_ form: Form) {
    let numbers = Dictionary(uniqueKeysWithValues: form.constants.enumerated().map { ($1, $0) })
    var places: [Int] = []
    expression = form.expression.mappingLeaves { leaf in
      guard case .variable(let name) = leaf, let number = numbers[name] else { return leaf }
      places.append(number)
      return .real(1)
    }
    constants = places
  }
}
