import KANData
import Testing

@testable import KANSymbolic

/// The points of a law that are nearest to rows with errors in all columns.
@Suite struct OrthogonalDistanceTests {
  private static func errors(_ value: Double, _ count: Int) -> OrthogonalDistance.Errors {
    let column = [Double](repeating: value, count: count)
    return (column, column)
  }

  /// Of a line the foot is a formula: δ = −e·b·σₓ²/(σ² + b²·σₓ²).
  @Test func feetOnALineAreTheirFormula() throws {
    let form = try Form(parsing: "a + b*x", columns: ["x", "y"])
    let (x, y) = ([0.0, 1, 2, 5], [1.0, -2, 8, 3])
    let (a, b, sigma, sigmaX) = (0.5, 1.7, 0.3, 0.8)
    let (columns, effective) = OrthogonalDistance(form, hasError: [true]).feet(
      [x], target: y, constants: [a, b], sigma: Self.errors(sigma, 4), inputSigmas: [Self.errors(sigmaX, 4)])
    let variance = sigma * sigma + b * b * sigmaX * sigmaX
    for s in x.indices {
      let e = a + b * x[s] - y[s]
      #expect(abs(columns[0][s] - (x[s] - e * b * sigmaX * sigmaX / variance)) < 1e-12)
      #expect(abs(effective[s] - variance.squareRoot()) < 1e-12)
    }
  }

  /// On a parabola the foot of (x₀, y₀) solves (x − x₀)/σₓ² + 2x·(x² − y₀)/σ² = 0, and no point of a fine grid is nearer.
  @Test(arguments: [(3.0, 2.0), (-0.4, 3), (2, -1), (0.3, 0.09)])
  func feetOnAParabolaAreNearest(x0: Double, y0: Double) throws {
    let form = try Form(parsing: "a*x^2", columns: ["x", "y"])
    let (sigma, sigmaX) = (0.5, 0.7)
    let (columns, _) = OrthogonalDistance(form, hasError: [true]).feet(
      [[x0]], target: [y0], constants: [1], sigma: Self.errors(sigma, 1),
      inputSigmas: [Self.errors(sigmaX, 1)])
    let x = columns[0][0]
    func square(_ x: Double) -> Double {
      let (e, d) = ((x * x - y0) / sigma, (x - x0) / sigmaX)
      return e * e + d * d
    }
    let slope = (x - x0) / (sigmaX * sigmaX) + 2 * x * (x * x - y0) / (sigma * sigma)
    #expect(abs(slope) < 1e-6, "\(slope) at \(x)")
    let near = stride(from: x - 1, through: x + 1, by: 1e-3).map(square).min() ?? 0
    #expect(square(x) <= near * (1 + 1e-12))
  }

  /// Exact inputs stay where they are, and a law without slope moves none.
  @Test func exactInputsDoNotMove() throws {
    let form = try Form(parsing: "a*x + b*z", columns: ["x", "z", "y"])
    let (columns, _) = OrthogonalDistance(form, hasError: [true, false]).feet(
      [[1, 2], [3, 4]], target: [0, 0], constants: [1, 1], sigma: Self.errors(1, 2),
      inputSigmas: [Self.errors(1, 2), nil])
    #expect(columns[1] == [3, 4] && columns[0] != [1, 2])
    let flat = try Form(parsing: "a + 0*x", columns: ["x", "y"])
    let still = OrthogonalDistance(flat, hasError: flat.inputs.map { _ in true }).feet(
      flat.inputs.map { _ in [1] }, target: [5], constants: [1], sigma: Self.errors(1, 1),
      inputSigmas: flat.inputs.map { _ in Self.errors(2, 1) })
    #expect(still.effectiveSigma == [1])
  }

  /// Errors that differ up- and downwards: the one of the side to which the input moves counts.
  @Test func theSideOfTheMoveCounts() throws {
    let form = try Form(parsing: "a*x", columns: ["x", "y"])
    let foot = OrthogonalDistance(form, hasError: [true]).feet(
      [[0, 0]], target: [1, -1], constants: [1], sigma: Self.errors(1, 2),
      inputSigmas: [(up: [3, 3], down: [0.5, 0.5])])
    // δ = ±σₓ²/(1 + σₓ²): upwards with 3, downwards with ½.
    #expect(abs(foot.columns[0][0] - 0.9) < 1e-12 && abs(foot.columns[0][1] + 0.2) < 1e-12)
  }
}
