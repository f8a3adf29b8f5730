import Foundation
import KANFitting
import KANNumerics
import Testing

@Suite struct StatisticsTests {
  /// For two constants Fisher's distribution has a closed form: Q = (1 + 2F/n)^(−n/2).
  @Test(arguments: [(0.5, 10), (3.5, 20), (9, 4), (1, 200)])
  func probabilitiesOfTheFTestAreExact(f: Double, n: Int) {
    let probability = FTest.probability(
      ofRise: 2 * f * 1.7, removed: 2, residualVariance: 1.7, degreesOfFreedom: n)
    #expect(abs(probability - pow(1 + 2 * f / Double(n), -Double(n) / 2)) < 1e-12)
  }

  @Test func aFallIsNoRise() {
    #expect(FTest.probability(ofRise: -1, removed: 1, residualVariance: 1, degreesOfFreedom: 5) == 1)
  }

  /// y = b₀ + b₁·x with weights of both signs, against the exact normal equations.
  @Test func signedWeightsSolveTheSignedEquations() throws {
    var random = SeededRandom(seed: 5)
    let x = (0..<200).map { _ in random.uniform(in: -1...1) }
    let y = x.map { 1 + 2 * $0 + 0.3 * random.normal() }
    let w = x.map { _ in random.uniform() < 0.2 ? -0.7 : 1.3 }
    func linearization(_ b: [Double]) -> WeightedLeastSquares.Linearization {
      (zip(x, y).map { b[0] + b[1] * $0 - $1 }, [x.map { _ in 1 }, x])
    }
    let ones = x.map { _ in 1.0 }
    let start = try LinearLeastSquares.fit(columns: [ones, x], y: y, weights: w.map { max(0, $0) })
    let fit = WeightedLeastSquares(weights: w).finish(start) { linearization($0) }
    func sum(_ term: (Int) -> Double) -> Double { x.indices.reduce(0) { $0 + w[$1] * term($1) } }
    let (s, sx, sxx) = (sum { _ in 1 }, sum { x[$0] }, sum { x[$0] * x[$0] })
    let (sy, sxy) = (sum { y[$0] }, sum { x[$0] * y[$0] })
    let slope = (s * sxy - sx * sy) / (s * sxx - sx * sx)
    #expect(abs(fit.parameters[1] - slope) < 1e-9)
    #expect(abs(fit.parameters[0] - (sy - slope * sx) / s) < 1e-9)
    // The errors do not depend on the unit of the weights.
    let scaled = WeightedLeastSquares(weights: w.map { 5 * $0 }).finish(start) { linearization($0) }
    #expect(zip(fit.standardErrors, scaled.standardErrors).allSatisfy { abs($0 / $1 - 1) < 1e-6 })
  }

  /// The spread of the slope over many tables with event weights is its standard error.
  @Test func weightedErrorsAreWhatRepetitionShows() throws {
    var pulls: [Double] = []
    for seed in 0..<200 {
      var random = SeededRandom(seed: UInt64(seed))
      let x = (0..<150).map { _ in random.uniform(in: -1...1) }
      let y = x.map { 1 + 2 * $0 + 0.3 * random.normal() }
      let w = x.map { _ in random.uniform() < 0.15 ? -1 : 2 * random.uniform() + 0.2 }
      let start = try LinearLeastSquares.fit(
        columns: [x.map { _ in 1 }, x], y: y, weights: w.map { max(0, $0) })
      let fit = WeightedLeastSquares(weights: w).finish(start) { b in
        (zip(x, y).map { b[0] + b[1] * $0 - $1 }, [x.map { _ in 1 }, x])
      }
      pulls.append((fit.parameters[1] - 2) / fit.standardErrors[1])
    }
    let square = pulls.sumOfSquares / Double(pulls.count)
    #expect(square > 0.75 && square < 1.35)
  }

  /// Intercept and slope of a straight line: ρ = −x̄/√(mean of x²).
  @Test func correlationsAreThoseOfTheTextbook() throws {
    let x = (0..<50).map { 1 + Double($0) / 10 }
    let y = x.map { 3 * $0 + sin(17 * $0) }
    let fit = try LinearLeastSquares.fit(columns: [x.map { _ in 1 }, x], y: y)
    let mean = x.reduce(0, +) / 50
    let square = x.sumOfSquares / 50
    #expect(abs(fit.correlation[0, 1] + mean / square.squareRoot()) < 1e-12)
  }
}
