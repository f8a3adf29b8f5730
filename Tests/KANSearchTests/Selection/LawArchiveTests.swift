import KANData
import KANFormula
import KANModel
import KANNumerics
import Testing

@testable import KANSearch
@testable import KANSymbolic

/// Which laws are kept, shown and chosen, and what a search does next.
@Suite struct LawArchiveTests {
  private static func law(
    _ text: String, error: Double, length: Double, isExact: Bool = false, isRead: Bool = false,
    hasNoTrend: Bool = true, noise: NoiseModel = .absolute, predictions: [Double] = []
  ) throws -> Law {
    let expression = try Expression(parsing: text)
    let network = try Network(
      expressions: [.variable("a")], inputs: [Network.Feature(name: "a")],
      outputs: [Network.Feature(name: "y")], box: [0...1]
    )
    return Law(
      origin: isRead ? .network(structure: "f1(a)") : .family("given"),
      built: FormulaBuilder.Built(
        refined: ExpressionRefiner.Refined(
          expression: expression, fit: .fixed(meanSquare: error * error, residualCount: 100)),
        recognitions: [], validationError: error, predictions: predictions),
      length: DescriptionLength(misfit: length, structure: 0, constants: 0), noise: noise,
      isExact: isExact, hasNoTrend: hasNoTrend,
      networks: isRead ? Law.Networks(splines: network, closedForm: network) : nil)
  }

  private static func trained(error: Double) throws -> StructureTrainer.Trained {
    let network = try Network(
      expressions: [.variable("a")], inputs: [Network.Feature(name: "a")],
      outputs: [Network.Feature(name: "y")], box: [0...1]
    )
    return StructureTrainer.Trained(
      structure: .additive(1), network: network, validationError: error, intervals: 4)
  }

  private static func archive(_ laws: [Law]) -> LawArchive {
    var archive = LawArchive()
    for law in laws { archive.add(law) }
    return archive
  }

  // MARK: - Keeping

  /// Of one form the shorter description stays, wherever it comes from.
  @Test func keepsOneLawOfAForm() throws {
    let archive = Self.archive([
      try Self.law("1.5*a", error: 0.2, length: -10), try Self.law("1.7*a", error: 0.1, length: -30),
      try Self.law("1.9*a", error: 0.3, length: -20), try Self.law("1.5*a^2", error: 0.5, length: 0),
    ])
    #expect(archive.laws.count == 2 && archive.attempts.count == 4)
    #expect(archive.best?.expression.freeConstants == [1.7] && archive.bestError == 0.1)
    #expect(archive.attempts[0].formula == "1.5*a" && archive.attempts[0].structure == "given")
  }

