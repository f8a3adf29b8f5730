import KANData
import KANFormula
import KANSymbolic
import KANTraining

/// The data that the stages of one search share: the table and its split, the engines, the budget, and the observer.
struct SearchSession {
  /// The table as the user gave it, including constant inputs.
  let table: Dataset
  /// The table without constant inputs.
  let data: Dataset
  /// The training rows.
  let training: DatasetRows
  /// The validation rows; `nil` if rows are few and cross-validation is used.
  let judged: Dataset?
  /// The number of rows on which networks are judged.
  let validationRows: Int
  /// Their places among the rows on which laws are judged, if these are all rows.
  let validationPlaces: [Int]?
  /// Whether there are enough rows for networks.
  let trainsNetworks: Bool
  let fitter: LawFitter
  let trainer: StructureTrainer
  let symbolizer: Symbolizer
  /// The context for families and reductions.
  private(set) var context: SearchContext
  let observer: ProgressReport.Observer?
  let options: Discovery.Options

  /// Whether someone waits for the result so far.
  var isCancelled: Bool { budget.cancellation.reason == .request }

  /// The ratio of the usual budget for the last fits to that of a cancelled search.
  private static let haste = 40

  /// The number of rows on which the errors of laws are measured.
  var judgedRows: Int { judged == nil ? data.count : validationRows }
  var budget: WorkBudget { context.budget }
  var inputCount: Int { data.inputNames.count }

  /// The same with a part of the budget.
  func spending(_ budget: WorkBudget) -> SearchSession {
    var other = self
    other.context = context.spending(budget)
    return other
  }

  /// Runs a part of the search with a share of the whole budget reserved for later.
  ///
  /// - Parameters:
  ///   - reserve: The share of the whole budget that the part must leave.
  ///   - share: The share of the work of the effort that the part may use; `nil` for all that remains.
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

  /// The budget for the last fits of a search that has to end.
  ///
  /// - Parameter limit: The limit, in operations on one row; a small part of it if the search was cancelled, so that the result
  ///   comes at once.
  func lastBudget(_ limit: Int) -> WorkBudget {
    WorkBudget(limit: isCancelled ? limit / Self.haste : limit)
  }

  /// Reports to the observer, who may request to stop.
  func report(
    phase: String, step: Int, loss: Double? = nil, edges: Int? = nil
  ) {
    tell(
      ProgressReport(
        phase: phase, step: step, totalSteps: nil, loss: loss, validationLoss: nil, edges: edges))
  }

  /// Reports the front to the observer after a law was added.
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
