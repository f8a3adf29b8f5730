import Foundation
import KANModel
import KANTestSupport
import Testing

/// One case of Fixtures/bsplines.json, written by SciPy.
struct BSplineCase: Decodable, Sendable, CustomTestStringConvertible {
  let kind: String
  let order: Int
  let knots, coefficients, x, values, derivatives: [Double]
  let bases: [[Double]]

  var testDescription: String { "order \(order), \(kind) knots" }
  var grid: KnotGrid { KnotGrid(knots: knots, order: order) }
  var edge: SplineEdge { SplineEdge(baseWeight: 0, coefficients: coefficients) }

  static func all() throws -> [BSplineCase] {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/bsplines", withExtension: "json"))
    return try JSONDecoder().decode([BSplineCase].self, from: Data(contentsOf: url))
  }
}

@Suite struct BSplineReferenceTests {
  @Test(arguments: try BSplineCase.all()) func agreesWithSciPy(_ reference: BSplineCase) {
    let basis = SplineBasis(
      at: reference.x, grid: reference.grid, base: .zero, outside: .linear, derivatives: true)
    expectClose(reference.edge.values(on: basis), reference.values, within: 1e-13)
    expectClose(reference.edge.derivatives(on: basis), reference.derivatives, within: 1e-13)
    for (x, row) in zip(reference.x, reference.bases) {
      let (first, values) = reference.grid.basis(at: x)
      var dense = [Double](repeating: 0, count: row.count)
      for r in values.indices { dense[first + r] = values[r] }
      expectClose(dense, row, within: 1e-13)
    }
  }

  @Test(arguments: try BSplineCase.all()) func basesSumToOneAndTheirSlopesToZero(_ reference: BSplineCase) {
    for x in reference.x {
      let (_, values, derivatives) = reference.grid.basisAndDerivatives(at: x)
      expectClose([values.reduce(0, +)], [1], within: 1e-14)
      #expect(values == reference.grid.basis(at: x).values)
      // Slopes may be large on narrow intervals: relative to the largest.
      let size = derivatives.reduce(1) { max($0, abs($1)) }
      #expect(abs(derivatives.reduce(0, +)) < 1e-13 * size)
    }
  }

  @Test(arguments: try BSplineCase.all()) func intervalsHoldTheirArguments(_ reference: BSplineCase) {
    let grid = reference.grid
    let last = grid.order + grid.intervals - 1
    for x in reference.x {
      let m = grid.interval(containing: x)
      #expect(grid.knots[m] <= x && (x < grid.knots[m + 1] || m == last))
    }
    #expect(grid.interval(containing: -1e300) == grid.order)
    #expect(grid.interval(containing: 1e300) == last)
  }
}
