import KANNumerics
import KANSymbolic
import RealModule
import Testing

@testable import KANSearch

/// The product of powers that a curve reads, and the powers beside it.
@Suite struct SingleIndexDirectionTests {
  private static func direction(
    rows: Int = 300, hasPowers: Bool = true, _ law: ([Double]) -> Double
  ) -> SingleIndexDirection {
    var random = SeededRandom(seed: 23)
    let logarithms = (0..<3).map { _ in (0..<rows).map { _ in random.uniform(in: -1...1) } }
    let target = (0..<rows).map { s in law(logarithms.map { Double.exp($0[s]) }) }
    return SingleIndexDirection(
      logarithms: logarithms, target: target.map { hasPowers ? .log(abs($0)) : $0 }, hasPowers: hasPowers)
  }

  /// a²·tanh(b/c): the curve of b/c, beside a².
  @Test func findsIndexAndPowers() throws {
    let fit: SingleIndexDirection.Fit = try #require(
      Self.direction { $0[0] * $0[0] * Double.tanh($0[1] / $0[2]) }.fits(budget: WorkBudget()).first)
    #expect(fit.direction == [0, 1, -1])
    #expect(abs(fit.powers[0] - 2) < 0.01)
    #expect(fit.residual < 1e-3)
  }

  /// Fractions come in units of the simplest exponent.
  @Test func findsFractions() throws {
    let fit = try #require(
      Self.direction { Double.exp($0[0] * $0[1].squareRoot()) - 1 }.fits(budget: WorkBudget()).first)
    #expect(fit.direction == [2, 1, 0])
  }

  @Test func findsIndicesOfPlainTargets() throws {
    let fit = try #require(
      Self.direction(hasPowers: false) { Double.atan($0[0] * $0[1] / $0[2]) }.fits(budget: WorkBudget()).first
    )
    #expect(fit.direction == [1, 1, -1] && fit.powers == [0, 0, 0])
  }

  @Test func findsNoIndexOfNoise() {
    var random = SeededRandom(seed: 2)
    #expect(Self.direction { _ in Double.exp(random.normal()) }.fits(budget: WorkBudget()).isEmpty)
    #expect(Self.direction { _ in 2 }.fits(budget: WorkBudget()).isEmpty)
  }

  @Test func stopsWithItsBudget() {
    let direction = Self.direction { $0[0] * Double.tanh($0[1]) }
    #expect(direction.fits(budget: WorkBudget(limit: 0)).isEmpty)
    let budget = WorkBudget()
    _ = direction.fits(budget: budget)
    // One fit of 18 columns for each whole direction at least.
    #expect(budget.spent >= 300 * 18 * 18 * SingleIndexDirection.wholeDirections(3, largest: 3).count)
  }

  /// Every direction up to sign once: ½·Σ_{d | ·} … written out for small cases.
  @Test(arguments: [(1, 1, 1), (1, 3, 1), (2, 1, 4), (2, 2, 8), (2, 3, 16), (3, 1, 13)])
  func listsWholeDirections(inputs: Int, largest: Int, count: Int) {
    let all = SingleIndexDirection.wholeDirections(inputs, largest: largest)
    #expect(all.count == count && Set(all).count == count)
    for direction in all {
      #expect(direction.allSatisfy { abs($0) <= Double(largest) && $0 == $0.rounded() })
      #expect(!all.contains(direction.map { -$0 }))
    }
  }
}
