import KANNumerics
import Testing

/// Against scipy.special.gammaincc and betainc of SciPy 1.17.
@Suite struct IncompleteFunctionsTests {
  @Test(arguments: [
    (0.5, 0.1, 0.6547208460185768), (2, 1, 0.7357588823428847), (2, 10, 0.0004993992273873336),
    (19.5, 40, 0.00011974877354948282), (25, 20, 0.8432273781737623), (25, 60, 1.0958807112599678e-07),
    (500, 450, 0.9892827619087102), (5e5, 5.01e5, 0.07871866138612969), (1e6, 1e6, 0.4998670192391274),
  ])
  func gammaIsThatOfSciPy(a: Double, x: Double, expected: Double) {
    #expect(abs(IncompleteGamma.upper(a, x) / expected - 1) < 1e-12)
  }

  @Test(arguments: [
    (0.1, 2.0, 3.0, 0.0523), (0.9, 2, 3, 0.9963), (0.5, 0.5, 10, 0.9997665525652514),
    (0.2, 0.5, 0.5, 0.2951672353008665), (0.3, 100, 200, 0.10884306564490986),
    (0.9999, 5e5, 2.5, 5.27195491409021e-20), (0.999, 5e5, 1, 5.547700296714469e-218),
  ])
  func betaIsThatOfSciPy(x: Double, a: Double, b: Double, expected: Double) {
    #expect(abs(IncompleteBeta.regularized(x, a, b) / expected - 1) < max(1e-12, 2e-15 * max(a, b)))
  }

  @Test func endsOfTheirRangesAreExact() {
    #expect(IncompleteGamma.upper(3, 0) == 1 && IncompleteGamma.upper(3, .infinity) == 0)
    #expect(IncompleteBeta.regularized(0, 2, 3) == 0 && IncompleteBeta.regularized(1, 2, 3) == 1)
  }
}
