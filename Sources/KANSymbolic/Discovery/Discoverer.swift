import KANData
import KANFormula
import KANModel
import KANTraining
import SymbolLibrary

/// The search from a table to a law: small structures first, each trained, recognised and measured, until one is exact
/// or the list is at its end; then the shortest description wins.
struct Discoverer {
  let options: DiscoveryOptions
  let observer: ProgressObserver?
  let stop = StopFlag()
  let started = ContinuousClock.now

  let data: Dataset
  let trainer: StructureTrainer
  let builder: FormulaBuilder
  /// The same, every row counting by its relative error.
  let relativeBuilder: FormulaBuilder
  let training: Dataset
  let symbolizer: Symbolizer
  let deadline: Deadline
  let trainingRows: Int
  let validationRows: Int
  var warnings: [String]

  var attempts: [DiscoveryAccount.Attempt] = []
  var laws: LawCollection
  /// The least relative error of a law whose residuals no input explains.
  var noiseLevel: Double?
  var tried: Set<Structure> = []
  var waiting: [StructureTrainer.Trained] = []
  var postponed: [Symbolizer.Outcome] = []
  var bestSpline: StructureTrainer.Trained?

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
    let tiers = self.tiers
    for tier in tiers.prefix(growsNetworks ? Self.simplestTiers : 1) where !mustEnd {
      search(tier, until: \.mustEnd)
    }
    for tier in tiers.dropFirst(Self.simplestTiers) where growsNetworks && !isOver { search(tier) }
    if !isOver && growsNetworks { grow(\.merged, from: Structure.additive(inputCount)) }
    if !isOver && growsNetworks { grow(\.extended, from: Structure.additive(inputCount)) }
    if !mustEnd { searchWaiting() }
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

  /// So many tiers of networks are asked even where a closed form leaves nothing but noise: a few terms out of a large
  /// choice imitate any curve to within noise, and a network has no choice.
  private static let simplestTiers = 2

  var isSettled: Bool { laws.settlesTheSearch(againstNetworkError: networkError) }
  var isOver: Bool { mustEnd || isNoiseLeft }
  /// Whether nothing more could come, or may.
  var mustEnd: Bool { isSettled || deadline.hasPassed }
  /// The error of the best network of splines.
  var networkError: Double { bestSpline?.validationError ?? .infinity }
  /// Whether a law leaves nothing but noise; what a better law explains was none.
  var leavesNoise: Bool {
    noiseLevel.map { (laws.best?.built.validationError ?? .infinity) > 0.5 * $0 } ?? false
  }
  /// Whether what the best law leaves is noise: no input explains it, and the simplest networks did no better.
  var isNoiseLeft: Bool {
    leavesNoise && networkError.isFinite
      && (laws.best?.built.validationError ?? .infinity) < 1.02 * networkError
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
