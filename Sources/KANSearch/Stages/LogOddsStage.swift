import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import KANTraining
import RealModule

/// Laws of log-odds, for targets that are labels: the proposals of every family for labels, fitted to all rows.
///
/// There are too many products of functions of many inputs, and a greedy choice of inputs is poor: if there are many, small
/// networks first determine which ones are needed.
struct LogOddsStage: SearchStage {
  static let name = "log-odds"
  static let summary =
    "for labels: laws of log-odds, in the inputs that small networks select"
  static let likelihood = Likelihood.bernoulli

  /// The number of inputs for laws, and a larger number for a second look.
  private static let inputs = (few: 12, more: 20)
  /// The number of rows below which networks are not informative about inputs.
  private static let rowsOfNetworks = 400
  /// The share of the budget that one family's proposals must leave for the rest, and for a larger number of inputs as well.
  private static let (reserve, reserveForMore) = (0.15, 0.5)

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    guard session.context.likelihood == Self.likelihood else { return archive.outcome(session.budget) }
    addShare(to: &archive, session)
    let table = FeatureTable(session.training, rows: LogOddsSelection.Settings().rows)
    let sets = inputSets(session)
    for (n, inputs) in sets.enumerated() {
      session.report(phase: "looking for log-odds of \(inputs.count) inputs", step: archive.attempts.count)
      let problem = Subproblem(table, of: inputs)
      let reserve = n < sets.count - 1 ? Self.reserveForMore : Self.reserve
      for family in LawFamilies.members(.common, in: session.context) {
        let proposals = session.reserving(reserve, taking: type(of: family).largestShare) {
          family.candidates(for: problem, in: $0.context)
        }
        let most = table.mostConstantsOfLogOdds
        add(proposals.filter { $0.freeConstants.count <= most }, from: family, &archive, session)
      }
    }
    return archive.outcome(session.budget)
  }

  /// The sets of inputs for laws, smallest first.
  private func inputSets(_ session: SearchSession) -> [[Int]] {
    let all = Array(session.data.inputs.indices)
    guard all.count > Self.inputs.few, session.training.count >= Self.rowsOfNetworks else { return [all] }
    session.report(phase: "selecting inputs with small networks", step: 0)
    let subsets = session.reserving(0.5) {
      InputElimination(session.training, in: $0.context, seed: session.options.seed).subsets(
        downTo: Self.inputs.few)
    }
    guard let fewest = subsets.last else { return [all] }
    let more = subsets.last { $0.inputs.count >= Self.inputs.more } ?? subsets[0]
    return fewest.inputs == more.inputs ? [fewest.inputs] : [fewest.inputs, more.inputs]
  }

  /// Adds the log-odds without inputs, the share of the event: every law has to describe the labels better.
  private func addShare(to archive: inout LawArchive, _ session: SearchSession) {
    let labels = session.training.limited(to: LogOddsSelection.Settings().rows).targets[0]
    let share = labels.mean
    guard share > 0, share < 1,
      let law = session.fitter.law(
        .real(Double.log(share / (1 - share))), from: .family(LinearLogOdds.name), weighting: .absoluteNoise,
        recognizing: false, budget: WorkBudget(cancellation: session.budget.cancellation))
    else { return }
    archive.addReference(law)
  }

  private func add(
    _ proposals: [Expression], from family: any LawFamily, _ archive: inout LawArchive,
    _ session: SearchSession
  ) {
    let (name, areReferences) = (type(of: family).name, type(of: family).proposesReferences)
    // The proposals were charged already; there are few final fits.
    let budget = WorkBudget(cancellation: session.budget.cancellation)
    let fitter = session.fitter
    let laws = session.context.spending(budget).map(proposals) { proposal, own in
      fitter.law(
        proposal, from: .family(name), weighting: .absoluteNoise, recognizing: false, budget: own.budget)
    }.compactMap { $0 }
    for law in laws {
      if areReferences { archive.addReference(law) } else { archive.add(law) }
    }
  }
}
