import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import KANTraining
import SymbolLibrary

/// One search for symmetries, from a table to the reported result.
struct SymmetrySearch {
  /// The maximum number of rows used, and the minimum for a network.
  private static let (rows, leastRows) = (5_000, 120)

  private let data: Dataset
  private let options: SymmetryAnalysis.Options
  private let observer: ProgressReport.Observer?
  private let constants: [String]

  init(
    _ table: Dataset, options: SymmetryAnalysis.Options, observer: ProgressReport.Observer?
  ) throws {
    try table.requireOneTarget()
    try table.requireVaryingTarget(rows: Self.leastRows)
    constants = table.constantInputs
    let constant = Set(constants)
    let varying = table.inputNames.filter { !constant.contains($0) }
    guard !varying.isEmpty else { throw DataError.noInputs }
    data = try table.selecting(inputs: varying)
    self.options = options
    self.observer = observer
  }

  func run() throws(SymbolicError) -> SymmetryAnalysis {
    let budget = WorkBudget(limit: options.effort.workLimit)
    let context = SearchContext(
      catalog: .standard, methods: .all, threads: TrainingOptions.threadCount(options.threads), budget: budget
    )
    var chain = SymmetryChain(context: context, seed: options.seed)
    chain.tolerance = options.tolerance
    let observer = observer
    chain.report = { phase, error in
      guard let observer else { return }
      let progress = ProgressReport(
        phase: phase, step: 0, loss: error)
      if !observer(progress) { budget.cancellation.raise() }
    }
    let problem = Subproblem(FeatureTable(data, rows: Self.rows))
    let separated = context.reduce(problem, by: MultiplicativeSeparation(isCautious: true)).first
    guard let outcome = chain.run(problem, separated: separated) else {
      throw SymbolicError(withoutResultAfter: budget.cancellation)
    }
    let isKnown = outcome.error <= chain.largestError
    let steps = isKnown ? outcome.steps : []
    let rest = steps.last?.after ?? outcome.steps.first?.before ?? outcome.rest
    let findings =
      isKnown
      ? outcome.surrogate.map { Separability(chain: chain, problem: rest, surrogate: $0).findings() } ?? []
      : []
    let text = SymmetryText(target: data.targetNames[0])
    return SymmetryAnalysis(
      target: data.targetNames[0], inputs: data.inputNames,
      symmetries: steps.map(text.symmetry) + findings.map { text.symmetry($0, of: rest) },
      quantities: rest.inputs.map { text.column($0, of: rest) }, form: text.form(rest, findings.first),
      networkError: outcome.full.error, reducedError: isKnown ? outcome.error : outcome.full.error,
      isLogarithmic: outcome.full.targetScale != .linear, rows: data.count,
      judgedRows: outcome.full.judgedRows, work: budget.spent,
      notes: notes(isKnown: isKnown, error: outcome.error, limit: chain.largestError, budget))
  }

  private func notes(isKnown: Bool, error: Double, limit: Double, _ budget: WorkBudget) -> [String] {
    var notes: [String] = []
    if !constants.isEmpty { notes.append(ConstantInputs.note(on: constants, "left out")) }
    if !isKnown {
      notes.append(
        "the relative error of the network on validation rows is \(TextPrinter(digits: 2).print(.real(error))), but symmetries are reported only up to "
          + "\(TextPrinter(digits: 2).print(.real(limit))), so none is reported")
    }
    if budget.cancellation.isRaised {
      notes.append("the search was stopped, so there may be more symmetries")
    } else if budget.isExhausted {
      notes.append(options.effort.noteOnLimit)
    }
    return notes
  }
}
