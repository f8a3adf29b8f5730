import KANData
import KANFormula
import KANSymbolic
import KANTraining
import Testing

@testable import KANSearch

/// Several seeds vote; one does not.
@Suite struct SeedVoteTests {
  private static func run(
    _ law: SampleLaw, seeds: Int, noise: SampleLaw.Noise = .none, rows: Int = 120,
    methods: MethodSelection = .all, cancellation: Cancellation = Cancellation(),
    observer: ProgressReport.Observer? = nil
  ) throws -> Discovery {
    var options = Discovery.Options(effort: .low, seed: 5, threads: 1)
    options.seedCount = seeds
    options.methods = methods
    return try SeedVote(
      try law.table(rows: rows, noise: noise), options: options, cancellation: cancellation,
      observer: observer
    ).run()
  }

  private static let product = SampleLaw("a*b + 2*c", 1...5, 1...5, 1...5)

  @Test func countsSeedsUp() throws {
    let found = try Self.run(Self.product, seeds: 3)
    let stability = try #require(found.account.stability)
    #expect(stability.votes.map(\.seed) == [5, 6, 7] && stability.agreeing == 3)
    for vote in stability.votes {
      #expect(vote.agrees && vote.verdict == .exact && vote.formula == found.formula?.text(digits: 6))
      #expect((vote.error ?? 1) < 1e-12)
    }
  }

  @Test func oneSeedDoesNotVote() throws {
    #expect(try Self.run(Self.product, seeds: 1).account.stability == nil)
    let without = MethodSelection(without: [SearchMethods.seeds])
    #expect(try Self.run(Self.product, seeds: 3, methods: without).account.stability == nil)
  }

  /// Lengths of the table are of the rows that each split fits; that of the choice is of all rows, and does not depend on the split.
  @Test func lengthsOfAllRowsCanBeCompared() throws {
    let data = try SampleLaw("2.345*a^2", 1...5).table(rows: 600, noise: .absolute(0.5))
    let methods = MethodSelection(without: [
      SimpleNetworksStage.name, NetworksStage.name, GrowthStage.name, ExpressionsStage.name,
      ShorteningStage.name, RecombinationStage.name,
    ])
    let found = try (1...3 as ClosedRange<UInt64>).map { seed in
      var options = Discovery.Options(effort: .low, seed: seed, threads: 1)
      options.methods = methods
      return try discover(data, options: options)
    }
    #expect(Set(found.compactMap { $0.formula?.text(digits: 3) }).count == 1)
    let whole = found.compactMap { $0.account.choice?.wholeLength }
    let split = found.compactMap { found in
      found.account.choice.map { found.candidates[$0.number - 1].descriptionLength }
    }
    #expect(whole.count == 3 && split.count == 3)
    #expect((whole.max() ?? 1) - (whole.min() ?? 0) < 1e-3, "\(whole)")
    #expect((split.max() ?? 0) - (split.min() ?? 0) > 1, "\(split)")
  }

  /// The vote of each seed is what a search with that seed alone finds.
  @Test func votesAreSearchesOfTheirOwn() throws {
    let law = SampleLaw("2.345*a", 1...5)
    let methods = MethodSelection(without: [
      SimpleNetworksStage.name, NetworksStage.name, GrowthStage.name, ExpressionsStage.name,
      ShorteningStage.name,
    ])
    let found = try Self.run(law, seeds: 2, noise: .absolute(0.05), methods: methods)
    let votes = try #require(found.account.stability).votes
    for vote in votes {
      var options = Discovery.Options(effort: .low, seed: vote.seed, threads: 1)
      options.methods = methods
      let single = try discover(try law.table(rows: 120, noise: .absolute(0.05)), options: options)
      #expect(single.formula?.text(digits: 6) == vote.formula && single.account.verdict == vote.verdict)
    }
    #expect(votes.contains { $0.agrees })
  }

  /// A search that is stopped at once still hands over the laws that everybody tries first.
  @Test func anEarlyStopAnswers() throws {
    let raised = Cancellation()
    raised.raise()
    for seeds in [1, 3] {
      let found = try Self.run(Self.product, seeds: seeds, cancellation: raised)
      #expect(found.account.ending == .request && !found.candidates.isEmpty)
      #expect(found.account.verdict != .exact && found.account.warnings.last?.contains("stopped") == true)
    }
  }

  /// Votes go by form: constants that differ by less than their errors are the same law, values that are near are not.
  @Test func votesGoByForm() throws {
    func formula(_ text: String, _ errors: [Double]) throws -> Formula {
      let expression = try Expression(parsing: text)
      return Formula(
        outputName: "y", expression: expression,
        constants: zip(expression.freeConstants, errors).map {
          Formula.Constant(value: $0, standardError: $1)
        })
    }
    let first = try formula("0.002094*g^2*h", [3.3e-5])
    #expect(FormulaLikeness.agree(first, try formula("0.002078*g^2*h", [3.3e-5])))
    #expect(!FormulaLikeness.agree(first, try formula("0.002494*g^2*h", [3.3e-5])))
    #expect(!FormulaLikeness.agree(first, try formula("0.002094*g^3*h", [3.3e-5])))
    #expect(FormulaLikeness.agree(try formula("2*g + 1.01", [0.02]), try formula("1.99*g + 1", [0.01])))
  }

  /// A stop during a later seed keeps what the earlier ones found.
  @Test func aLateStopKeepsTheFirst() throws {
    var starts = 0
    let found = try Self.run(Self.product, seeds: 3) { progress in
      if progress.phase.hasPrefix("looking for sums") { starts += 1 }
      return starts < 2
    }
    #expect(found.account.verdict == .exact)
    #expect(found.account.stability?.votes.map(\.seed) == [5])
    // Those that are complete are not said to be too few.
    #expect(!(try Self.run(Self.product, seeds: 2)).account.warnings.contains { $0.contains("complete") })
    #expect(found.account.ending == .request)
    #expect(
      found.account.warnings.last
        == "the search was stopped when the searches of 1 of 3 seeds were complete; only these are counted")
  }

  @Test func refusesWhatOneSearchRefuses() throws {
    let flat = SampleLaw("2 + 0*a", 1...5)
    #expect(throws: SymbolicError.self) { try Self.run(flat, seeds: 3) }
  }
}
