import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import KANTraining
import Testing

@testable import KANSearch

/// The parts of a search by themselves: when each is asked, and what it brings.
@Suite struct SearchStageTests {
  private static let outcomes: [SearchOutcome] = [.open, .noiseSuspected, .noise, .settled, .exhausted]

  /// The outcomes after which a stage is asked; a new stage has its line here.
  static let needs: [String: Set<SearchOutcome>] = [
    DimensionlessGroupsStage.name: [.open], SimpleFormsStage.name: [.open], NoisyFormsStage.name: [.open],
    CorrectionStage.name: [.open], ThoroughFormsStage.name: [.open],
    // What settles a search of columns in single precision may be one of many.
    ExpressionsStage.name: [.open, .noiseSuspected, .settled],
    RecombinationStage.name: [.open, .noiseSuspected],
    SymmetriesStage.name: [.open, .noiseSuspected],
    SimpleNetworksStage.name: [.open, .noiseSuspected], NetworksStage.name: [.open, .noiseSuspected],
    GrowthStage.name: [.open, .noiseSuspected], RecognitionStage.name: [.open, .noiseSuspected, .noise],
    ApproximationStage.name: [.open, .noiseSuspected, .exhausted], ReferencesStage.name: Set(outcomes),
    ShorteningStage.name: [.open, .noiseSuspected, .noise, .exhausted],
    LogOddsStage.name: [.open],
  ]

  @Test func stagesAreAskedWhereTheyAreNeeded() {
    #expect(Set(Self.needs.keys) == Set(SearchStages.all.map { $0.name }))
    for type in SearchStages.all {
      let stage = type.init()
      #expect(Set(Self.outcomes.filter(stage.isNeeded)) == Self.needs[type.name], "\(type.name)")
    }
  }

  /// Whatever it is asked with, a stage without a budget comes back and leaves no law but references.
  @Test(arguments: SearchStages.all.map { $0.name })
  func comesBackWithoutABudget(name: String) throws {
    let data = try SampleLaw("a*b + 2*sin(a)", 1...5, 1...5).table(rows: 100, noise: .absolute(0.1))
    var search = try LawSearch(
      data, options: Discovery.Options(threads: 1), budget: WorkBudget(limit: 0), observer: nil)
    let type = try #require(SearchStages.all.first { $0.name == name })
    let outcome = type.init().advance(&search.archive, in: search.session)
    #expect(outcome == .exhausted)
    #expect(search.archive.laws.isEmpty == (name != ReferencesStage.name))
  }

  private static func advanced(
    _ stage: some SearchStage, _ law: SampleLaw, rows: Int = 400, noise: SampleLaw.Noise = .none,
    options: Discovery.Options = Discovery.Options(threads: 1)
  ) throws -> (outcome: SearchOutcome, archive: LawArchive) {
    var search = try LawSearch.sample(try law.table(rows: rows, noise: noise), options: options)
    let outcome = stage.advance(&search.archive, in: search.session)
    return (outcome, search.archive)
  }

  @Test func simpleFormsSettleSimpleLaws() throws {
    let (outcome, archive) = try Self.advanced(
      SimpleFormsStage(), SampleLaw("a*b + 2*c", 1...5, 1...5, 1...5))
    #expect(outcome == .settled && archive.best?.isExact == true)
    #expect(archive.best?.origin == .family(SimpleFormsStage.name))
    #expect(archive.laws.count <= SimpleFormsStage.laws)
    let noisy = try Self.advanced(SimpleFormsStage(), SampleLaw("a*b", 1...5, 1...5), noise: .absolute(0.1))
    #expect(noisy.outcome == .open && noisy.archive.laws.isEmpty)
  }

  @Test func thoroughFormsFindLongSums() throws {
    let law = SampleLaw(
      "a*b + 2*a - 3*b^2 + c*d - d^2 + a*c", 0.1...10, 0.1...10, 0.1...10, 0.1...10, isSigned: true)
    let (outcome, archive) = try Self.advanced(ThoroughFormsStage(), law)
    #expect(outcome == .settled && archive.best?.isExact == true, "\(archive.laws.map(\.expression))")
  }

