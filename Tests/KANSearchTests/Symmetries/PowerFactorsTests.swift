import KANData
import KANFormula
import Testing

@testable import KANSearch

/// Factors of targets of both signs, whose logarithm has holes.
@Suite struct PowerFactorsTests {
  @Test func readsExponentsBesideZeros() throws {
    let data = try SampleLaw("a^2*cos(3*b*c)/d", 0.1...10, 1...3, 1...3, 0.1...10).table(rows: 2_000)
    let found = PowerFactors.candidates(Subproblem(data))
    #expect(found.map(\.column) == [0, 3] && found.map(\.degree) == [2, -1], "\(found)")
  }

  @Test func readsNothingOfSums() throws {
    let data = try SampleLaw("sin(a) + 4*exp(b/9)", 1...3, 1...3).table(rows: 500)
    #expect(PowerFactors.candidates(Subproblem(data)).isEmpty)
    let zero = try SampleLaw("a*b", -1...1, -1...1).table(rows: 20)
    #expect(PowerFactors.candidates(Subproblem(zero)).isEmpty)
  }

  /// The whole chain: what a network cannot learn with its factors it learns without.
  @Test func chainsBeginWithoutFactors() throws {
    let data = try SampleLaw("a^3*cos(b - c)/d", 0.01...100, 1...3, 1...3, 0.01...100, isSigned: true).table(
      rows: 1_500)
    let found = try symmetries(of: data, options: SymmetryOptions(threads: 1))
    #expect(found.symmetries.prefix(2).map(\.kind) == [.factor, .factor], "\(found)")
    #expect(found.symmetries.prefix(2).flatMap(\.inputs).sorted() == ["a", "d"])
  }
}
