import KANData
import KANFormula
import KANModel
import KANTraining
import SymbolLibrary

/// The search from a table to a law: small structures first, each trained, recognised and measured, until one is exact
/// or the list is at its end; then the shortest description wins.
struct Discoverer {
  let options: DiscoveryOptions
  private let observer: ProgressObserver?
  private let stop = StopFlag()
  private let started = ContinuousClock.now

  let data: Dataset
  private let trainer: StructureTrainer
  let builder: FormulaBuilder
  /// The same, every row counting by its relative error.
  let relativeBuilder: FormulaBuilder
  let training: Dataset
  private let symbolizer: Symbolizer
  let deadline: Deadline
  private let trainingRows: Int
  private let validationRows: Int
  private var warnings: [String]

  var attempts: [DiscoveryAccount.Attempt] = []
  var laws: LawCollection
  /// The least relative error of a law whose residuals no input explains.
  var noiseLevel: Double?
  private var tried: Set<Structure> = []
  private var waiting: [StructureTrainer.Trained] = []
  private var postponed: [Symbolizer.Outcome] = []
  private var bestSpline: StructureTrainer.Trained?

  /// Rows beyond these bring no more certainty about a law of a handful of constants, only time.
  private static let screeningRows = 600
  static let fittingRows = 2_000
  private static let refiningRows = 10_000

  init(_ table: Dataset, options: DiscoveryOptions, observer: ProgressObserver?) throws(SymbolicError) {
    guard table.targetNames.count == 1 else { throw .severalTargets(table.targetNames) }
    var warnings: [String] = []
    let constant = table.constantInputs
    let known = constant.filter { options.units[$0] != nil }
    let leftOut = constant.filter { options.units[$0] == nil }
    if !leftOut.isEmpty { warnings.append(Self.neverChange(leftOut, "left out")) }
    if !known.isEmpty { warnings.append(Self.neverChange(known, "used as a constant with its unit only")) }
    let varying = table.inputNames.filter { !constant.contains($0) }
    let needed = max(8, 2 * varying.count)
    guard table.count >= needed else { throw .tooFewRows(rows: table.count, needed: needed) }
    let first = table.targets[0][0]
    guard table.targets[0].contains(where: { $0 != first }) else {
      throw .constantTarget(name: table.targetNames[0], value: first)
    }
    guard !varying.isEmpty else { throw .data(.noInputs) }

    let split: DatasetSplit
    do throws(DataError) {
      data = varying.count == table.inputNames.count ? table : try table.selecting(inputs: varying)
      split = try data.split(validation: options.validationShare, seed: options.seed)
    } catch { throw .data(error) }
    let training = split.train
    let validation = split.validation.limited(to: Self.refiningRows)
    let deadline = Deadline(options.timeLimit, stop: stop)
    let judge = ExpressionRefiner(validation)
    let fitting = training.limited(to: Self.fittingRows)

    self.options = options
    laws = LawCollection(admitting: Self.balanceCheck(options, target: table.targetNames[0]))
    self.observer = observer
    self.deadline = deadline
    self.warnings = warnings
    trainingRows = training.count
    validationRows = validation.count
    trainer = StructureTrainer(
      training: fitting, validation: judge, scaling: Scaling(fitting), identity: .identity,
      seed: options.seed,
      deadline: deadline)
    symbolizer = Symbolizer(
      catalog: options.catalog, training: training.limited(to: Self.screeningRows), validation: judge,
      deadline: deadline)
    builder = FormulaBuilder(
      training: ExpressionRefiner(training.limited(to: Self.refiningRows)), validation: judge,
      recognizer: ConstantRecognizer(userConstants: options.constants, deadline: deadline), box: data.box,
      outputName: data.targetNames[0], recognizesConstants: options.methods.contains(.constants))
    relativeBuilder = FormulaBuilder(
      training: ExpressionRefiner(relativeTo: training.limited(to: Self.fittingRows)),
      validation: ExpressionRefiner(relativeTo: validation), recognizer: builder.recognizer, box: data.box,
      outputName: data.targetNames[0], recognizesConstants: builder.recognizesConstants)
    self.training = training
  }

