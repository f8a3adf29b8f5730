import KANData
import KANFormula
import KANSymbolic
import KANTraining

/// What the stages of one search share: the table and its split, the engines, the budget, and whom to tell.
struct SearchSession {
  /// The table as the user gave it, with inputs that never change.
  let table: Dataset
  /// The table without them.
  let data: Dataset
  /// The rows that decide.
  let training: DatasetRows
  /// The rows kept back that judge; `nil` where rows are few and each judges in its turn.
  let judged: Dataset?
  /// The number of rows that networks are judged on.
  let validationRows: Int
  /// Whether there are rows enough for networks.
  let trainsNetworks: Bool
  let fitter: LawFitter
  let trainer: StructureTrainer
  let symbolizer: Symbolizer
  /// What families and reductions are told.
  let context: SearchContext
  let observer: ProgressReport.Observer?
  let options: Discovery.Options

  /// The number of rows that the errors of laws are measured on.
  var judgedRows: Int { judged == nil ? data.count : validationRows }
  var budget: WorkBudget { context.budget }
  var inputCount: Int { data.inputNames.count }

  /// The same with a part of the budget.
  func spending(_ budget: WorkBudget) -> SearchSession {
    SearchSession(
      table: table, data: data, training: training, judged: judged, validationRows: validationRows,
      trainsNetworks: trainsNetworks, fitter: fitter, trainer: trainer,
      symbolizer: symbolizer, context: context.spending(budget), observer: observer, options: options)
  }

  /// Runs a part of the search on what remains when some of the whole budget is kept for later.
  ///
  /// - Parameters:
  ///   - reserve: The share of the whole budget that the part must leave.
  ///   - share: The share of what the effort stands for that the part may take; `nil` for all that remains.
  func reserving<Result>(
    _ reserve: Double, taking share: Double? = nil, _ body: (SearchSession) -> Result
  ) -> Result {
    let kept = Int(reserve * Double(budget.limit))
    let most = share.map { Int($0 * Double(options.effort.workLimit)) } ?? .max
    let part = WorkBudget(
      limit: min(max(0, budget.remaining - kept), most), cancellation: budget.cancellation)
    let result = body(spending(part))
    budget.absorb(part)
    return result
  }

  /// What the last fits of a search that has to end may take.
  ///
  /// - Parameter limit: In operations on one row; a tenth of it where somebody waits for the end.
  func lastBudget(_ limit: Int) -> WorkBudget {
    WorkBudget(limit: budget.cancellation.reason == .request ? limit / 10 : limit)
  }

  /// Tells the observer, who may ask to stop.
  func report(
    phase: String, step: Int, loss: Double? = nil, edges: Int? = nil
  ) {
    tell(
      ProgressReport(
        phase: phase, step: step, totalSteps: nil, loss: loss, validationLoss: nil, edges: edges))
  }

  /// Tells the observer of the laws so far, to which one has just come.
  func report(_ front: [ProgressReport.FrontLaw], step: Int) {
    tell(
      ProgressReport(
        phase: "found", step: step, loss: front.last?.error, formula: front.last?.formula, front: front))
  }

  private func tell(_ progress: ProgressReport) {
    guard let observer else { return }
    if !observer(progress) { budget.cancellation.raise() }
  }
}