  @Test func isEmptyAtFirst() {
    let archive = LawArchive()
    #expect(
      archive.best == nil && archive.bestError == .infinity && archive.choice == nil && archive.table.isEmpty)
    #expect(archive.outcome(WorkBudget()) == .open)
  }

  /// What is refused is tried and counted, and no law.
  @Test func refusesWhatMayNotBe() throws {
    var archive = LawArchive { !$0.variables.contains("t") }
    archive.add(try Self.law("2.5*t", error: 0.1, length: -50))
    archive.addReference(try Self.law("2.5*t^2", error: 0.1, length: -50))
    archive.add(try Self.law("2.5*a", error: 0.2, length: -10))
    #expect(archive.laws.count == 1 && archive.refused.count == 1 && archive.references.isEmpty)
    #expect(archive.attempts.count == 2 && archive.best?.expression.variables == ["a"])
  }

  /// What is left without any input is none, but among the laws that are always shown.
  @Test func constantsAreReferencesOnly() throws {
    var archive = Self.archive([try Self.law("1.5", error: 1, length: -10)])
    #expect(archive.laws.isEmpty && archive.attempts.count == 1)
    archive.addReference(try Self.law("1.5", error: 1, length: -10))
    #expect(archive.table.count == 1)
  }

  // MARK: - The table

  /// Only what is a tenth better than everything simpler has a row, and the best law.
  @Test func tableHoldsWhatNothingSimplerBeats() throws {
    let archive = Self.archive([
      try Self.law("1.5*a", error: 0.2, length: -10), try Self.law("1.5*a + 0.3", error: 0.19, length: -12),
      try Self.law("1.5*a + 0.3*a^2", error: 0.05, length: -40),
      try Self.law("1.5*a + 0.3*a^2 + sin(a)", error: 0.049, length: -60),
    ])
    #expect(archive.table.map(\.error) == [0.2, 0.05, 0.049])
    let complexities = archive.table.map(\.built.complexity)
    #expect(complexities == complexities.sorted())
    let choice = try #require(archive.choice)
    #expect(choice.number == 3)
    #expect(choice.reason.contains("against number 2"), "\(choice.reason)")
  }

  @Test func saysWhyItChose() throws {
    let one = Self.archive([try Self.law("1.5*a", error: 0.2, length: -10)])
    #expect(one.choice == .init(number: 1, reason: "nothing else was found"))
    for (gap, text) in [(0.1, "odds about even"), (3.0, "odds 20 : 1"), (50, "odds above 1e6 : 1")] {
      let archive = Self.archive([
        try Self.law("1.5*a", error: 0.2, length: -10),
        try Self.law("1.5*a + 2.5*a^2", error: 0.01, length: -10 - gap),
      ])
      #expect(archive.choice?.reason.contains(text) == true, "\(archive.choice?.reason ?? "")")
    }
    let exact = Self.archive([
      try Self.law("1.5*a", error: 0.2, length: -10),
      try Self.law("a^2 + sin(a)", error: 1e-16, length: -3_000, isExact: true),
    ])
    #expect(exact.choice?.reason.hasPrefix("it reproduces every row up to rounding") == true)
  }

  /// What everybody tries first is shown, of each form the best over the inputs, whether it wins or not.
  @Test func referencesAreAlwaysShown() throws {
    var archive = Self.archive([try Self.law("a*b", error: 1e-16, length: -3_000, isExact: true)])
    archive.addReference(try Self.law("1.5", error: 1, length: 0))
    archive.addReference(try Self.law("1.5*a", error: 0.5, length: -10))
    archive.addReference(try Self.law("1.5*b", error: 0.4, length: -20))
    let shown = archive.table.map { TextPrinter().print($0.expression) }
    #expect(
      shown.contains("1.5") && shown.contains("1.5*b") && !shown.contains("1.5*a") && shown.contains("a*b"))
    #expect(archive.references.count == 3)
    #expect(archive.choice.map { archive.table[$0.number - 1].isExact } == true)
  }

  /// A reference that was proposed with other weights beside noise takes the place of that law, unless it is the choice.
  @Test func referencesReplaceTheirLikes() throws {
    var archive = Self.archive([
      try Self.law("1.5*a", error: 0.3, length: -15), try Self.law("a^2", error: 0.1, length: -50),
    ])
    archive.addReference(try Self.law("1.6*a", error: 0.2, length: -10))
    #expect(archive.laws.first { $0.expression.form == (1.0 * .variable("a")).form }?.error == 0.2)
    archive.addReference(try Self.law("a^2", error: 0.4, length: -5))
    #expect(archive.best?.error == 0.1)
  }

  /// A simpler law that comes nearer is taken, unless its lead may be chance and the fitted rows speak against it.
  @Test func choiceIsNeverDominated() throws {
    func chosen(_ error: Double, _ length: Double) throws -> LawArchive {
      var archive = LawArchive(judgedRows: 50)
      archive.add(try Self.law("1.5*a", error: error, length: length))
      archive.add(try Self.law("1.5*a + 2.5*a^2", error: 0.2, length: -100))
      return archive
    }
    let clear = try chosen(0.1, -10)
    #expect(clear.chosen?.error == 0.1 && clear.choice?.number == 1)
    #expect(clear.choice?.reason.hasPrefix("it is simpler than number 2 and more accurate") == true)
    #expect(try chosen(0.19, -95).chosen?.error == 0.19)
    let luck = try chosen(0.19, -50)
    #expect(luck.chosen?.error == 0.2 && luck.table.map(\.error) == [0.2], "and what beats it is not shown")
    #expect(try chosen(0.21, -95).chosen?.error == 0.2)
  }

  /// Every law of the table with a shorter description than the chosen one is named, and why it was not taken.
  @Test func saysWhatItOverrules() throws {
    var archive = LawArchive(judgedRows: 50)
    archive.add(try Self.law("1.5*a + 2.5*a^2 + sin(a)", error: 0.2, length: -100))
    archive.add(try Self.law("1.5*a + 2.5*a^2", error: 0.19, length: -97))
    archive.add(try Self.law("1.5*a", error: 0.21, length: -98))
    #expect(archive.table.map(\.error) == [0.21, 0.19, 0.2])
    #expect(
      archive.choice?.reason
        == "it is simpler than number 3 and more accurate on validation rows, although that one has the shorter description; number 1 has "
        + "a shorter description, too, but its error on validation rows is larger")
    archive.addReference(try Self.law("1.5", error: 1, length: -99))
    #expect(
      archive.choice?.reason.hasSuffix(
        "; number 1 has a shorter description, too, but it depends on no input; number 2 has a shorter "
          + "description, too, but its error on validation rows is larger") == true)
    let law = try Self.law("1.5*a", error: 0.2, length: -98)
    #expect(archive.remark(on: [], of: [law], beside: law).isEmpty)
    #expect(
      archive.remark(on: [0, 1], of: [law, law], beside: law)
        == "; numbers 1 and 2 have shorter descriptions, too, but their errors on validation rows are larger")
    #expect(
      LawArchive(isCrossValidated: true).remark(on: [0], of: [law], beside: law)
        == "; number 1 has a shorter description, too, but its error in cross-validation is larger")
  }

  /// A longer law that comes nearer beyond chance on unseen rows is taken, and of those that come as near the shortest.
  @Test func choosesWhatComesNearerBeyondChance() throws {
    var random = SeededRandom(seed: 2)
    let y = (0..<40).map { _ in random.uniform(in: 1...3) }
    let rows = ExpressionRefiner(
      columns: [y], names: ["a"], target: y, rootWeights: nil, spread: 0.5)
    func law(_ text: String, noise: Double, length: Double) throws -> Law {
      let predictions = y.map { $0 + noise * random.normal() }
      return try Self.law(
        text, error: rows.relativeError(ofValues: predictions), length: length, predictions: predictions)
    }
    func chosen(_ laws: [Law], crossValidated: Bool = false) -> String? {
      var archive = LawArchive(judgedRows: 40, unseen: UnseenRows(rows), isCrossValidated: crossValidated)
      for law in laws { archive.add(law) }
      return archive.chosen?.printed
    }
    let poor = try law("1.5*a", noise: 0.4, length: -50)
    let near = try law("1.5*a + 2.5*a^2 + 3.5*a^3", noise: 0.1, length: -20)
    let shorter = try law("1.5*a + 2.5*a^2", noise: 0.1, length: -30)
    #expect(chosen([poor, near]) == near.printed)
    #expect(chosen([poor, near, shorter]) == shorter.printed)
    // What is nearer by chance alone is not.
    let alike = try law("1.5*a + 2.5*a^2 + 3.5*a^3", noise: 0.39, length: -20)
    #expect(chosen([poor, alike]) == poor.printed)
    // In cross-validation the length counts these rows already.
    #expect(chosen([poor, near], crossValidated: true) == poor.printed)
    let likely = try law("1.5*a + 2.5*a^2 + 3.5*a^3", noise: 0.1, length: -46)
    #expect(chosen([poor, likely], crossValidated: true) == likely.printed)
  }

  /// What an exact law leaves is rounding and no noise: its errors and those beside it are of values.
  @Test func roundingIsNoNoise() throws {
    let y = (1...20).map(Double.init)
    let rows = ExpressionRefiner(columns: [y], names: ["a"], target: y, rootWeights: nil, spread: 5)
    for isExact in [false, true] {
      var archive = LawArchive(judgedRows: 20, unseen: UnseenRows(rows))
      archive.add(
        try Self.law(
          "1.5*a", error: 1e-9, length: -100, isExact: isExact, noise: .logarithmic,
          predictions: y.map { $0 * (1 + 1e-9) }))
      #expect(archive.errorMeasure == (isExact ? .values : .logarithms))
    }
  }

  /// A law that is nearly as likely stands in the table.
  @Test func rivalsAreShown() throws {
    let archive = Self.archive([
      try Self.law("1.5*a", error: 0.2, length: -100), try Self.law("1.5*a^2", error: 0.3, length: -99),
      try Self.law("1.5*sin(a)", error: 0.4, length: -90),
    ])
    #expect(archive.table.map(\.error).sorted() == [0.2, 0.3])
    #expect(archive.choice?.reason.contains("odds 3 : 1") == true)
  }

  /// A measured constant of 3.0 and the number 3 are one formula for those who read the table.
  @Test func formulasThatReadAlikeAreShownOnce() throws {
    let archive = Self.archive([
      try Self.law("3*a^2", error: 0.2005, length: -99), try Self.law("3.0*a^2", error: 0.2, length: -100),
      try Self.law("3.05*a^2*sin(a)", error: 0.1, length: -90),
    ])
    #expect(archive.laws.count == 3 && archive.table.map(\.error).sorted() == [0.1, 0.2])
  }

  /// A law that describes the rows better than a constant, but rests on a single row, is the reason why there is no law.
  @Test(arguments: [(true, -90.0, true), (false, -90, false), (true, -5, false)])
  func unknownConstantsAreNoticed(isUnknown: Bool, length: Double, isReason: Bool) throws {
    var law = try Self.law("1.5*a", error: 0.5, length: length)
    law.restsOnSingleRows = isUnknown
    var archive = Self.archive([law])
    archive.addReference(try Self.law("2.5", error: 1, length: -10))
    #expect(archive.leavesUnknownConstants == isReason)
    // Another law that the rows do determine is not chosen for another reason.
    archive.add(try Self.law("1.5*a^2", error: 0.5, length: -50))
    #expect(!archive.leavesUnknownConstants)
  }

  /// Where a constant is the shortest description, the law that comes nearer beyond chance is handed over.
  @Test func answersWhereAConstantIsShorter() throws {
    func chosen(_ error: Double) throws -> Law? {
      var archive = LawArchive(judgedRows: 50)
      archive.addReference(try Self.law("1.5", error: 1, length: -10))
      archive.addReference(try Self.law("1.5*a", error: error, length: -8))
      return archive.chosen
    }
    #expect(try chosen(0.5)?.expression.variables == ["a"] && chosen(0.95)?.expression.variables == [])
  }

  // MARK: - Outcomes

  @Test func isSettledByAnExactLaw() throws {
    let archive = Self.archive([try Self.law("a^2", error: 1e-3, length: 0, isExact: true)])
    #expect(archive.outcome(WorkBudget()) == .settled)
    #expect(archive.outcome(WorkBudget(limit: 0)) == .settled, "what is found is found")
  }

  /// A law of at most two measured constants is settled at a distance where a series is not.
  @Test func isSettledWhereNoWrongLawComes() throws {
    func outcome(_ text: String, _ error: Double, isRead: Bool = false) throws -> SearchOutcome {
      Self.archive([try Self.law(text, error: error, length: 0, isRead: isRead)]).outcome(WorkBudget())
    }
    #expect(try outcome("1.5*a", 1e-10) == .settled && outcome("1.5*a", 1e-8) == .open)
    let series = "1.5*a + 2.5*a^2 + 3.5*a^3"
    #expect(try outcome(series, 1e-10) == .open && outcome(series, 1e-14) == .settled)
  }

  /// Read off splines and better than they are, a law may be as good as written digits.
  @Test func isSettledByWrittenDigits() throws {
    func outcome(network: Double?) throws -> SearchOutcome {
      var archive = Self.archive([try Self.law("1.5*a", error: 1e-5, length: 0, isRead: true)])
      if let network { archive.networks.note([try Self.trained(error: network)]) }
      return archive.outcome(WorkBudget())
    }
    #expect(try outcome(network: 1e-4) == .settled)
    #expect(try outcome(network: 1e-6) == .open && outcome(network: nil) == .open)
  }

  /// Noise of the size of written digits is left by no wrong law of few terms; larger noise, or none that was seen, may be.
  @Test func writtenDigitsLeaveNothingToLookFor() throws {
    for (error, noise, isLeft) in [
      (1e-6, 1e-6, true), (1e-6, nil, false), (1e-3, 1e-3, false), (1e-7, 1e-6, false),
    ] {
      var archive = Self.archive([try Self.law("a*b", error: error, length: -10)])
      if let noise { archive.noteNoise(noise) }
      #expect(archive.leavesWrittenDigits == isLeft, "\(error), \(noise ?? .nan)")
    }
  }

  @Test func suspectsAndConfirmsNoise() throws {
    var archive = Self.archive([try Self.law("1.5*a", error: 0.1, length: -10)])
    #expect(archive.outcome(WorkBudget()) == .open)
    archive.noteNoise(0.1)
    #expect(archive.outcome(WorkBudget()) == .noiseSuspected && archive.noiseLevel == 0.1)
    archive.networks.note([try Self.trained(error: 0.099)])
    #expect(archive.outcome(WorkBudget()) == .noise)
    archive.networks.note([try Self.trained(error: 0.09)])
    #expect(archive.outcome(WorkBudget()) == .noiseSuspected)
    #expect(archive.outcome(WorkBudget(limit: 0)) == .exhausted)
    // What a law twice as good explains was no noise.
    archive.add(try Self.law("a^2.5", error: 0.04, length: -80))
    #expect(archive.outcome(WorkBudget()) == .open)
    archive.noteNoise(0.5)
    #expect(archive.noiseLevel == 0.1, "the least counts")
  }

  // MARK: - Verdicts

  @Test func seriesMayImitate() throws {
    let noisy = try Self.law("1.5*a", error: 0.1, length: 0)
    let bent = try Self.law("2.5*a", error: 0.1, length: 0, hasNoTrend: false)
    // A series leaves little of a smooth law, and that looks like noise.
    let series = try Self.law("1.5*a + 2.5*a^2 + 3.5*a^3", error: 1e-5, length: 0)
    #expect(series.mayImitate)
    #expect(!noisy.mayImitate && noisy.hasForm(of: bent) && !noisy.hasForm(of: series))
  }

  @Test func formsForgetMeasuredConstants() throws {
    let a = try Expression(parsing: "1.5*a^2.5 + 0.1")
    let b = try Expression(parsing: "7.5*a^0.3 + 9.2")
    #expect(a.form == b.form && a.form.freeConstants == [0, 0, 0])
    #expect(try Expression(parsing: "2*a").form != Expression(parsing: "3*a").form, "2 and 3 are exact")
  }
}

extension LawArchive {
  /// The choice in the archive's own table.
  fileprivate var choice: Discovery.Account.Choice? { choice(of: chosen, in: table) }
}
