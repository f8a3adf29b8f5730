import KANFormula
import KANNumerics
import Testing

@Suite struct IntervalTests {
  /// The exact result lies inside, and the ends are neighbours: compared with exact integer arithmetic.
  @Test func sumsAreRoundedOutwardsByOneUnit() {
    var random = SeededRandom(seed: 41)
    for _ in 0..<2000 {
      let n = Int64(bitPattern: random.next()) >> 11
      let m = Int64(bitPattern: random.next()) >> 11
      let shift = random.integer(below: 60)
      // a + b = (n + m·2^shift)·2⁻⁶⁰ needs up to 113 bits.
      let (a, b) = (Double(n) * 0x1p-60, Double(sign: .plus, exponent: shift - 60, significand: Double(m)))
      let sum = Interval(a) + Interval(b)
      let exact = Int128(n) + (Int128(m) << shift)
      #expect(scaled(sum.lower) <= exact && exact <= scaled(sum.upper), "\(a) + \(b)")
      #expect(sum.upper <= sum.lower.nextUp)
      if scaled(a + b) == exact { #expect(sum == Interval(a + b)) }
    }
  }

  /// x·2⁶⁰ for a multiple of 2⁻⁶⁰.
  private func scaled(_ x: Double) -> Int128 { Int128(x * 0x1p60) }

  @Test func productsAndQuotientsEncloseTheExactOnes() {
    var random = SeededRandom(seed: 42)
    for _ in 0..<2000 {
      let (a, b) = (random.normal() * 1e5, random.normal())
      let product = Interval(a) * Interval(b)
      // The fused operation rounds a·b − p only once, so its sign is exact.
      #expect((-product.lower).addingProduct(a, b) >= 0 && (-product.upper).addingProduct(a, b) <= 0)
      #expect(product.upper <= product.lower.nextUp)
      let quotient = Interval(a) / Interval(b)
      let sign = b > 0 ? 1.0 : -1
      #expect(
        sign * a.addingProduct(-quotient.lower, b) >= 0 && sign * a.addingProduct(-quotient.upper, b) <= 0)
      #expect(quotient.upper <= quotient.lower.nextUp)
      let root = Interval(a.magnitude).squareRoot ?? .everything
      #expect(a.magnitude.addingProduct(-root.lower, root.lower) >= 0)
      #expect(a.magnitude.addingProduct(-root.upper, root.upper) <= 0)
    }
  }

  @Test func exactResultsStayExact() {
    #expect(Interval(3) * Interval(-4) == Interval(-12))
    #expect(Interval(1) / Interval(4) == Interval(0.25))
    #expect(Interval(-3, 2).wholePower(2) == Interval(0, 9))
    #expect(Interval(4, 9).realPower(Interval(1.5)) == Interval(8, 27))
    #expect(Interval(0).image(under: .sin) == Interval(0))
    #expect(Interval(0, 1).image(under: .cos)?.upper == 1)
    #expect(Interval(1).image(under: .log) == Interval(0))
    #expect(Interval(0).image(under: .exp) == Interval(1))
    #expect(Interval(0) * .everything == Interval(0))
  }

  /// Values from mpmath with 30 digits, as the pair of doubles around them.
  @Test(arguments: [
    (ElementaryFunction.exp, 1.0, 2.718281828459045), (.log, 10, 2.302585092994046),
    (.sin, 1, 0.8414709848078965),
    (.cos, 2, -0.4161468365471424), (.tan, 1, 1.5574077246549023), (.arcsin, 0.5, 0.5235987755982989),
    (.arccos, 0.5, 1.0471975511965979), (.arctan, 2, 1.1071487177940904), (.sinh, 1, 1.1752011936438014),
    (.cosh, 1, 1.5430806348152437), (.tanh, 0.5, 0.46211715726000973), (.artanh, 0.5, 0.5493061443340549),
  ])
  func functionsHaveAMargin(function: ElementaryFunction, x: Double, correct: Double) throws {
    let image = try #require(Interval(x).image(under: function))
    #expect(image.lower <= correct.nextDown && correct.nextUp <= image.upper)
    #expect(image.upper - image.lower <= 40 * correct.ulp)
  }

  @Test func turningPointsAreNeverMissed() throws {
    var random = SeededRandom(seed: 43)
    for _ in 0..<2000 {
      let lower = random.normal() * 1e6
      let interval = Interval(lower, lower + random.uniform(in: 0...4))
      for function in [ElementaryFunction.sin, .cos] {
        let image = try #require(interval.image(under: function))
        for part in 0...20 {
          let x = Interval(interval.lower + (interval.upper - interval.lower) * Double(part) / 20)
          guard interval.contains(x.middle), let value = x.image(under: function) else { continue }
          #expect(image.lower <= value.lower && value.upper <= image.upper, "\(function) on \(interval)")
        }
      }
    }
  }
}
