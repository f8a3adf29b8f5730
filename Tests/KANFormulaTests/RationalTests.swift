import KANFormula
import Testing

@Suite struct RationalTests {
  @Test(arguments: [
    (Rational(1, 2), Rational(1, 3), "5/6", "1/6", "1/6", "3/2"),
    (Rational(-3, 4), Rational(3, 4), "0", "-3/2", "-9/16", "-1"),
    (Rational(6, -4), Rational(2), "1/2", "-7/2", "-3", "-3/4"),
  ])
  func computesExactly(
    a: Rational?, b: Rational?, sum: String, difference: String, product: String, quotient: String
  ) throws {
    let (a, b) = (try #require(a), try #require(b))
    #expect((a + b)?.description == sum)
    #expect((a - b)?.description == difference)
    #expect((a * b)?.description == product)
    #expect((a / b)?.description == quotient)
  }

  @Test func answersNilInsteadOfOverflowing() {
    let huge = Rational(Int.max)
    #expect(huge + huge == nil)
    #expect(huge * 2 == nil)
    #expect(huge.pow(2) == nil)
    #expect(Rational(1, 0) == nil)
    #expect(Rational(Int.min, 1) == nil)
    #expect(Rational(3) / 0 == nil)
    #expect(Rational.zero.pow(-1) == nil)
    #expect(Rational(2).pow(Int.max) == nil)
    #expect(Rational(1, Int.max).flatMap { $0 + (Rational(1, Int.max - 1) ?? 0) } == nil)
  }

  @Test func ordersExactlyWhereDoublesCannot() throws {
    let a = try #require(Rational(Int.max - 1, Int.max))
    let b = try #require(Rational(Int.max - 2, Int.max - 1))
    #expect(a.doubleValue == b.doubleValue)
    #expect(b < a)
    #expect(Rational(-1, 2).map { $0 < .zero } == true)
  }

  @Test(arguments: [(2, 10, "1024"), (-2, 3, "-8"), (2, -2, "1/4"), (5, 0, "1"), (-1, 1_000_001, "-1")])
  func raisesToWholePowers(base: Int, exponent: Int, expected: String) {
    #expect(Rational(base).pow(exponent)?.description == expected)
  }
}
