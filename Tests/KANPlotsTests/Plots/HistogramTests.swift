import Foundation
import KANPlots
import Testing

/// Weighted counts and their errors.
@Suite struct HistogramTests {
  @Test func sumsWeightsAndTheirSquares() {
    let histogram = Histogram(
      [0, 0.5, 1, 1.5, 2, -1, 3, .nan], weights: [1, 2, 3, -1, 5, 7, 11, 1], edges: [0, 1, 2])
    #expect(histogram.contents == [3, 7])
    #expect(histogram.errors == [sqrt(5), sqrt(35)])
    #expect(histogram.below == 7 && histogram.above == 11)
  }

  @Test func normalizesToADensity() {
    let density = Histogram([0.1, 0.2, 2.5], edges: [0, 1, 3]).normalized
    #expect(density.contents == [2.0 / 3, 1.0 / 6])
    #expect(abs(density.errors[0] - sqrt(2) / 3) < 1e-15)
  }

  @Test func givesConstantsABinOfTheirOwn() {
    #expect(Histogram([4, 4, 4], bins: 3).contents.reduce(0, +) == 3)
    #expect(Histogram([], bins: 3).contents == [0, 0, 0])
  }
}
