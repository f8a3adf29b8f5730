import KANData
import KANFormula
import KANModel
import KANNumerics
import KANSymbolic
import KANTraining

/// One search from a table to a law: runs the stages in order on one archive, until nothing more is needed.
struct LawSearch {
  let session: SearchSession
  var archive: LawArchive
  var warnings: [String]

  /// The number of rows below which laws are judged by cross-validation, and the number of folds: a fifth of five hundred rows
  /// distinguishes errors only to about a tenth, and its rows are missing in the fits.
  private static let (fewRows, folds) = (500, 10)
  /// The number of rows below which no network is trained: it would have more coefficients than rows.
  private static let leastRowsOfNetworks = 16
  /// The minimum number of rows for a law of one constant.
  private static let leastRows = 4
  /// Allowed magnitudes of the largest target value: outside them, sums of squares overflow or lose all digits.
  private static let sizes = 1e-150...1e150
  /// The numbers of rows for trying combinations of closed forms, for fitting networks, and for judging: more would hardly improve
  /// a handful of constants.
  private static let (screeningRows, fittingRows, judgingRows) = (600, 2_000, 10_000)

  /// The budget, in operations on one row, for the full fit of the chosen law after the search has ended: about a second.
  private static let lastWork = 2_000_000_000

  /// - Throws: `SymbolicError` if the table cannot be searched.
  init(
    _ table: Dataset, options: Discovery.Options, budget: WorkBudget, observer: ProgressReport.Observer?
  ) throws {
    try Self.check(table, units: options.units)
    let offered = OfferedConstants(options, columns: table.inputNames + table.targetNames)
    var options = options
    options.constants = offered.constants
    let likelihood = options.task.likelihood(of: table.targets[0])
    if likelihood == .bernoulli { try table.requireBinaryLabels() }
    let (varying, notes) = try Self.varying(table, units: options.units)
    let (data, copies) = Replicates.withoutCopies(varying)
    warnings =
      notes + offered.notes + (copies.map { [$0] } ?? [])
      + (likelihood == .bernoulli
        ? Self.notes(onWeights: table.weights) + Self.notes(onUnits: options.units) : [])
    let split = try Replicates.split(data, validation: options.validationShare, seed: options.seed)
    let hasFewRows = data.count < Self.fewRows
    let judged = split.validation.limited(to: Self.judgingRows)
    let keptBack = ExpressionRefiner(judged, likelihood: likelihood)
    let training = hasFewRows ? DatasetRows(of: data) : split.train
    let fitting = split.train.limited(to: Self.fittingRows)
    session = SearchSession(
      table: table, data: data, training: training, judged: hasFewRows ? nil : judged,
      validationRows: keptBack.target.count,
      validationPlaces: hasFewRows ? split.validation.numbers : nil,
      trainsNetworks: data.count >= Self.leastRowsOfNetworks,
      fitter: LawFitter(
        data: data, training: training, likelihood: likelihood, event: options.event,
        judge: hasFewRows
          ? .crossValidation(
            ExpressionRefiner(data, likelihood: likelihood), parts: Replicates.parts(data, Self.folds))
          : .keptBack(keptBack),
        recognizer: offered.recognizer(target: table.targetNames[0]),
        recognizesConstants: options.methods.contains(SearchMethods.constants)),
      trainer: StructureTrainer(
        training: fitting, validation: keptBack, scaling: Scaling(fitting), identity: .identity,
        seed: options.seed),
      symbolizer: Symbolizer(
        catalog: options.catalog, training: split.train.limited(to: Self.screeningRows),
        validation: keptBack),
      context: SearchContext(
        catalog: options.catalog, constraints: options.constraints, methods: options.methods,
        threads: TrainingOptions.threadCount(options.threads), budget: budget, likelihood: likelihood,
        dimensions: offered.dimensions),
      observer: observer, options: options)
    archive = LawArchive(
      judgedRows: session.judgedRows,
      unseen: likelihood == .gaussian ? session.fitter.absolute.judge.rows.map { UnseenRows($0) } : nil,
      isCrossValidated: hasFewRows,
      choosingBy: options.choice,
      admitting: Self.balanceCheck(offered.dimensions, target: table.targetNames[0]),
      within: options.constraints, likelihood: likelihood)
    if observer != nil {
      let (names, box) = (session.data.inputNames, session.fitter.absolute.box)
      archive.watch(
        shape: { $0.inTextbookForm(on: box, variables: names) },
        telling: { [session] front, attempts in session.report(front.report, step: attempts) })
    }
  }

  private static func check(_ table: Dataset, units: [String: PhysicalUnit]) throws(SymbolicError) {
    try table.requireOneTarget()
    let known = table.inputNames + table.targetNames
    if let stranger = units.keys.sorted().first(where: { !known.contains($0) }) {
      throw .unknownUnitColumn(stranger, columns: known)
    }
    try table.requireVaryingTarget(rows: leastRows)
    let largest = table.targets[0].largestMagnitude
    guard sizes.contains(largest) else {
      throw .squaresOutOfRange(name: table.targetNames[0], largest: largest)
    }
  }

  /// The notes on weights that a likelihood does not support.
  private static func notes(onWeights weights: [Double]?) -> [String] {
    let negative = weights?.count { $0 < 0 } ?? 0
    guard negative > 0 else { return [] }
    return [
      "\(negative) row\(negative == 1 ? "" : "s") with negative weight \(negative == 1 ? "was" : "were") not used to fit log-odds; ROC AUC and log-loss "
        + "include them with their sign"
    ]
  }

