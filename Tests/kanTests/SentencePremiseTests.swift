import KANFormula
import Testing

@testable import KANReport
@testable import KANSearch
@testable import kan

/// Every sentence that is said of a law, with what makes it true: it is said where that holds, and nowhere else.
@Suite struct SentencePremiseTests {
  /// A sentence, where it is said, and two laws that differ in its premise alone.
  struct Claim: Sendable, CustomTestStringConvertible {
    let sentence: String
    let places: Set<ToldLaw.Place>
    let premise: String
    let holds: @Sendable (inout ToldLaw) throws -> Void
    let fails: @Sendable (inout ToldLaw) throws -> Void
    var testDescription: String { "\(sentence): \(premise)" }

    init(
      _ sentence: String, _ places: Set<ToldLaw.Place>, where premise: String,
      _ holds: @escaping @Sendable (inout ToldLaw) throws -> Void,
      not fails: @escaping @Sendable (inout ToldLaw) throws -> Void = { _ in }
    ) {
      (self.sentence, self.places, self.premise) = (sentence, places, premise)
      (self.holds, self.fails) = (holds, fails)
    }
  }

  @Test(
    arguments: verdicts + shortfalls + structures + searches + formulas + models)
  func isSaidWhereItIsTrueAndNowhereElse(claim: Claim) throws {
    var (holding, failing) = (try ToldLaw(), try ToldLaw())
    try claim.holds(&holding)
    try claim.fails(&failing)
    for place in ToldLaw.Place.allCases where claim.places.contains(place) {
      #expect(try holding.text(in: place).contains(claim.sentence.lowercased()), "\(place) does not say it")
      #expect(
        !(try failing.text(in: place).contains(claim.sentence.lowercased())),
        "\(place) says it without reason")
    }
  }

  /// Times are read by people.
  @Test(
    arguments: [
      (0.0, "less than 0.01 s"), (0.92, "0.92 s"), (3.14, "3.1 s"), (38.2, "38 s"), (99.4, "99 s"),
      (99.6, "100 s"), (119.7, "120 s"), (4_012, "4012 s"), (1e6, "1000000 s"),
    ])
  func timesHaveNoPowersOfTen(seconds: Double, text: String) {
    #expect(DiscoveryText.seconds(seconds) == text)
  }

  /// A law that is more likely than the chosen one has odds above one.
  @Test(
    arguments: [
      (1, "1"), (1.02, "1"), (6.58, "6.6"), (48.4, "48"), (364.2, "364"), (12_345, "1.2e+04"),
      (1e120, "> 1e99"),
      (0.5, "1 : 2"), (0.025, "1 : 40"), (1 / 364.2, "1 : 364"), (1e-12 / 3, "1 : 3e+12"), (1e-100, "0"),
    ] as [(Double, String)])
  func oddsAreNotClipped(odds: Double, text: String) {
    #expect(DiscoveryText.odds(odds) == text)
  }

  /// No sentence is left out: all verdicts, reasons and endings stand in the tables.
  @Test func tablesAreComplete() {
    let told = (Self.verdicts + Self.shortfalls).map(\.sentence)
    for shortfall in Discovery.Account.Shortfall.allCases {
      #expect(told.contains { $0.contains(shortfall.text) }, "\(shortfall)")
    }
    for verdict in ["exact: ", "within noise: ", "approximate: ", "no law found: "] {
      #expect(told.contains { $0.hasPrefix(verdict) }, "\(verdict)")
    }
  }

  // MARK: - Verdicts

  private static func verdict(
    _ verdict: Discovery.Account.Verdict, _ shortfalls: [Discovery.Account.Shortfall] = [],
    network: Double? = nil
  ) -> @Sendable (inout ToldLaw) -> Void {
    { law in
      law.account?.verdict = verdict
      law.account?.shortfalls = shortfalls
      law.account?.networkError = network
      if verdict == .none { law.formula = nil }
    }
  }

  static let verdicts = [
    Claim(
      "exact: the formula reproduces every row up to rounding", [.terminal, .page],
      where: "the verdict is exact", verdict(.exact), not: verdict(.withinNoise)),
    Claim(
      "within noise: the residuals do not depend on any input", [.terminal, .page],
      where: "nothing speaks against noise", verdict(.withinNoise), not: verdict(.approximate)),
    Claim(
      "no smooth curve through the residuals improves the predictions for validation rows",
      [.terminal, .page],
      where: "nothing speaks against noise", verdict(.withinNoise),
      not: verdict(.approximate, [.curveIsBetter])),
    Claim(
      "no network fits better (relative error 0.02)", [.terminal, .page], where: "a network was trained",
      verdict(.withinNoise, network: 0.02), not: verdict(.withinNoise)),
    Claim(
      "no network fits significantly better (relative error 0.01, that of the formula 0.02",
      [.terminal, .page],
      where: "its lead may be chance", compared(network: 0.01, .withinNoise),
      not: compared(network: 0.03, .withinNoise)),
    Claim(
      "no law found: no formula of the inputs predicts better than a constant", [.terminal, .page],
      where: "no formula is left", verdict(.none), not: verdict(.none, [.othersWereLeftOut])),
    Claim(
      "no law found: the options excluded formulas of the inputs", [.terminal, .page],
      where: "constraints left some out", verdict(.none, [.othersWereLeftOut]), not: verdict(.none)),
    Claim(
      "no law found: every formula of the inputs that describes the rows better than a constant",
      [.terminal, .page],
      where: "constants are unknown", verdict(.none, [.constantsAreUnknown]), not: verdict(.none)),
    Claim(
      "the result is the network alone (relative error 0.5)", [.terminal, .page], where: "there is a network",
      verdict(.none, network: 0.5), not: verdict(.none)),
    Claim(
      "no closed form found", [.terminal], where: "there is no formula", verdict(.none),
      not: verdict(.approximate)),
    Claim(
      "the target is a label, so the law gives its log-odds", [.terminal, .page],
      where: "the law is of labels",
      { $0.becomeLogOdds() }),
    Claim(
      "the shortest description that was found", [.terminal, .page], where: "lengths decided",
      { law in
        law.becomeLogOdds()
        law.account?.choice = .init(number: 1, reason: "why", logOdds: 0.5)
      },
      not: { law in
        law.becomeLogOdds()
        law.account?.choice = .init(number: 1, reason: "why", logOdds: -0.5)
      }),
    Claim(
      ", and chosen by its description length", [.paper], where: "lengths decided",
      { $0.account?.choice = .init(number: 1, reason: "why", logOdds: 0.5) },
      not: { $0.account?.choice = .init(number: 1, reason: "it was requested", logOdds: nil) }),
  ]

  private static func compared(network: Double, _ verdict: Discovery.Account.Verdict = .approximate)
    -> @Sendable (inout ToldLaw) -> Void
  {
    { law in
      Self.verdict(verdict, verdict == .approximate ? [.networkIsBetter] : [])(&law)
      law.account?.networkComparison = .init(
        networkError: network, lawError: 0.02, rows: 20, measure: .values)
    }
  }

  /// The sentences of an approximation: what leaves less than it.
  static let shortfalls =
    Discovery.Account.Shortfall.allCases.map { shortfall in
      Claim(
        "approximate: \(shortfall.text)", [.terminal, .page], where: "the search found so",
        verdict(.approximate, [shortfall]), not: verdict(.approximate))
    } + [
      Claim(
        "a network fits better (relative error 0.01)", [.terminal, .page], where: "its error is known",
        verdict(.approximate, [.networkIsBetter], network: 0.01),
        not: verdict(.approximate, [.networkIsBetter])),
      Claim(
        "number 3 of the table fits the validation rows significantly better", [.terminal, .page],
        where: "the table shows it",
        { law in
          verdict(.approximate, [.otherLawIsBetter])(&law)
          law.account?.betterLaw = 3
        }, not: verdict(.approximate, [.otherLawIsBetter])),
      Claim(
        "a network fits better (relative error 0.01, that of the formula 0.02, both on the same 20 rows)",
        [.terminal, .page], where: "both were compared", compared(network: 0.01),
        not: verdict(.approximate, [.networkIsBetter], network: 0.01)),
      Claim(
        "something fits better than this formula", [.terminal, .page], where: "an older file names no reason",
        verdict(.approximate), not: verdict(.approximate, [.meanIsNearer])),
      Claim(
        "larger than the stated errors (χ²/ndf = 81/36)", [.terminal, .page], where: "errors were stated",
        { law in
          verdict(.approximate, [.statedErrorsAreSmaller])(&law)
          law.account?.chiSquare = .init(value: 81, degreesOfFreedom: 36, probability: 2.6e-5)
        }, not: verdict(.approximate, [.statedErrorsAreSmaller])),
    ]

  // MARK: - The structure

  private static func evidence(
    _ all: Double, found: Double = 9, resampled: Double = 9, unfound: Double = 9, hidden: Double? = nil,
    telling: Double? = nil, shortfalls: [Discovery.Account.Shortfall] = []
  ) -> @Sendable (inout ToldLaw) -> Void {
    { law in
      verdict(shortfalls.isEmpty ? .withinNoise : .approximate, shortfalls)(&law)
      law.account?.structure = StructureEvidence(
        logOdds: all, againstFound: found, onResampledRows: resampled, againstUnfound: unfound,
        hiddenChange: hidden, tellingShare: telling)
    }
  }

  static let structures = [
    Claim(
      "form of the law: well determined among the formulas that were found (odds of about 55 : 1 against the others)",
      [.terminal, .page], where: "odds are above twenty", evidence(4, found: 4, resampled: 30),
      not: evidence(2.9, found: 4, resampled: 30)),
    Claim(
      "form of the law: well determined", [.terminal, .page], where: "nothing fits better", evidence(4),
      not: evidence(4, shortfalls: [.networkIsBetter])),
    Claim(
      "one that was not found could fit as well only if it differed by less than 10 %", [.terminal, .page],
      where: "the rows would show more", evidence(4, hidden: 0.1), not: evidence(2.9, hidden: 0.1)),
    Claim(
      "form of the law: uncertain, because the formula is only an approximation", [.terminal, .page],
      where: "something fits better", evidence(4, shortfalls: [.residualsFollowInputs]), not: evidence(2.9)),
    Claim(
      "form of the law: uncertain, because the size of the noise is unknown; odds above 800 : 1",
      [.terminal, .page], where: "nothing tells how large the noise is",
      evidence(9, shortfalls: [.noiseIsUnknown]), not: evidence(9)),
    Claim(
      "form of the law: uncertain", [.terminal, .page], where: "odds are below twenty", evidence(2.9),
      not: evidence(3)),
    Claim(
      "the combined odds are below 20 : 1", [.terminal, .page], where: "each by itself is above",
      evidence(2.9), not: evidence(1, found: 1)),
    Claim(
      "the odds against the other formulas that were found are only 2.7 : 1", [.terminal, .page],
      where: "odds against the found are low", evidence(1, found: 1), not: evidence(1, resampled: 1)),
    Claim(
      "the other formulas that were found are together at least as likely", [.terminal, .page],
      where: "odds are against the law", evidence(-1, found: -0.5), not: evidence(1, found: 0.5)),
    Claim(
      "other samples of the rows often lead to another formula", [.terminal, .page],
      where: "resampling says so",
      evidence(1, resampled: 1), not: evidence(1, found: 1)),
    Claim(
      "could not distinguish it from a formula that differs by up to 10 %", [.terminal, .page],
      where: "odds against the unfound are low", evidence(1, unfound: 1, hidden: 0.1),
      not: evidence(1, found: 1, hidden: 0.1)),
    Claim(
      "in 75 % of the rows the noise hides the effect of the inputs", [.terminal, .page],
      where: "so few rows tell of it", evidence(1, unfound: 1, hidden: 0.1, telling: 0.25),
      not: evidence(1, unfound: 1, hidden: 0.1, telling: 0.75)),
  ]
}
