import KANNumerics
import KANTestSupport
import Testing

@Suite struct SumsAndQuantilesTests {
  @Test(arguments: [
    ([1, 1e100, 1, -1e100], 2.0), ([Double](repeating: 0.1, count: 1_000_000), 100_000),
    ([1e16, 1, -1e16], 1), ([], 0), ([.infinity, 1], .infinity),
  ])
  func compensatedSumsKeepWhatPlainSumsLose(terms: [Double], expected: Double) {
    #expect(terms.compensatedSum() == expected)
  }

  /// NumPy 2: quantile([7, 1, 3, 10], [0, 0.1, 0.5, 0.77, 1]).
  @Test func quantilesAgreeWithNumPy() {
    let expected = [1, 1.6, 5, 7.93, 10]
    expectClose(
      quantiles(of: [7, 1, .nan, 3, 10, .infinity], at: [0, 0.1, 0.5, 0.77, 1]), expected, within: 1e-15)
    #expect(quantiles(of: [4], at: [0, 0.5, 1]) == [4, 4, 4])
  }

  @Test func momentsAreThoseOfTheirDefinitions() {
    let values = [1.0, 2, 3, 6]
    #expect(values.mean == 3 && values.sumOfSquares == 50 && values.sumOfSquaredDeviations == 14)
    #expect([-7, 2, Double.nan].largestMagnitude == 7)
    #expect([Double]().largestMagnitude == 0 && [Double]().sumOfSquaredDeviations == 0)
    #expect(values.keepsSign && [-1.0, -2].keepsSign && ![-1.0, 1].keepsSign && ![0.0, 1].keepsSign)
  }

  @Test func weightsThatSumToZeroHaveNoMean() {
    #expect([1.0, 3].mean(weights: nil) == 2 && [1.0, 3].mean(weights: [3, 1]) == 1.5)
    #expect([1.0, 3].mean(weights: [1, -1]).isInfinite && [Double]().mean(weights: nil).isNaN)
  }

  @Test func dotProductsSumInOrder() {
    #expect([1.0, 2, 3].dot([4, -5, 6]) == 12 && [Double]().dot([]) == 0)
    // In another order the large numbers would not cancel.
    #expect([1e16, -1e16, 1].dot([1, 1, 1]) == 1)
  }
}