  /// The note on what units mean for labels.
  private static func notes(onUnits units: [String: PhysicalUnit]) -> [String] {
    units.isEmpty
      ? []
      : [
        "log-odds are pure numbers; the units only exclude formulas that add or compare quantities of different units"
      ]
  }

  /// The table without constant inputs, and the notes on them.
  private static func varying(
    _ table: Dataset, units: [String: PhysicalUnit]
  ) throws -> (Dataset, notes: [String]) {
    let constant = table.constantInputs
    let varying = table.inputNames.filter { !constant.contains($0) }
    guard !varying.isEmpty else { throw DataError.noInputs }
    guard !constant.isEmpty else { return (table, []) }
    let known = constant.filter { units[$0] != nil }
    let leftOut = constant.filter { units[$0] == nil }
    let notes =
      (leftOut.isEmpty ? [] : [ConstantInputs.note(on: leftOut, "left out")])
      + (known.isEmpty ? [] : [ConstantInputs.note(on: known, "used only as a constant with its unit")])
    return (try table.selecting(inputs: varying), notes)
  }

  /// The check that rejects dimensionally inconsistent formulas; `nil` if no units are known.
  private static func balanceCheck(
    _ dimensions: [String: PhysicalDimension], target: String
  ) -> (@Sendable (Expression) -> Bool)? {
    guard !dimensions.isEmpty else { return nil }
    return {
      (try? DimensionalBalance(
        of: $0, dimensions: dimensions, target: dimensions[target], allowsImpliedOnes: true)) != nil
    }
  }

  // MARK: - The search

  /// Runs the enabled stages, each if the outcome so far requires it; for a form with unknown functions only these are searched.
  ///
  /// - Parameter journal: The journal for states, which may contain an earlier one; `nil` for a search that is not resumed.
  /// - Returns: The seconds used by an earlier call from which this one resumed.
  /// - Throws: `SymbolicError.form` for a form that does not fit this table.
  @discardableResult
  mutating func run(_ journal: SearchJournal? = nil) throws(SymbolicError) -> Double {
    if let form = session.options.form {
      try HoleSearch(form, in: session).advance(&archive)
      return 0
    }
    let earlier = runStages(journal)
    // If a law for comparison is chosen, it is treated like others: constants from all rows, recognised. A search that was cancelled
    // only fits them to all rows at the end.
    if !session.isCancelled, let chosen = archive.chosen, chosen.isReference,
      !chosen.expression.variables.isEmpty,
      let full = session.fitter.law(
        chosen.expression, from: chosen.origin, weighting: .absoluteNoise,
        budget: WorkBudget(limit: Self.lastWork)),
      // A law that lost terms is another one, which was not chosen.
      full.hasForm(of: chosen)
    {
      archive.replace(chosen, by: full)
    }
    return earlier
  }

  /// Runs the stages in order, resuming from an earlier search if there is one.
  ///
  /// - Returns: The seconds used by the earlier search.
  private mutating func runStages(_ journal: SearchJournal?) -> Double {
    let clock = SearchClock()
    let place = journal?.begin()
    let earlier = place?.state
    var outcome = earlier?.outcome ?? .open
    if let earlier {
      archive.contents = earlier.archive
      session.budget.spend(earlier.work)
    }
    let likelihood = session.context.likelihood
    for (number, member) in SearchStages.all.enumerated().dropFirst(earlier?.stages.count ?? 0)
    where member.likelihood == likelihood && session.options.methods.contains(member.name) {
      let stage = member.init()
      guard stage.isNeeded(after: outcome) else { continue }
      outcome = stage.advance(&archive, in: session)
      // An interrupted stage is repeated.
      if let journal, let place, !session.budget.cancellation.isRaised {
        let state = SearchState(
          stages: SearchStages.all.prefix(number + 1).map { $0.name }, outcome: outcome,
          archive: archive.contents, work: session.budget.spent,
          seconds: (earlier?.seconds ?? 0) + clock.seconds)
        journal.note(state, of: place.number)
      }
    }
    return earlier?.seconds ?? 0
  }

  /// The laws of another table, searched with the remaining budget of a session: the chosen one first, then the others from the
  /// most accurate.
  ///
  /// - Parameter stages: The names of the stages of the search; all of the session if `nil`.
  static func laws(of data: Dataset, like session: SearchSession, using stages: [String]? = nil)
    -> [Expression]
  {
    var inner = session.options
    if let stages {
      let others = SearchStages.all.map { $0.name }.filter { !stages.contains($0) }
      inner.methods = MethodSelection(without: inner.methods.excluded.union(others))
    }
    inner.units = [:]
    inner.form = nil
    // The columns are transformed, so that constants of nature in their units mean nothing there.
    inner.constants = ConstantRecognizer.expected(among: inner.constants)
    // Its laws are those of another table and are not reported.
    let observer = session.observer.map { observer in { $0.front == nil ? observer($0) : true } }
    guard
      var search = try? LawSearch(data, options: inner, budget: session.budget, observer: observer),
      (try? search.run()) != nil
    else { return [] }
    let table = search.archive.table.map(\.expression)
    return [search.archive.best?.expression].compactMap { $0 } + table.reversed()
  }
}