  /// What refuses formulas that do not balance; `nil` where no units are known.
  private static func balanceCheck(
    _ options: DiscoveryOptions, target: String
  ) -> (@Sendable (Expression) -> Bool)? {
    guard !options.units.isEmpty else { return nil }
    let dimensions = options.units.mapValues(\.dimension)
    return { (try? DimensionalBalance(of: $0, dimensions: dimensions, target: dimensions[target])) != nil }
  }

  /// For example: the inputs g, m never change and were left out.
  private static func neverChange(_ inputs: [String], _ consequence: String) -> String {
    let isOne = inputs.count == 1
    return
      "the input\(isOne ? "" : "s") \(inputs.joined(separator: ", ")) never change\(isOne ? "s" : "") and "
      + "\(isOne ? "was" : "were") \(consequence)"
  }

  // MARK: - The search

  /// Takes a law that was found among dimensionless groups, its constants refined on this table.
  mutating func adopt(_ expression: Expression, as structure: String) {
    if let built = builder.build(expression) { add(built, as: structure) }
  }

  /// The network that computes a law.
  func network(of law: Expression) -> Network? {
    try? Network(
      expressions: [law], inputs: data.inputNames.map { Feature(name: $0) },
      outputs: [Feature(name: data.targetNames[0])],
      box: data.inputs.map { ($0.min() ?? 0)...($0.max() ?? 0) })
  }

  mutating func run() throws(SymbolicError) -> Discovery {
    lookForMonomial()
    if !isOver { lookForClosedForms() }
    let growsNetworks = options.methods.contains(.networks)
    for tier in tiers.prefix(growsNetworks ? tiers.count : 1) where !isOver { search(tier) }
    if !isOver && growsNetworks { grow(\.merged, from: Structure.additive(inputCount)) }
    if !isOver && growsNetworks { grow(\.extended, from: Structure.additive(inputCount)) }
    if !isOver { searchWaiting() }
    if !isSettled && !isNoiseLeft { buildPostponed() }
    if deadline.hasPassed && !stop.isRaised {
      warnings.append(
        "the time limit of \(options.timeLimit) was met before all structures were tried")
    }
    return try discovery()
  }

  /// A product of powers is settled by one linear fit; it is judged like every other law.
  private mutating func lookForMonomial() {
    guard options.methods.contains(.monomials), let view = MonomialView(trainer.training),
      let built = builder.build(view.network)
    else { return }
    laws.add(law(built, view.network))
    attempts.append(
      .init(
        structure: "c·x1^p1·x2^p2·…", splineError: nil, formulaError: built.validationError,
        formula: DiscoveryAccount.Attempt.text(of: built.expression)))
  }

  private var inputCount: Int { data.inputNames.count }
  var isSettled: Bool { laws.settlesTheSearch(againstNetworkError: networkError) }
  var isOver: Bool { isSettled || isNoiseLeft || deadline.hasPassed }
  /// Whether a law leaves nothing but noise; what a better law explains was none.
  var leavesNoise: Bool {
    noiseLevel.map { (laws.best?.built.validationError ?? .infinity) > 0.5 * $0 } ?? false
  }
  /// Whether what the best law leaves is noise: no input explains it, and the simplest networks did no better.
  private var isNoiseLeft: Bool {
    leavesNoise && networkError.isFinite
      && (laws.best?.built.validationError ?? .infinity) < 1.02 * networkError
  }

  /// Inputs up to which all read-once structures are tried; beyond, they are grown.
  private static let exhaustiveInputs = 4

  /// Structures in the order in which they are tried, simple ones first.
  private var tiers: [[Structure]] {
    let n = inputCount
    let simplest = n == 1 ? [Structure.additive(1)] : [.additive(n), .multiplicative(n)]
    let others = n <= Self.exhaustiveInputs ? Structure.all(n).filter { !simplest.contains($0) } : []
    let wrapped = others.map(\.wrapped) + simplest.dropFirst().map(\.wrapped)
    return [simplest, [.additive(n, wrapped: true)], others, wrapped].filter { !$0.isEmpty }
  }

