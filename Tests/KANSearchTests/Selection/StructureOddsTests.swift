import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import RealModule
import Testing

@testable import KANSearch

/// How firmly rows speak for a structure.
@Suite struct StructureOddsTests {
  private static let x = (0..<200).map { 0.02 * Double($0) + 0.5 }

  private static func table(noise: Double, _ law: (Double) -> Double) throws -> Dataset {
    var random = SeededRandom(seed: 3)
    return try Dataset(
      inputNames: ["x"], inputs: [x], targetNames: ["y"],
      targets: [x.map { law($0) + noise * random.normal() }])
  }

  /// The evidence for the first of some laws, each fitted as the search does it.
  private static func evidence(for texts: [String], on table: Dataset, isRefuted: Bool = false) throws
    -> StructureEvidence
  {
    let search = try LawSearch(
      table, options: Discovery.Options(threads: 1), budget: WorkBudget(), observer: nil)
    let laws = try texts.map { text in
      try #require(
        search.session.fitter.law(
          try Expression(parsing: text), from: .family("given"), weighting: .absoluteNoise,
          recognizing: false,
          budget: WorkBudget()))
    }
    return try #require(
      StructureOdds(of: laws[0], among: laws, isRefuted: isRefuted, on: ExpressionRefiner(table))
    ).evidence
  }

  /// A root in noise of a hundredth: neither a logarithm nor a line is near.
  @Test func areHighWhereNothingElseFits() throws {
    let table = try Self.table(noise: 0.005) { 2.3 * $0.squareRoot() }
    let found = try Self.evidence(for: ["2.3*sqrt(x)", "1.1*x + 1.2", "1.2*log(x) + 2.1"], on: table)
    #expect(found.isDetermined && found.againstFound > 50 && found.tellingShare ?? 0 > 0.9)
    #expect(found.comparedLaws == 2)
    #expect(
      found.sentence.contains(
        "well determined among the formulas that were found (odds above 800 : 1 against the 2"))
  }

  /// Where something fits better than the law, a law that was not found is at least as likely; the others are no nearer.
  @Test func areLowWhereTheLawIsRefuted() throws {
    let table = try Self.table(noise: 0.005) { 2.3 * $0.squareRoot() }
    let texts = ["2.3*sqrt(x)", "1.1*x + 1.2", "1.2*log(x) + 2.1"]
    let (noise, refuted) = (
      try Self.evidence(for: texts, on: table), try Self.evidence(for: texts, on: table, isRefuted: true)
    )
    #expect(refuted.againstUnfound == 0 && refuted.logOdds <= 0 && !refuted.isDetermined)
    #expect(
      refuted.againstFound == noise.againstFound && refuted.onResampledRows == noise.onResampledRows)
  }

  /// Two inputs that are nearly copies: whichever the law was written in, rows drawn anew decide for the other as often.
  @Test func areLowWhereAnotherLawFitsAsWell() throws {
    var random = SeededRandom(seed: 3)
    let copy = Self.x.map { $0 + 0.003 * random.normal() }
    let table = try Dataset(
      inputNames: ["x", "z"], inputs: [Self.x, copy], targetNames: ["y"],
      targets: [zip(Self.x, copy).map { 1.1 * ($0 + $1) + 0.05 * random.normal() }])
    let found = try Self.evidence(for: ["2.2*x", "2.2*z"], on: table)
    #expect(!found.isDetermined && abs(found.onResampledRows) < 3)
    #expect(found.sentence.contains("uncertain"))
  }

  /// Nothing else was found, but half of the spread is left: anything may hide there.
  @Test func areLowWhereMuchIsLeft() throws {
    let table = try Self.table(noise: 1) { 1.5 * $0 }
    let found = try Self.evidence(for: ["1.5*x"], on: table)
    #expect(!found.isDetermined && found.againstFound > 3 && found.againstUnfound < 3)
    #expect(found.hiddenChange ?? 0 > 0.05)
  }

  /// A law written twice is no rival of itself.
  @Test func countAWayOfWritingOnce() throws {
    let table = try Self.table(noise: 0.005) { 2.3 * $0.squareRoot() }
    let alone = try Self.evidence(for: ["2.3*sqrt(x)"], on: table)
    let twice = try Self.evidence(for: ["2.3*sqrt(x)", "2.3*x/sqrt(x)", "sqrt(5.29*x)"], on: table)
    #expect(twice.againstFound == alone.againstFound && twice.onResampledRows == alone.onResampledRows)
  }

  @Test func sameRowsGiveTheSameOdds() throws {
    let table = try Self.table(noise: 0.1) { Double.exp(0.3 * $0) }
    let texts = ["exp(0.3*x)", "0.3*x^2 + 1"]
    #expect(try Self.evidence(for: texts, on: table) == Self.evidence(for: texts, on: table))
  }

  /// Rows of weight 0 say nothing: where a law is wrong only there, it is as firm as without them.
  @Test func rowsCountWithTheirWeights() throws {
    var random = SeededRandom(seed: 3)
    let noise = Self.x.map { _ in 0.005 * random.normal() }
    func evidence(weightBeyond: Double, bend: Double) throws -> StructureEvidence {
      let target = Self.x.indices.map {
        2.3 * Self.x[$0].squareRoot() + noise[$0] + (Self.x[$0] > 3 ? bend : 0)
      }
      var table = try Dataset(
        inputNames: ["x"], inputs: [Self.x], targetNames: ["y"], targets: [target],
        weights: Self.x.map { $0 > 3 ? weightBeyond : 1 / (0.005 * 0.005) })
      table.weightsAreInverseVariances = true
      return try Self.evidence(for: ["2.3*sqrt(x)", "1.1*x + 1.2"], on: table)
    }
    let firm = try evidence(weightBeyond: 1e-3, bend: 0)
    let bent = try evidence(weightBeyond: 1e-3, bend: 1)
    #expect(firm.againstFound > 50 && abs(bent.againstFound - firm.againstFound) < 1)
    #expect(bent.onResampledRows == firm.onResampledRows && bent.tellingShare == firm.tellingShare)
  }
}
