import KANModel
import Testing

@testable import KANTraining

/// Which grids have equal cells, wherever on the axis they are.
@Suite struct KnotGridCellsTests {
  static let ranges: [ClosedRange<Double>] = [
    -1...1, 0...1e-9, 1...1.001, -1e6 ... -1e6 + 2, 1e9...1e9 + 1, -1e300...1e300,
  ]

  @Test(arguments: ranges, [(1, 5), (5, 3), (64, 3), (200, 1)])
  func equalCellsMayBeRounded(range: ClosedRange<Double>, _ size: (intervals: Int, order: Int)) {
    let (intervals, order) = size
    #expect(KnotGrid(uniformOn: range, intervals: intervals, order: order).isUniform)
    // The same positions as weighted means of the ends.
    let knots = (-order...intervals + order).map { n in
      let share = Double(n) / Double(intervals)
      return range.lowerBound * (1 - share) + range.upperBound * share
    }
    #expect(KnotGrid(knots: knots, order: order).isUniform)
  }

  /// A knot that is off by a small part of its cell, but by more than rounding.
  @Test(arguments: ranges, [4, 6, 9])
  func aShiftedKnotIsNoticed(range: ClosedRange<Double>, place: Int) {
    let grid = KnotGrid(uniformOn: range, intervals: 5, order: 3)
    var knots = grid.knots
    knots[place] += 2.5e-5 * (knots[place + 1] - knots[place])
    #expect(!KnotGrid(knots: knots, order: 3).isUniform)
  }
}