  /// Trains a tier, refines the best of it, and tries those that fit well; the others wait until all are known.
  private mutating func search(_ tier: [Structure]) {
    refine(promising(train(tier)))
  }

  private mutating func refine(_ candidates: some Sequence<StructureTrainer.Trained>) {
    for candidate in candidates where !isOver {
      report(
        phase: "refining \(candidate.structure.description(inputs: data.inputNames))", step: attempts.count,
        loss: candidate.validationError)
      let refined = trainer.pruned(trainer.refined(candidate))
      noteBest([refined])
      if refined.validationError < Self.convincingError { consider(refined) } else { waiting.append(refined) }
    }
  }

  /// A relative error that noise or a singular point may leave, but hardly ever a wrong structure.
  private static let convincingError = 5e-3

  /// Where no structure fits by far, noise decides: the best few are tried, of equal ones the smaller first.
  private mutating func searchWaiting() {
    let best = waiting.map(\.validationError).min() ?? .infinity
    let near = waiting.filter { $0.validationError <= 1.1 * best }.sorted {
      $0.structure.edgeCount < $1.structure.edgeCount
    }
    let rest = waiting.filter { $0.validationError > 1.1 * best }.sorted {
      $0.validationError < $1.validationError
    }
    for candidate in (near + rest).prefix(4) where !isOver { consider(candidate) }
  }

  /// Takes the best step from a structure for as long as a step helps.
  private mutating func grow(_ steps: KeyPath<Structure, [Structure]>, from start: Structure) {
    var current = start
    var error = Double.infinity
    while !isOver {
      let fresh = current[keyPath: steps].filter { !tried.contains($0) }
      guard !fresh.isEmpty else { return }
      let trained = train(fresh)
      guard let best = trained.min(by: { $0.validationError < $1.validationError }),
        best.validationError < 0.95 * error
      else { return }
      refine(promising(trained).prefix(1))
      if !isOver { search([best.structure.wrapped]) }
      current = best.structure
      error = best.validationError
    }
  }

  /// Trains the structures of a tier side by side; the result does not depend on the number of threads.
  private mutating func train(_ tier: [Structure]) -> [StructureTrainer.Trained] {
    report(phase: "training \(tier.count) structure\(tier.count == 1 ? "" : "s")", step: attempts.count)
    let results = Parallel.map(tier, threads: options.threads) { [trainer] in trainer.screened($0) }
    tried.formUnion(tier)
    let trained = results.compactMap { $0 }
    for item in trained {
      attempts.append(
        .init(
          structure: item.structure.description(inputs: data.inputNames), splineError: item.validationError))
    }
    noteBest(trained)
    return trained
  }

  private mutating func noteBest(_ trained: [StructureTrainer.Trained]) {
    for item in trained where item.validationError < (bestSpline?.validationError ?? .infinity) {
      bestSpline = item
    }
  }

  /// The structures worth a finer grid and a formula: those near the best of their tier.
  private func promising(_ trained: [StructureTrainer.Trained]) -> [StructureTrainer.Trained] {
    let sorted = trained.sorted { $0.validationError < $1.validationError }
    guard let best = sorted.first else { return [] }
    let limit = max(best.validationError * 30, 1e-3)
    return Array(sorted.filter { $0.validationError <= limit && $0.validationError < 0.9 }.prefix(3))
  }

