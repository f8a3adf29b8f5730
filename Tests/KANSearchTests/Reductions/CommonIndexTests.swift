import KANData
import KANFormula
import KANSymbolic
import Testing

@testable import KANSearch

/// Curves of one product of powers, seen on the values themselves.
@Suite struct CommonIndexTests {
  private static func reduced(_ law: SampleLaw, noise: SampleLaw.Noise = .absolute(0.01)) throws
    -> [Subproblem]
  {
    CommonIndex().reduce(
      Subproblem(FeatureTable(try law.table(rows: 1_200, noise: noise), rows: 1_200)),
      in: .sample(Look(weighting: .absoluteNoise)))
  }

  /// Up to a power, which the curve takes.
  @Test(arguments: [
    ("1/(exp(0.05*b^2*c^3/a^2) + 1)", "b^2*c^3/a^2", "a^2/(b^2*c^3)"),
    ("sqrt(1 + a*b/c)", "a*b/c", "c/(a*b)"),
  ])
  func findsTheExponents(law: String, product: String, inverse: String) throws {
    let problem = try #require(
      try Self.reduced(SampleLaw(law, 1...4, 1...4, 1...4)).first)
    #expect(problem.inputs.count == 1)
    let found = TextPrinter().print(problem.table.variable(problem.inputs[0]))
    #expect([product, inverse].contains(found), "\(found)")
  }

  @Test func whatIsNoSuchCurveStays() throws {
    #expect(try Self.reduced(SampleLaw("a*b + sin(3*c)", 1...4, 1...4, 1...4)).isEmpty)
    // One input alone needs no product, and a column of both signs has no power.
    #expect(try Self.reduced(SampleLaw("exp(a/3)", 1...4)).isEmpty)
    #expect(try Self.reduced(SampleLaw("exp(a*b)", -1...1, 1...2)).isEmpty)
  }
}
