import Foundation
import KANSymbolic
import Testing

@testable import KANSearch

/// What is said of a search, word by word.
@Suite struct SentenceTests {
  private static func account(
    _ verdict: Discovery.Account.Verdict, _ shortfalls: [Discovery.Account.Shortfall] = [],
    network: Double? = nil
  ) throws -> Discovery.Account {
    let document = """
      {"verdict": "\(verdict.rawValue)", "attempts": [], "trainingRows": 80, "validationRows": 20, "seconds": 1, "warnings": []}
      """
    var account = try JSONDecoder().decode(Discovery.Account.self, from: Data(document.utf8))
    (account.shortfalls, account.networkError) = (shortfalls, network)
    return account
  }

  @Test(
    arguments: [
      (Discovery.Account.Verdict.exact, nil, "exact: the formula reproduces every row up to rounding"),
      (
        .withinNoise, nil,
        "within noise: the residuals do not depend on any input, and no smooth curve through the residuals improves the predictions for validation rows"
      ),
      (
        .withinNoise, 0.0213,
        "within noise: the residuals do not depend on any input, no network fits better (relative error 0.021), and no smooth curve "
          + "through the residuals improves the predictions for validation rows"
      ),
      (.approximate, nil, "approximate: something fits better than this formula"),
      (.none, nil, "no law found: no formula of the inputs predicts better than a constant"),
      (
        .none, 0.5,
        "no law found: no formula of the inputs predicts better than a constant; the result is the network alone (relative error 0.5)"
      ),
    ] as [(Discovery.Account.Verdict, Double?, String)])
  func verdictsHaveTheirSentences(verdict: Discovery.Account.Verdict, network: Double?, sentence: String)
    throws
  {
    #expect(try Self.account(verdict, network: network).sentence == sentence)
  }

  /// With few rows there are no validation rows for laws, and none are mentioned.
  @Test func crossValidationIsNamed() throws {
    for verdict in [Discovery.Account.Verdict.withinNoise, .approximate] {
      let shortfalls: [Discovery.Account.Shortfall] =
        verdict == .approximate ? [.otherLawIsBetter, .curveIsBetter, .meanIsNearer] : []
      var account = try Self.account(verdict, shortfalls)
      #expect(account.sentence.contains("validation rows"))
      account.isCrossValidated = true
      #expect(!account.sentence.contains("validation rows"), "\(account.sentence)")
      #expect(account.sentence.contains("in cross-validation"), "\(account.sentence)")
    }
  }