  /// Tries to bring out the law of a refined structure.
  private mutating func consider(_ refined: StructureTrainer.Trained) {
    report(
      phase: "recognising \(refined.structure.description(inputs: data.inputNames))", step: attempts.count,
      loss: refined.validationError,
      edges: refined.structure.edgeCount)
    let outcomes = symbolizer.symbolified(refined.network, splineError: refined.validationError)
    var best: LawCollection.Law?
    for outcome in outcomes.prefix(4) {
      // Where the splines know much better, a formula is not worth its refinement now; it may be at the end.
      guard outcome.validationError <= max(30 * refined.validationError, 1e-9) else {
        postponed.append(outcome)
        continue
      }
      // Only where the closed form does what the splines do can its constants mean something.
      let isFaithful = outcome.validationError <= max(2 * refined.validationError, 1e-9)
      guard let law = law(from: outcome, recognizingConstants: isFaithful) else { continue }
      if law.built.validationError < (best?.built.validationError ?? .infinity) { best = law }
      if law.isExact { break }
    }
    attempts.append(
      .init(
        structure: refined.structure.description(inputs: data.inputNames),
        splineError: refined.validationError,
        formulaError: best?.built.validationError,
        formula: best.map { DiscoveryAccount.Attempt.text(of: $0.built.expression) }))
    if let best {
      report(
        phase: "found", step: attempts.count, loss: best.built.validationError,
        formula: TextPrinter(digits: 4).print(best.built.expression))
    }
  }

  private mutating func law(from outcome: Symbolizer.Outcome, recognizingConstants: Bool = true)
    -> LawCollection.Law?
  {
    guard let built = builder.build(outcome.network, recognizingConstants: recognizingConstants) else {
      return nil
    }
    let law = self.law(built, outcome.network, splines: outcome.splines)
    laws.add(law)
    return law
  }

  /// Where nothing closed fits, the best approximations are still worth seeing.
  private mutating func buildPostponed() {
    for outcome in postponed.sorted(by: { $0.validationError < $1.validationError }).prefix(3) {
      _ = law(from: outcome, recognizingConstants: false)
    }
  }

  // MARK: - The outcome

  private var networkError: Double { bestSpline?.validationError ?? .infinity }

  private func discovery() throws(SymbolicError) -> Discovery {
    let verdict = laws.verdict(againstNetworkError: networkError)
    // Where no law does what the best network does, that network is the result, and the law an approximation of it.
    let isBetter = networkError < (laws.best?.built.validationError ?? .infinity)
    let better = verdict == .approximate && isBetter ? bestSpline?.network : nil
    guard let network = better ?? laws.best?.network ?? bestSpline?.network else {
      throw stop.isRaised ? .stopped : .nothingTrained
    }
    var units = UnitsAccount(columns: options.units.mapValues(\.symbol), groups: [], scale: nil, note: nil)
    units.refused = laws.refused.count
    let account = DiscoveryAccount(
      verdict: verdict, choice: laws.choice, networkError: bestSpline?.validationError,
      units: options.units.isEmpty ? nil : units, attempts: attempts,
      trainingRows: trainingRows,
      validationRows: validationRows, seconds: (ContinuousClock.now - started) / .seconds(1),
      warnings: warnings)
    let best = laws.best
    let formula = best.map { withUnits(certified($0)) }
    return Discovery(
      formula: formula, network: network,
      account: account,
      candidates: laws.paretoFront.map { law in
        .init(
          formula: law.built.expression == best?.built.expression
            ? formula ?? withUnits(builder.formula(law.built)) : withUnits(builder.formula(law.built)),
          network: self.network(of: law.built.expression) ?? law.network,
          verdict: law.verdict(againstNetworkError: networkError), error: law.built.validationError,
          descriptionLength: law.descriptionLength)
      })
  }

  /// A law as users keep it, with the units of its columns.
  private func withUnits(_ law: Formula) -> Formula {
    var formula = law
    formula.outputUnit = options.units[formula.outputName]?.symbol
    for i in formula.variables.indices {
      formula.variables[i].unit = options.units[formula.variables[i].name]?.symbol
    }
    return formula
  }

  /// A law with its proven distance from the network that it came from.
  private func certified(_ law: LawCollection.Law) -> Formula {
    builder.certified(
      law.built, splines: law.splines ?? law.network, closedForm: law.splines == nil ? nil : law.network,
      on: data.inputs, options: options.certification)
  }

  func report(
    phase: String, step: Int, loss: Double? = nil, edges: Int? = nil, formula: String? = nil
  ) {
    guard let observer else { return }
    let progress = Progress(
      phase: phase, step: step, totalSteps: nil, loss: loss, validationLoss: nil, edges: edges,
      formula: formula)
    if !observer(progress) { stop.raise() }
  }
}
