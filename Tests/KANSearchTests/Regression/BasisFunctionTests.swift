import KANFormula
import KANTestSupport
import RealModule
import Testing

@testable import KANSearch

/// Quantities that terms are made of, and the powers that their values allow.
@Suite struct BasisFunctionTests {
  private static let prices: [(numerator: Int, denominator: Int, price: Int)] = [
    (1, 1, 2), (-1, 1, 3), (2, 1, 3), (1, 2, 4), (-1, 2, 5), (-3, 2, 7),
  ]

  @Test(arguments: [
    ([1.0, 2, 3], 6), ([0.0, 1, 2], 2), ([-1.0, 1, 2], 3), ([-1.0, 0, 2], 2),
  ])
  func hasThePowersThatItsValuesAllow(values: [Double], count: Int) {
    let function = BasisFunction(.variable("a"), values, prices: Self.prices)
    #expect(function.powers.count == count)
    let powers: [BasisFunction.Power] = function.powers
    for power in powers {
      #expect(function.raised(to: power.exponent).allSatisfy { $0.isFinite })
    }
  }

  @Test(arguments: [(1, 1), (-1, 1), (5, 1), (-6, 1), (1, 2), (-3, 2), (2, 3), (-5, 4)])
  func raisesValuesAndExpressionAlike(p: Int, q: Int) throws {
    let values = [0.3, 1, 2.5, 17]
    let exponent = try #require(Rational(p, q))
    let function = BasisFunction(.variable("a"), values, prices: Self.prices)
    let expected = values.map { Double.pow($0, Double(p) / Double(q)) }
    expectClose(function.raised(to: exponent), expected, within: 1e-14)
    let compiled = try CompiledExpression(function.expression(to: exponent), variables: ["a"])
    expectClose(compiled.values([values]), expected, within: 1e-14)
    if p == 1 && q == 1 { #expect(function.expression(to: exponent) == .variable("a")) }
  }

  @Test func isTheSameOnSomeRows() {
    let function = BasisFunction(.variable("a"), [1, 2, 3, 4], prices: Self.prices)
    let some = function.selecting([3, 1])
    #expect(some.values == [4, 2] && some.powers.count == function.powers.count)
    // Where a zero is left out the powers stay those of all rows.
    let withZero = BasisFunction(.variable("a"), [0, 2, 3], prices: Self.prices)
    #expect(withZero.selecting([1, 2]).powers.count == withZero.powers.count)
  }

  @Test(arguments: -6...6)
  func wholePowersAreProducts(n: Int) {
    #expect(isClose(1.7.wholePower(n), Double.pow(1.7, Double(n)), within: 1e-14))
    #expect((-2.0).wholePower(n) == (n % 2 == 0 ? 1 : -1) * 2.0.wholePower(n))
  }

  @Test func realPowersAreRoots() throws {
    #expect(isClose(8.0.realPower(try #require(Rational(2, 3))), 4, within: 1e-15))
    #expect(isClose(4.0.realPower(-.half), 0.5, within: 1e-15))
  }

  @Test(
    arguments: [
      (0.5001, [1, 2], 1e-3, 1, 2), (0.5001, [1], 1e-3, nil, 0), (0.6667, [1, 2, 3], 1e-3, 2, 3),
      (-1.9996, [1, 2], 1e-3, -2, 1), (0.999, [2, 1], 0.01, 1, 1), (.nan, [1], 1, nil, 0),
      (2e4, [1], 1, nil, 0), (0.3, [1], 0.3, 0, 1),
    ] as [(Double, [Int], Double, Int?, Int)])
  func findsTheFractionNearby(x: Double, denominators: [Int], tolerance: Double, p: Int?, q: Int) {
    let found = Rational(near: x, denominators: denominators, within: tolerance)
    #expect(found == p.flatMap { Rational($0, q) })
  }
}
