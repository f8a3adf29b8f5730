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

  /// What is counted elsewhere has nothing outside its edges; bins of nothing lie between 0 and 1.
  @Test func countsOfOthersAndOfNothing() {
    let counted = Histogram(edges: [0, 1, 2], contents: [3, 7])
    #expect(counted.below == 0 && counted.above == 0)
    #expect(Histogram([], bins: 2).edges == [0, 0.5, 1])
  }

  /// Empty bins stand on the floor of a logarithmic axis, which has no zero; on a linear one negative bins keep their values.
  @Test(arguments: [Plot.Axis.Scale.logarithmic, .linear])
  func emptyBinsStandOnTheFloorOfLogarithms(scale: Plot.Axis.Scale) {
    var plot = Plot("bins", x: Plot.Axis("x"), y: Plot.Axis("events", scale: scale))
    let last = scale == .logarithmic ? 0.0 : -7
    plot.add(.histogram(Histogram(edges: [0, 1, 2], contents: [100, last]), label: "data"))
    let rows = plot.tikz().split(separator: "\n").map { $0.split(separator: " ") }
    // The row of the upper edge of the last bin.
    let heights = rows.filter { $0.first == "2" && $0.count == 2 }.compactMap { Double($0[1]) }
    #expect(!heights.isEmpty)
    #expect(scale == .logarithmic ? heights.allSatisfy { $0 > 0 } : heights.contains(-7), "\(heights)")
  }

  /// Numbers without room for as many bins between them, and a range beyond the largest number.
  @Test(arguments: [
    [1e17, 1e17], [1e17, 1e17 + 16], [-1.7e308, 1.7e308], [-Double.leastNonzeroMagnitude, 0],
  ])
  func edgesRiseWhateverTheValues(values: [Double]) {
    let histogram = Histogram(values, bins: 20)
    #expect(zip(histogram.edges, histogram.edges.dropFirst()).allSatisfy(<))
    #expect(histogram.contents.reduce(0, +) == 2)
  }
}
