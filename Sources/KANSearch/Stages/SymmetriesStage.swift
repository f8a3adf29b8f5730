import KANData
import KANFormula
import KANSymbolic

/// Laws in the quantities that remain after using the symmetries of a smooth network: first those that reproduce every row, then
/// those under noise.
struct SymmetriesStage: SearchStage {
  static let name = "symmetric-forms"
  static let summary = "laws of fewer quantities, from the symmetries of a smooth network"

  /// The numbers on which decisions depend.
  private struct Limits {
    /// The share of the whole budget that it may use, and the share that it reserves for later stages.
    var share = 0.25
    var reserve = 0.3
    /// The shares of the whole budget for the networks, and for the laws that reproduce every row.
    var networks = 0.12
    var exact = 0.08
    /// The share of the whole budget for the search over expressions of the fewest quantities.
    var trees = 0.08
    /// The relative error of a network from which noise is visible.
    var visibleNoise = SymmetryChain.Settings().visible
    /// The number of operations in training these networks that take as long as one in a selection, the unit of efforts.
    var operationsOfTraining = 3
  }

  private let limits = Limits()

  func isNeeded(after outcome: SearchOutcome) -> Bool { outcome == .open || outcome == .noiseSuspected }

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    guard session.inputCount > 1, session.trainsNetworks, !archive.leavesWrittenDigits else {
      return archive.outcome(session.budget)
    }
    session.report(phase: "looking for symmetries of a smooth network", step: archive.attempts.count)
    session.reserving(limits.reserve, taking: limits.share) { session in
      guard let found = session.reserving(0, taking: limits.networks, { reduced($0) }) else { return }
      let showsNoise = found.error > limits.visibleNoise
      // If a network shows almost no noise, the residuals of a law are not noise either; if it does, the thorough search for exact
      // laws is the less promising one and comes last, and the quick one leaves half of what is left.
      let left = Double(session.budget.remaining) / Double(session.options.effort.workLimit)
      session.reserving(0, taking: showsNoise ? min(limits.exact, left / 2) : limits.exact) {
        addQuick(found.problems, to: &archive, $0)
      }
      if showsNoise, isNeeded(after: archive.outcome(session.budget)) {
        addNoisy(found.problems, to: &archive, session)
      }
      session.reserving(0, taking: limits.exact) { addThorough(found.problems, to: &archive, $0) }
      if let smallest = found.problems.first {
        addFromNetworks(of: smallest, to: &archive, session)
        session.reserving(0, taking: limits.trees) { addTrees(smallest, showsNoise, to: &archive, $0) }
      }
    }
    return archive.outcome(session.budget)
  }

  /// The problems in fewer quantities, and the error of a network of these.
  private func reduced(_ session: SearchSession) -> (problems: [Subproblem], error: Double)? {
    guard session.context.methods.contains(SymmetryReduction.name) else { return nil }
    var reduction = SymmetryReduction()
    reduction.seed = session.options.seed
    let table = FeatureTable(session.training, rows: ExactForms.rows)
    let (remaining, isOver) = session.budget.remaining.multipliedReportingOverflow(
      by: limits.operationsOfTraining)
    let own = WorkBudget(
      limit: isOver ? WorkBudget.unlimited : remaining, cancellation: session.budget.cancellation)
    let found = reduction.reduced(Subproblem(table), in: session.context.spending(own))
    session.budget.spend(own.spent / limits.operationsOfTraining)
    return found
  }

  /// Cheap looks at all problems for laws that reproduce every row.
  private func addQuick(_ problems: [Subproblem], to archive: inout LawArchive, _ session: SearchSession) {
    for problem in problems where isNeeded(after: archive.outcome(session.budget)) {
      archive.add(ExactForms(session, of: problem).quickLaws().map(\.expression), in: session)
    }
  }

  /// Expensive looks for such laws.
  private func addThorough(_ problems: [Subproblem], to archive: inout LawArchive, _ session: SearchSession) {
    // Residuals that look like noise may be those of a series, but are noise in most cases.
    guard archive.outcome(session.budget) == .open else { return }
    for breadth in [Look.Breadth.powers, .functions] {
      for problem in problems where isNeeded(after: archive.outcome(session.budget)) {
        archive.add(
          ExactForms(session, of: problem).thoroughLaws(breadth).map(\.expression), in: session)
      }
    }
  }

  /// Laws that are read off the simplest networks of the quantities that remain: sums and products of one curve of each, whose form no
  /// family has.
  private func addFromNetworks(
    of problem: Subproblem, to archive: inout LawArchive, _ session: SearchSession
  ) {
    guard archive.outcome(session.budget) == .open, problem.inputs.count > 1,
      let (data, quantities) = Self.table(of: problem)
    else { return }
    let laws = LawSearch.laws(
      of: data, like: session, using: [SimpleNetworksStage.name, RecognitionStage.name])
    archive.add(laws.map { problem.composed(with: $0.substituting(quantities)) }, in: session)
  }

  /// A table of the quantities that remain and of the target without its factors and terms, each row with its weight, and the quantities
  /// by their names in the table.
  private static func table(of problem: Subproblem) -> (Dataset, quantities: [String: Expression])? {
    let names = problem.inputs.map { TextPrinter().print(problem.table.variable($0)) }
    let weights = problem.values.indices.map { problem.weight(at: $0) }.map { $0 * $0 }
    guard
      let data = try? Dataset(
        inputNames: names, inputs: problem.columns, targetNames: ["t"], targets: [problem.values],
        weights: weights.allSatisfy { $0 == 1 } ? nil : weights)
    else { return nil }
    return (data, Dictionary(uniqueKeysWithValues: zip(names, problem.inputs.map(problem.table.variable))))
  }

  /// Laws from the search over expressions, which reaches furthest in few quantities.
  private func addTrees(
    _ problem: Subproblem, _ showsNoise: Bool, to archive: inout LawArchive, _ session: SearchSession
  ) {
    guard archive.outcome(session.budget) == .open, !problem.inputs.isEmpty else { return }
    if showsNoise {
      let look = Look(breadth: .functions, isThorough: true, weighting: .absoluteNoise)
      let forms = NoisyForms(session)
      forms.add(
        forms.proposals(for: [problem], of: [.trees], in: session.context.looking(look)), to: &archive)
    } else {
      let context = session.context.looking(Look(breadth: .pairs, isThorough: true))
      archive.add(
        LawFamilies.members(.trees, in: context).flatMap { $0.candidates(for: problem, in: context) },
        in: session)
    }
  }

  private func addNoisy(_ problems: [Subproblem], to archive: inout LawArchive, _ session: SearchSession) {
    let forms = NoisyForms(session)
    for breadth in [Look.Breadth.powers, .functions]
    where !problems.isEmpty && isNeeded(after: archive.outcome(session.budget)) {
      forms.look(at: problems, breadth, addingTo: &archive)
    }
  }
}
