import KANFormula
import KANNumerics

/// Converts columns that may be angles in degrees to radians, so that families can use their sines: x·π/180 for inputs, and a
/// target that may be one as 180/π·t.
struct DegreeConversion: Reduction {
  static let name = "degrees"
  static let summary = "columns that may be angles in degrees are converted to radians"

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// Degrees of a full turn.
    var largestAngle = 360.0
    /// The minimum span of a column of angles, in degrees: enough for the curvature of sines, and more than any angle in radians.
    var leastSpan = 20.0
    /// The maximum number of angles among the inputs.
    var maximumAngles = 3
  }

  var settings = Settings()

  func reduce(_ problem: Subproblem, in context: SearchContext) -> [Subproblem] {
    let angles = problem.inputs.filter { mayBeAngle(problem.table.inputs[$0]) }
    guard (1...settings.maximumAngles).contains(angles.count) else { return [] }
    let radian = Double.pi / 180
    let unit = Expression.product([.constant(.pi), .power(180, -1)])
    var reduced = problem
    for i in angles {
      reduced = reduced.replacing(
        [i], with: .product([unit, problem.table.variable(i)]), problem.table.inputs[i].map { radian * $0 })
    }
    guard mayBeAngle(problem.values) else { return [reduced] }
    let target = Subproblem(
      table: reduced.table, values: reduced.values.map { radian * $0 },
      factor: reduced.factor * .product([180, .power(.constant(.pi), -1)]), term: reduced.term,
      inputs: reduced.inputs, dropped: reduced.dropped)
    return [target, reduced]
  }

  private func mayBeAngle(_ column: [Double]) -> Bool {
    guard let low = column.min(), let high = column.max() else { return false }
    return low >= -settings.largestAngle && high <= settings.largestAngle && high - low >= settings.leastSpan
  }
}
