import SymbolLibrary
import Testing

@Suite struct DomainTests {
  static let tangent = Domain.betweenPoles(first: Double.pi / 2, period: Double.pi)

  @Test(arguments: [
    (Domain.everywhere, -1e300...1e300, true), (.positive, 0...1, false), (.positive, 1e-300...1, true),
    (.nonNegative, 0...1, true), (.nonNegative, -1e-300...1, false), (.nonZero, -1...1, false),
    (.nonZero, 0...1, false),
    (.nonZero, -2 ... -1, true), (.nonZero, 1...2, true), (.open(lower: -1, upper: 1), -1...0, false),
    (.open(lower: -1, upper: 1), -0.99...0.99, true), (.closed(lower: -1, upper: 1), -1...1, true),
    (.closed(lower: -1, upper: 1), -1...1.001, false), (tangent, -1.5...1.5, true),
    (tangent, 1.5...1.6, false),
    (tangent, 1.6...4.7, true), (tangent, -1.6...1.5, false), (tangent, Double.pi / 2...2, false),
    (tangent, 0...Double.pi / 2, false),
  ])
  func containsOneConnectedPiece(domain: Domain, range: ClosedRange<Double>, expected: Bool) {
    #expect(domain.contains(range) == expected)
  }
}
