import KANFormula
import KANNumerics
import RealModule

/// Replaces an angle by its sine or cosine, so that it can enter a curve of a product: t = F(x·y·cos θ).
struct AngleSubstitution: Reduction {
  static let name = "angles"
  static let summary = "an angle is replaced by its cosine or sine"

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The maximum number of angles of a problem: each gives two problems.
    var maximumAngles = 2
    /// In radians, slightly more than a full turn.
    var largestAngle = 6.5
    /// In radians; below this, a sine is nearly its argument.
    var smallestTypicalAngle = 0.3
  }

  var settings = Settings()

  func reduce(_ problem: Subproblem, in context: SearchContext) -> [Subproblem] {
    let table = problem.table
    let angles = problem.inputs.filter { i in
      let column = table.inputs[i]
      return column.allSatisfy { abs($0) < settings.largestAngle }
        && column.typicalMagnitude > settings.smallestTypicalAngle
    }
    guard problem.inputs.count > 1, angles.count <= settings.maximumAngles else { return [] }
    return angles.flatMap { i -> [Subproblem] in
      let x = table.variable(i)
      return [
        problem.replacing([i], with: .cos(x), table.inputs[i].map { .cos($0) }),
        problem.replacing([i], with: .sin(x), table.inputs[i].map { .sin($0) }),
      ]
    }
  }
}
