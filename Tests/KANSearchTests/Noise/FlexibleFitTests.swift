import KANNumerics
import RealModule
import Testing

@testable import KANSearch

/// Smooth curves without a formula, told on rows that they have not seen.
@Suite struct FlexibleFitTests {
  private static func columns(_ count: Int, rows: Int, seed: UInt64) -> [[Double]] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { _ in (0..<rows).map { _ in random.uniform(in: -2...2) } }
  }

  /// The share of the variance of a function that a fit to noisy values of it misses on fresh rows.
  private static func missed(
    inputs: Int, rows: Int = 240, noise: Double = 0.1, _ function: ([Double]) -> Double
  ) -> Double {
    let (training, judged) = (columns(inputs, rows: rows, seed: 2), columns(inputs, rows: 80, seed: 3))
    func values(_ columns: [[Double]]) -> [Double] {
      columns[0].indices.map { s in function(columns.map { $0[s] }) }
    }
    var random = SeededRandom(seed: 4)
    let target = values(training).map { $0 + noise * random.normal() }
    let fit = FlexibleFit(training: training, target: target, judged: judged)
    let truth = values(judged)
    let left = zip(fit.prediction(from: target), truth).map { $0 - $1 }.sumOfSquares
    return left / truth.sumOfSquares
  }

  @Test func followsCurvesAndQuadratics() {
    #expect(Self.missed(inputs: 1) { .sin(3 * $0[0]) } < 0.05)
    #expect(Self.missed(inputs: 3) { $0[0] * $0[1] - $0[2] * $0[2] + 1 } < 0.01)
    #expect(Self.missed(inputs: 2) { .exp(-$0[0] * $0[0] - $0[1] * $0[1]) } < 0.2)
  }

  /// Chance is not followed: where nothing predicts rows that were left out, zero is expected.
  @Test(arguments: [1, 2, 5], [0, 1, 2] as [UInt64]) func expectsNothingOfChance(inputs: Int, seed: UInt64) {
    let (training, judged) = (
      Self.columns(inputs, rows: 150, seed: seed), Self.columns(inputs, rows: 50, seed: seed + 40)
    )
    var random = SeededRandom(seed: seed + 80)
    let noise = (0..<150).map { _ in random.normal() }
    let fit = FlexibleFit(training: training, target: noise, judged: judged)
    let size = fit.prediction(from: noise).sumOfSquares / 50
    #expect(size < 0.2, "\(size)")
    #expect(fit.prediction(from: noise.map { _ in 0 }) == [Double](repeating: 0, count: 50))
  }

  /// Values in another unit are predicted in it, and equal tables give equal bits.
  @Test func isLinearInTheUnit() {
    let (training, judged) = (Self.columns(2, rows: 100, seed: 5), Self.columns(2, rows: 30, seed: 6))
    let target = training[0].map { Double.sin(2 * $0) }
    let fit = FlexibleFit(training: training, target: target, judged: judged)
    let plain = fit.prediction(from: target)
    #expect(fit.prediction(from: target.map { 0x1p20 * $0 }) == plain.map { 0x1p20 * $0 })
    #expect(FlexibleFit(training: training, target: target, judged: judged).prediction(from: target) == plain)
    #expect(fit.work > 0)
  }

  /// The nearest rows, nearest first, earlier ones first among equals, and never the row itself.
  @Test func neighboursAreNearest() {
    let x = [0.0, 1, 3, 3.5, 1]
    let near = FlexibleFit.neighbours(of: [x], among: [x], areSame: true)
    #expect(near[0] == [1, 4, 2, 3] && near[1] == [4, 0, 2, 3] && near[3] == [2, 1, 4, 0])
    let others = FlexibleFit.neighbours(of: [[3.2]], among: [x], areSame: false)
    #expect(others == [[2, 3, 1, 4, 0]])
  }

  /// One, all inputs and all products of two; columns to mean 0 and spread 1, by their logarithm where they span decades.
  @Test func termsAndScalesAreTheirFormulas() {
    #expect(FlexibleFit.quadraticTerms([2, 3]) == [1, 2, 3, 4, 6, 9])
    let line = (0..<40).map { 5 + Double($0) }
    let scaled = line.map(FlexibleFit.scaling(of: line))
    #expect(abs(scaled.mean) < 1e-12 && abs(scaled.sumOfSquares / 40 - 1) < 1e-12)
    let decades = (0..<40).map { Double.pow(10, Double($0) / 10) }
    let places = decades.map(FlexibleFit.scaling(of: decades))
    let steps = zip(places.dropFirst(), places).map { $0 - $1 }
    #expect((steps.max() ?? 0) - (steps.min() ?? 0) < 1e-12, "even in the logarithm")
    // A row below all that were seen has a place, too.
    #expect(FlexibleFit.scaling(of: decades)(-1).isFinite)
    #expect([2.0, 2, 2].map(FlexibleFit.scaling(of: [2, 2, 2])) == [0, 0, 0])
  }

  /// Few rows and equal ones are no reason to fail.
  @Test(arguments: [1, 2, 5, 9]) func bearsPoorTables(rows: Int) {
    let column = [Double](repeating: 3, count: rows)
    let fit = FlexibleFit(training: [column], target: column, judged: [[3, 4]])
    #expect(fit.prediction(from: column).allSatisfy { $0.isFinite })
  }
}
