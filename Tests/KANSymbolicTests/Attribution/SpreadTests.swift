import Testing

@testable import KANSymbolic

/// The yardstick of importance: a standard deviation that no large mean and no sign of a weight upsets.
@Suite struct SpreadTests {
  @Test func isTheStandardDeviation() {
    let spread = Spread(weights: nil)
    #expect(spread.mean([1, 2, 3, 6]) == 3)
    #expect(spread([1, 2, 3, 6]) == 3.5.squareRoot())
  }

  @Test func aConstantHasNone() {
    // 0.1 added three times and divided by three is not 0.1.
    #expect(Spread(weights: nil)([0.1, 0.1, 0.1]) == 0)
    #expect(Spread(weights: [1, 2, 3])([0.1, 0.1, 0.1]) == 0)
  }

  @Test func aLargeMeanCostsNoDigits() {
    #expect(Spread(weights: nil)([1e9 - 1, 1e9 + 1, 1e9 - 1, 1e9 + 1]) == 1)
  }

  @Test func weightsCountBySize() {
    for weights in [[1.0, 3], [-1, 3], [1, -3], [-2, -6]] {
      let spread = Spread(weights: weights)
      #expect(spread.mean([0, 4]) == 3)
      #expect(spread([0, 4]) == 3.0.squareRoot())
    }
  }

  @Test func nothingToGoByIsZero() {
    #expect(Spread(weights: nil).mean([]) == 0)
    #expect(Spread(weights: nil)([]) == 0)
    #expect(Spread(weights: [0, 0]).mean([1, 2]) == 0)
    #expect(Spread(weights: [0, 0])([1, 2]) == 0)
  }
}