  /// Every reason has words of its own; the network's has its error.
  @Test func reasonsAreTold() throws {
    let texts = Discovery.Account.Shortfall.allCases.map(\.text)
    #expect(Set(texts).count == texts.count)
    let two = try Self.account(.approximate, [.networkIsBetter, .mayImitate], network: 0.01)
    #expect(
      two.sentence
        == "approximate: a network fits better (relative error 0.01) and with this many constants the formula may imitate another law"
    )
    var other = try Self.account(.approximate, [.otherLawIsBetter])
    #expect(
      other.sentence == "approximate: another formula fits the validation rows significantly better")
    other.betterLaw = 9
    #expect(
      other.sentence == "approximate: number 9 of the table fits the validation rows significantly better")
    other.isCrossValidated = true
    #expect(
      other.sentence == "approximate: number 9 of the table predicts significantly better in cross-validation"
    )
    var refused = try Self.account(.approximate, [.statedErrorsAreSmaller])
    refused.chiSquare = .init(value: 81, degreesOfFreedom: 36, probability: 2.6e-5)
    #expect(
      refused.sentence == "approximate: the residuals are larger than the stated errors (χ²/ndf = 81/36)")
    #expect(
      try Self.account(.none, [.othersWereLeftOut]).sentence
        == "no law found: the options excluded formulas of the inputs, and no other formula predicts better than a constant"
    )
    #expect(
      try Self.account(.none, [.constantsAreUnknown]).sentence
        == "no law found: every formula of the inputs that describes the rows better than a constant has a constant that the rows do not determine"
    )
    #expect(two.sentences == [two.sentence], "nothing is said of the structure")
  }

  /// A network and a law are compared on the same rows and in the same measure; a network whose lead may be chance is said to be no
  /// more than that.
  @Test(
    arguments: [
      (
        Discovery.Account.Verdict.approximate, 0.012, Discovery.Account.ErrorMeasure.values,
        "a network fits better (relative error 0.012, that of the formula 0.018, both on the same 24 rows)"
      ),
      (
        .withinNoise, 0.012, .logarithms,
        "no network fits significantly better (relative error of the logarithm 0.012, that of the formula 0.018, both on the same 24 rows), and"
      ),
      (
        .withinNoise, 0.02, .weighted,
        "no network fits better (weighted relative error 0.02, that of the formula 0.018, both on the same 24 rows), and"
      ),
    ]
      as [(Discovery.Account.Verdict, Double, Discovery.Account.ErrorMeasure, String)])
  func networksAreComparedWithTheLaw(
    verdict: Discovery.Account.Verdict, network: Double, measure: Discovery.Account.ErrorMeasure, text: String
  ) throws {
    var account = try Self.account(
      verdict, verdict == .approximate ? [.networkIsBetter] : [], network: 0.5)
    account.networkComparison = .init(networkError: network, lawError: 0.018, rows: 24, measure: measure)
    #expect(account.sentence.contains(text), "\(account.sentence)")
    #expect(!account.sentence.contains("0.5"))
    let copy = try JSONDecoder().decode(Discovery.Account.self, from: JSONEncoder().encode(account))
    #expect(copy == account)
  }

  /// Laws of labels are called the shortest description where the search compared lengths and that decided.
  @Test func onlyTheShortestLogOddsAreCalledSo() throws {
    let claim = "the shortest description"
    var account = try Self.account(.approximate)
    #expect(account.sentenceOfLabels == "the target is a label, so the law gives its log-odds")
    #expect(
      try Self.account(.none).sentenceOfLabels
        == "no law found: the inputs do not predict the label, since no formula of them describes the labels better than their frequencies"
    )
    #expect(
      try Self.account(.none, [.othersWereLeftOut]).sentenceOfLabels
        == "no law found: the options excluded formulas of the inputs, and no other formula describes the labels better than their frequencies"
    )
    for (logOdds, isShortest) in [(2.5, true), (0, true), (-1e-3, false), (nil, false)] as [(Double?, Bool)] {
      account.choice = .init(number: 1, reason: "why", logOdds: logOdds)
      #expect(account.sentenceOfLabels.hasPrefix("the target is a label, so the law gives its log-odds"))
      #expect(account.sentenceOfLabels.contains(claim) == isShortest, "\(String(describing: logOdds))")
    }
  }

  private static func evidence(
    _ all: Double, found: Double = 9, resampled: Double = 9, unfound: Double = 9, hidden: Double? = nil,
    telling: Double? = nil
  ) -> StructureEvidence {
    StructureEvidence(
      logOdds: all, againstFound: found, onResampledRows: resampled, againstUnfound: unfound,
      hiddenChange: hidden,
      tellingShare: telling)
  }

  /// Odds of twenty determine a structure among the laws that were found; below, what is low is told.
  @Test func structuresAreDeterminedByOdds() throws {
    #expect(Self.evidence(3).isDetermined && !Self.evidence(2.99).isDetermined)
    #expect(
      Self.evidence(4, found: 4, resampled: 30).sentence
        == "form of the law: well determined among the formulas that were found (odds of about 55 : 1 against the others)"
    )
    for found in [Double.log(801), 1e300] {
      #expect(
        Self.evidence(9, found: found, resampled: 30).sentence.contains(
          "(odds above 800 : 1 against the others)"),
        "drawing rows anew tells no more")
    }
    #expect(
      Self.evidence(4, found: Double.log(400.5), resampled: 30).sentence.contains("odds above 400 : 1"))
    for (count, others) in [(1, "the other one"), (24, "the 24 most likely others")] {
      var compared = Self.evidence(4, found: 4, resampled: 30, hidden: 0.021)
      compared.comparedLaws = count
      #expect(
        compared.sentence
          == "form of the law: well determined among the formulas that were found (odds of about 55 : 1 against \(others)); one that was "
          + "not found could fit as well only if it differed by less than 2.1 % of the target's standard deviation"
      )
    }
    var alone = Self.evidence(4)
    alone.comparedLaws = 0
    #expect(
      alone.sentence
        == "form of the law: uncertain, because no other formula was found to compare it with")
    #expect(
      Self.evidence(2).sentence
        == "form of the law: uncertain, because the combined odds are below 20 : 1")
    #expect(
      Self.evidence(1, found: 1, resampled: 2).sentence
        == "form of the law: uncertain, because the odds against the other formulas that were found are only 2.7 : 1 and other "
        + "samples of the rows often lead to another formula")
    #expect(
      Self.evidence(-1, found: 0).sentence.contains(
        "the other formulas that were found are together at least as likely"))
    #expect(
      Self.evidence(1, unfound: 0, hidden: 0.123).sentence.contains(
        "a formula that differs by up to 12 % of the target's standard deviation"))
    #expect(
      Self.evidence(1, unfound: 0, hidden: 0.1, telling: 0.25).sentence.contains(
        "in 75 % of the rows the noise hides the effect of the inputs"))
    #expect(Self.evidence(1, unfound: 0, hidden: 0.1, telling: 0).sentence.contains("in 100 % of the rows"))
    let copy = try JSONDecoder().decode(
      StructureEvidence.self, from: JSONEncoder().encode(Self.evidence(4, hidden: 0.1)))
    #expect(copy == Self.evidence(4, hidden: 0.1))
  }

  /// A law whose residuals are not noise has no form that is well determined, whatever the odds; without a known noise the odds are
  /// only those against the laws that were found.
  @Test func approximationsHaveNoDeterminedForm() throws {
    var account = try Self.account(.withinNoise)
    account.structure = Self.evidence(4, found: 4, resampled: 30, hidden: 0.021)
    #expect(account.sentenceOfStructure?.contains("well determined") == true)
    account.verdict = .approximate
    let refuting = Discovery.Account.Shortfall.allCases.filter(\.refutesForm)
    let approximations: [[Discovery.Account.Shortfall]?] =
      [nil, [], [.noiseIsUnknown, .residualsFollowInputs]] + refuting.map { [$0] }
    for shortfalls in approximations {
      account.shortfalls = shortfalls
      #expect(
        account.sentenceOfStructure
          == "form of the law: uncertain, because the formula is only an approximation")
      #expect(account.sentences.count == 2 && account.sentences.last == account.sentenceOfStructure)
    }
    account.shortfalls = [.noiseIsUnknown]
    #expect(
      account.sentenceOfStructure
        == "form of the law: uncertain, because the size of the noise is unknown; odds of about 55 : 1 against the others"
    )
    account.structure = Self.evidence(1, found: 1)
    #expect(
      account.sentenceOfStructure
        == "form of the law: uncertain, because the size of the noise is unknown and the odds against the other formulas that were "
        + "found are only 2.7 : 1")
    account.shortfalls = [.networkIsBetter]
    #expect(
      account.sentenceOfStructure
        == "form of the law: uncertain, because the formula is only an approximation and the odds against the other formulas that were "
        + "found are only 2.7 : 1")
    #expect(
      Set(refuting).isDisjoint(with: [
        .noiseIsUnknown, .rowsAreTooFew, .othersWereLeftOut, .constantsAreUnknown,
      ]))
  }

  /// The shortest description is one of those that were found, whatever may not have been found.
  @Test func shortestIsWhatWasFound() throws {
    var account = try Self.account(.approximate)
    account.choice = .init(number: 1, reason: "why", logOdds: -0.5)
    #expect(!account.isShortestDescription)
    account.structure = Self.evidence(-0.5, found: 4, unfound: 0)
    #expect(account.isShortestDescription)
    account.structure = Self.evidence(-0.5, found: -0.1)
    #expect(!account.isShortestDescription)
    account.choice = .init(number: 1, reason: "it was requested")
    #expect(!account.isShortestDescription)
  }

  @Test(
    arguments: [
      ([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"),
    ] as [([String], String)])
  func listsAreWritten(words: [String], text: String) { #expect(words.inWords == text) }

  @Test func constantInputsAreNamed() {
    #expect(ConstantInputs.note(on: ["g"], "left out") == "the input g never changes and was left out")
    #expect(ConstantInputs.note(on: ["g", "m"], "kept") == "the inputs g, m never change and were kept")
  }

  @Test(
    arguments: [
      (Discovery.Options.Choice.evidence, "evidence", nil), (.knee, "knee", nil),
      (.tolerance(0.01), "tolerance", 0.01),
    ]
      as [(Discovery.Options.Choice, String, Double?)])
  func rulesHaveNames(rule: Discovery.Options.Choice, name: String, tolerance: Double?) {
    #expect(rule.name == name && rule.tolerance == tolerance)
  }

  /// A share of the structures is one of its number, in a file as well.
  @Test func sharesAreOfTheirNumber() throws {
    let shares = StructureShare.parts(3)
    #expect(try JSONDecoder().decode([StructureShare].self, from: JSONEncoder().encode(shares)) == shares)
    #expect(StructureShare.parts(0) == [.all] && shares.filter(\.hasTheWhole).map(\.index) == [2])
    for bad in [
      "{\"index\": 3, \"count\": 3}", "{\"index\": -1, \"count\": 2}", "{\"index\": 0, \"count\": 0}",
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(StructureShare.self, from: Data(bad.utf8))
      }
    }
  }

  /// Documents that others read keep the names of their cases.
  @Test func documentsKeepTheirNames() throws {
    let square = Discovery.Account.ChiSquare(value: 12.5, degreesOfFreedom: 9, probability: 0.2)
    var account = try Self.account(.withinNoise)
    account.chiSquare = square
    account.errorMeasure = .logarithms
    let text = String(decoding: try JSONEncoder().encode(account), as: UTF8.self)
    #expect(text.contains("\"errorMeasure\":\"logarithms\"") && text.contains("\"degreesOfFreedom\":9"))
    #expect(try JSONDecoder().decode(Discovery.Account.self, from: Data(text.utf8)) == account)
    #expect(
      Set(["values", "weighted", "logarithms"].map(Discovery.Account.ErrorMeasure.init(rawValue:))).count == 3
    )
    let round = Distillation.Round(points: 9, formula: nil, rmse: nil, maximumError: nil, varianceShare: nil)
    #expect(try JSONDecoder().decode(Distillation.Round.self, from: JSONEncoder().encode(round)) == round)
  }
}
