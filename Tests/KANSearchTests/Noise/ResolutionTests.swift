import KANNumerics
import KANSymbolic
import RealModule
import Testing

@testable import KANSearch

/// What rows could show of a law, checked with what its definition gives by hand.
@Suite struct ResolutionTests {
  /// A law that takes two values, and a residual of one size and changing sign.
  private static func rows(_ count: Int, residual: Double) -> (fitted: [Double], target: [Double]) {
    let fitted = (0..<count).map { $0 < count / 2 ? 1.0 : 3.0 }
    return (
      fitted, fitted.enumerated().map { $0.element + ($0.offset.isMultiple(of: 2) ? residual : -residual) }
    )
  }

  /// Spread² is 1 + r² for values 1 and 3 with residuals ±r; of 100 rows 1 − exp(−30/100) of the mean square may hide.
  @Test func hidesWhatDoesNotPayForATerm() throws {
    let (fitted, target) = Self.rows(100, residual: 0.1)
    let resolution = try #require(Resolution(of: fitted, target: target, noise: .absolute))
    #expect(abs(resolution.residual - 0.1 / 1.01.squareRoot()) < 1e-12)
    #expect(
      abs(resolution.hiddenStructure - resolution.residual * 0.259_181_779_318_282_1.squareRoot()) < 1e-12)
  }

  @Test func moreRowsHideLess() throws {
    let sizes = try [30, 300, 3_000].map { count in
      let (fitted, target) = Self.rows(count, residual: 0.3)
      return try #require(Resolution(of: fitted, target: target, noise: .absolute)).hiddenStructure
    }
    #expect(sizes[0] > 2 * sizes[1] && sizes[1] > 2 * sizes[2])
  }

  /// One row of a hundred stands out of the noise, however well the law explains the variance.
  @Test func countsRowsThatTell() throws {
    var fitted = (0..<100).map { 1e-3 * Double($0) }
    fitted[99] = 1_000
    let target = fitted.enumerated().map { $0.element + ($0.offset.isMultiple(of: 2) ? 1.0 : -1.0) }
    let resolution = try #require(Resolution(of: fitted, target: target, noise: .absolute))
    #expect(resolution.tellingShare == 0.01 && resolution.residual < 0.02)
    #expect(resolution.hiddenChange > 0.999 * resolution.residual)
  }

  /// Factors of e^±0.1 over values of ten decades: all rows but those at the median tell.
  @Test func comparesLogarithmsWhereNoiseIsAFactor() throws {
    let fitted = (0..<201).map { Double.exp(0.1 * Double($0) - 10) }
    let target = fitted.enumerated().map { $0.element * ($0.offset.isMultiple(of: 2) ? 1.1 : 1 / 1.1) }
    let shares = try #require(Resolution(of: fitted, target: target, noise: .logarithmic))
    #expect(shares.tellingShare > 0.97 && shares.residual < 0.02)
    let values = try #require(Resolution(of: fitted, target: target, noise: .absolute))
    #expect(values.tellingShare < 0.5)
  }

  @Test func isNothingOfALawThatIsNotFinite() {
    #expect(Resolution(of: [1, .nan, 2], target: [1, 2, 3], noise: .absolute) == nil)
    #expect(Resolution(of: [1, 1, 1], target: [2, 2, 2], noise: .absolute) == nil)
  }
}
