import KANFormula
import RealModule
import Testing

@testable import KANSearch

/// Grids of constants, and the powers of numbers and columns.
@Suite struct CurveGridTests {
  @Test func geometricGridsHaveEqualRatios() {
    let grid = CurveGrid.geometric(from: 1e-3, to: 1e3, count: 7)
    for (n, value) in grid.enumerated() { #expect(abs(value / .pow(10, Double(n - 3)) - 1) < 1e-14) }
    let falling = CurveGrid.geometric(from: 8, to: 1, count: 4)
    for (value, exact) in zip(falling, [8.0, 4, 2, 1]) { #expect(abs(value - exact) < 1e-14) }
  }

  @Test func placesReachBeyondTheRange() {
    #expect(CurveGrid.places(in: 2...4, beyond: 0.5, count: 5) == [1, 2, 3, 4, 5])
    #expect(CurveGrid.places(in: -1...1, beyond: 0, count: 3) == [-1, 0, 1])
  }

  /// C(n, k) choices, each in its order and each once.
  @Test(arguments: [(5, 0, 1), (5, 2, 10), (6, 3, 20), (4, 4, 1), (3, 4, 0)])
  func combinationsAreBinomials(values: Int, size: Int, count: Int) {
    let all = CurveGrid.combinations(of: (0..<values).map(Double.init), size)
    #expect(
      all.count == count && Set(all).count == count
        && all.allSatisfy { $0 == $0.sorted() && $0.count == size })
    #expect(CurveGrid.pairs([1, 2], [3, 4, 5]).count == 6)
  }

  @Test(arguments: [(2.0, 10, 1024.0), (-3, 3, -27), (0.5, -2, 4), (7, 0, 1), (0, 0, 1), (0, -1, .infinity)])
  func wholePowersAreProducts(base: Double, exponent: Int, power: Double) {
    #expect(base.wholePower(exponent) == power)
    #expect(base.power(Rational(exponent)) == power)
  }

  /// A column has roots where it is positive, inverses where it has no zero.
  @Test(arguments: [
    ([1.0, 4, 9], ["1", "1/2", "-1"]), ([-1, 4, 9], ["1", "-1"]), ([0, 4, 9], ["1"]), ([-1, 0, 1], ["1"]),
  ])
  func columnsHaveThePowersOfTheirValues(values: [Double], powers: [String]) {
    let atom = BasisFunction(.variable("x"), values, prices: [(1, 1, 1), (1, 2, 2), (-1, 1, 2)])
    #expect(atom.powers.map { TextPrinter().print(.rational($0.exponent)) } == powers)
    for power in atom.powers {
      let raised = atom.raised(to: power.exponent)
      for (x, value) in zip(values, raised) {
        let direct = atom.expression(to: power.exponent).value(at: ["x": x])
        #expect(abs(value - direct) <= 1e-14 * abs(direct))
      }
    }
    #expect(atom.selecting([2, 0]).values == [values[2], values[0]])
  }

  /// The first denominator of the list that comes near enough; nothing for what is too large or no number.
  @Test func fractionsAreNearby() {
    #expect(Rational(near: 0.3333, denominators: [1, 2, 3], within: 1e-3) == Rational(1, 3))
    #expect(Rational(near: -2.5001, denominators: [1, 2, 3], within: 1e-3) == Rational(-5, 2))
    #expect(Rational(near: 2.0004, denominators: [2, 1], within: 1e-3) == Rational(2))
    #expect(Rational(near: 0.3333, denominators: [1, 2], within: 1e-3) == nil)
    for x in [Double.nan, .infinity, 1e4, -1e300] {
      #expect(Rational(near: x, denominators: [1], within: 0.5) == nil)
    }
  }
}