  /// The forms beside noise miss this law; the recombination reads it as one of x₀, x₃ and the cosine that they find.
  @Test func partsOfLawsMakeLaws() throws {
    let law = SampleLaw("a*(cos(b*c) + d*cos(b*c)^2)", 0.5...5, -9...9, 0.05...1, -0.2...0.2)
    let data = try law.table(rows: 1_500, noise: .absolute(0.02))
    var search = try LawSearch.sample(data, options: Discovery.Options(threads: 1))
    #expect(NoisyFormsStage().advance(&search.archive, in: search.session) == .open)
    let before = try #require(search.archive.best)
    #expect(RecombinationStage().advance(&search.archive, in: search.session) != .open)
    let best = try #require(search.archive.best)
    #expect(best.error < before.error / 2 && best.expression.variables.count == 4, "\(best.printed)")
    let truth = try Expression(parsing: law.text)
    let (values, expected) = (try data.values(of: best.expression), try data.values(of: truth))
    for (value, other) in zip(values, expected) { #expect(abs(value - other) < 0.02) }
  }

  /// Without factors the sign of a target with noise is that of an input, and the square of the rest is a sum.
  @Test func smallValuesOfEitherSignHideNoRoot() throws {
    let law = SampleLaw("a*sqrt(b^2 + c^2 + d^2)", 0.01...10, 0.001...1, 0.001...1, 0.001...1, isSigned: true)
    let (_, archive) = try Self.advanced(NoisyFormsStage(), law, rows: 2_000, noise: .absolute(0.05))
    let best = try #require(archive.best)
    #expect(best.printed == "a*sqrt(b^2 + c^2 + d^2)")
  }

  /// With both signs the target has no root and no logarithm; in the ratio of two inputs it is a sum over the root of another.
  @Test func symmetriesLeaveLawsOfFewerQuantities() throws {
    let law = SampleLaw("(a + b*c/d)/sqrt(1 - c^2/d^2)", -2...2, 0.5...2, 0.1...1, 1.5...4)
    let (outcome, archive) = try Self.advanced(SymmetriesStage(), law, rows: 800)
    let best = try #require(archive.best)
    #expect(outcome == .settled && best.isExact && best.expression.freeConstants.isEmpty, "\(best.printed)")
    let reciprocal = SampleLaw("a*log(b/c)/(b - c)", 1...5, 0.1...10, 0.1...10)
    let other = try Self.advanced(SymmetriesStage(), reciprocal, rows: 800)
    #expect(other.outcome == .settled && other.archive.best?.isExact == true)
  }

  /// In depth over wavelength this law of water waves has a simple square, in wavelength over depth it has none; the other is a curve of
  /// one input times a curve of a ratio, whose product is in no family.
  @Test(arguments: [
    SampleLaw("sqrt(1.5*b*tanh(6.28*a/b))", 0.5...8, 1...50),
    SampleLaw("a*(1 - exp(-0.045*b/a))*exp(-((c - 22)/9)^2)", 5...40, 10...1500, 5...35),
  ])
  func symmetriesAreUsedInEveryWay(law: SampleLaw) throws {
    let (outcome, archive) = try Self.advanced(SymmetriesStage(), law, rows: 800)
    #expect(outcome == .settled && archive.best?.isExact == true, "\(archive.laws.map(\.printed))")
  }

  @Test func expressionsFindConstantsInsideTerms() throws {
    let (outcome, archive) = try Self.advanced(
      ExpressionsStage(), SampleLaw("0.6*sin(1.3*a) - 0.23*a + 0.4*a*exp(-0.2*b)", 0.1...4, 0...9))
    #expect(outcome == .settled && archive.best?.isExact == true, "\(archive.laws.map(\.expression))")
    #expect(archive.best?.origin == .family(SumsOfTrees.name))
  }

  /// The leading law uses three of nine inputs, among which the search reaches the true law with a budget that ends early among all.
  @Test func expressionsBeginWithTheInputsOfTheLeadingLaw() throws {
    let law = SampleLaw(
      "2*a*exp(-1.7*b) + c^2/a", 0.5...3, 0.5...3, 0.5...3, 0.5...3, 0.5...3, 0.5...3, 0.5...3, 0.5...3,
      0.5...3)
    let data = try law.table(rows: 1_000, noise: .absolute(0.03))
    var search = try LawSearch.sample(data, options: Discovery.Options(effort: .normal, threads: 1))
    search.archive.add(try #require(try search.law("0.2*a/b^2 + c^2/a")))
    _ = ExpressionsStage().advance(
      &search.archive, in: search.session.spending(WorkBudget(limit: 40_000_000_000)))
    let best = try #require(search.archive.best)
    #expect(best.expression.variables == ["a", "b", "c"])
    #expect(best.expression.elementaryFunctions == [.exp], "\(best.printed)")
  }

  /// Three powers of one input imitate an exponential to within the noise; the shorter law is no more accurate, but shorter.
  @Test func shorteningReplacesCurvesBesideNoise() throws {
    let law = SampleLaw("2*a*exp(-b) + c^2/d", 0.5...3, 0.5...3, 0.5...3, 0.5...3)
    var search = try LawSearch.sample(try law.table(rows: 2_000, noise: .absolute(0.03)))
    let imitation = try #require(try search.law("a*(1.4/b - 0.3/b^2 - 0.33) + c^2/d"))
    search.archive.add(imitation)
    search.archive.add(try #require(try search.law("1.3*a/(b^2 + 0.83) + c^2/d")))
    try #require(search.archive.best?.hasForm(of: imitation) == true)
    _ = ShorteningStage().advance(&search.archive, in: search.session)
    let best = try #require(search.archive.best)
    #expect(best.printed == "2*a*exp(-b) + c^2/d")
  }

  /// In single precision many a series of one input reproduces a law to all digits; that is where the search begins, not where it ends.
  @Test func expressionsReplaceSeriesOfRoundedColumns() throws {
    let data = try SampleLaw("0.5913*sin(log(a + 1)) - 0.17496*a^2", 0.5...1.1, 0...9).tableInFloats(
      rows: 500)
    var search = try LawSearch.sample(data, options: Discovery.Options(threads: 1))
    let session = search.session
    for series in RationalCurve().candidates(for: Subproblem(data), in: session.context) {
      if let law = session.fitter.law(
        series, from: .family(RationalCurve.name), weighting: .rounding, budget: session.budget)
      {
        search.archive.add(law)
      }
    }
    try #require(search.archive.best?.isExact == true && search.archive.best?.built.mayBeSeries == true)
    #expect(ExpressionsStage().advance(&search.archive, in: session) == .settled)
    let best = try #require(search.archive.best)
    #expect(best.origin == .family(SumsOfTrees.name) && best.isExact)
    #expect(best.expression.freeConstants.count == 2, "\(best.printed)")
  }

  @Test func noisyFormsSuspectNoise() throws {
    let (outcome, archive) = try Self.advanced(
      NoisyFormsStage(), SampleLaw("2.5*a*b", 1...5, 1...5), noise: .absolute(0.03))
    #expect(outcome == .noiseSuspected && archive.noiseLevel != nil)
    #expect(archive.best?.expression.variables == ["a", "b"])
  }

  @Test func correctionsNeedALaw() throws {
    let (outcome, archive) = try Self.advanced(CorrectionStage(), SampleLaw("a*b", 1...5, 1...5))
    #expect(outcome == .open && archive.laws.isEmpty)
  }

  /// With units the law among groups is one of the columns again; without units the stage does nothing.
  @Test func groupsComeBackAsColumns() throws {
    let law = SampleLaw("a*b^2/2", 1...5, 1...5)
    #expect(try Self.advanced(DimensionlessGroupsStage(), law).archive.laws.isEmpty)
    var options = Discovery.Options(threads: 1)
    options.units = try [("a", "kg"), ("b", "m/s"), ("y", "J")].reduce(into: [:]) {
      $0[$1.0] = try PhysicalUnit(parsing: $1.1)
    }
    let (outcome, archive) = try Self.advanced(DimensionlessGroupsStage(), law, options: options)
    #expect(outcome == .settled)
    if case .groups = archive.best?.origin {
    } else {
      Issue.record("\(String(describing: archive.best?.origin))")
    }
  }

  /// Networks are trained in tiers; the law of the right one is read off.
  @Test func networksAreReadOff() throws {
    let law = SampleLaw("sin(2*a) + b^3/5", -2...2, -2...2)
    let (outcome, archive) = try Self.advanced(SimpleNetworksStage(), law, rows: 300)
    #expect(archive.networks.tried.contains(.additive(2)) && archive.networks.error < 1e-3)
    #expect(outcome == .settled && archive.best?.origin.isFromNetwork == true)
    #expect(archive.attempts.contains { $0.structure == "f1(a) + f2(b)" && $0.splineError != nil })
  }

  @Test func fewRowsTrainNoNetwork() throws {
    for stage in [SimpleNetworksStage(), NetworksStage(), GrowthStage()] as [any SearchStage] {
      var search = try LawSearch.sample(try SampleLaw("a*b", 1...5, 1...5).table(rows: 12))
      _ = stage.advance(&search.archive, in: search.session)
      #expect(search.archive.networks.tried.isEmpty && search.archive.networks.best == nil)
    }
  }

  /// Growth joins blocks, and ends where nothing helps.
  @Test func growthTriesWhatFollows() throws {
    var search = try LawSearch.sample(
      try SampleLaw("a*b + sin(c)", 1...3, 1...3, 0...3).table(rows: 300, noise: .absolute(0.2)))
    _ = GrowthStage().advance(&search.archive, in: search.session)
    #expect(search.archive.networks.tried.isSuperset(of: Structure.additive(3).merged))
  }

  @Test func waitingNetworksAreRecognisedAtLast() throws {
    var search = try LawSearch.sample(
      try SampleLaw("1/(1 + a^2) + b", -2...2, 1...2).table(rows: 250, noise: .absolute(0.05)))
    let networks = NetworkSearch(search.session)
    let trained = networks.train([.additive(2)], &search.archive)
    #expect(trained.count == 1)
    #expect(networks.promising(trained).count == 1)
    networks.refine(trained, &search.archive, while: [.open])
    #expect(search.archive.networks.waiting.count == 1 && search.archive.laws.isEmpty)
    let outcome = RecognitionStage().advance(&search.archive, in: search.session)
    let end = ApproximationStage().advance(&search.archive, in: search.session)
    #expect(outcome == end)
    let errors = search.archive.laws.map(\.error)
    #expect((errors.min() ?? 1) < 1.2 * search.archive.networks.error, "\(errors)")
  }

  /// What explains next to nothing is not promising; neither is what is far behind the best.
  @Test func onlyGoodStructuresArePromising() throws {
    var search = try LawSearch.sample(try SampleLaw("a + b", 1...2, 1...2).table(rows: 100))
    let networks = NetworkSearch(search.session)
    let trained = try #require(networks.train([.additive(2)], &search.archive).first)
    func promising(_ errors: [Double]) -> [Double] {
      networks.promising(
        errors.map { error in
          var copy = trained
          copy.validationError = error
          return copy
        }
      ).map(\.validationError)
    }
    #expect(promising([0.95, 0.99]).isEmpty && promising([]).isEmpty)
    #expect(promising([0.5, 0.01, 0.2]) == [0.01, 0.2])
    #expect(promising([1e-7, 5e-4, 2e-3]) == [1e-7, 5e-4])
    #expect(promising([0.1, 0.11, 0.12, 0.13]).count == 3)
  }

  // MARK: - The session

  /// A part leaves the share of the whole budget that is kept for later, and is charged.
  @Test func keepsAReserve() throws {
    let budget = WorkBudget(limit: 1_000)
    let search = try LawSearch(
      try SampleLaw("a", 1...2).table(rows: 100), options: Discovery.Options(threads: 1), budget: budget,
      observer: nil)
    budget.spend(100)
    let limit = search.session.reserving(0.25) { session in
      session.budget.spend(10)
      return session.budget.limit
    }
    #expect(limit == 650 && budget.spent == 110)
    #expect(search.session.reserving(0.95) { $0.budget.limit } == 0)
    #expect(search.session.inputCount == 1)
  }

  @Test func observersSeeAndStop() throws {
    var phases: [String] = []
    let budget = WorkBudget()
    let search = try LawSearch(
      try SampleLaw("a", 1...2).table(rows: 100), options: Discovery.Options(threads: 1), budget: budget
    ) { progress in
      phases.append(progress.phase)
      return phases.count < 2
    }
    search.session.report(phase: "one", step: 1)
    #expect(!budget.isExhausted)
    search.session.report(
      [ProgressReport.FrontLaw(complexity: 1, error: 0.1, formula: "a")], step: 2)
    #expect(phases == ["one", "found"] && budget.isExhausted && budget.cancellation.reason == .request)
  }
}
