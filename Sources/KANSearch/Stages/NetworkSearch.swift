import KANFormula
import KANModel
import KANSymbolic
import KANTraining

/// The common part of the stages that train networks: structures are trained in tiers, the promising ones are refined, and their
/// laws are recognised.
struct NetworkSearch {
  let session: SearchSession

  /// The numbers on which decisions depend.
  private struct Limits {
    /// A relative error that noise or a singular point may cause, but hardly ever a wrong structure.
    var convincingError = 5e-3
    /// Structures of a tier get a finer grid if their error is within this factor of the best, or this small, and they explain something.
    var nearness = 30.0
    var goodError = 1e-3
    var largestError = 0.9
    var promising = 3
    /// The number of combinations of closed forms that become laws, if they are this near to their splines.
    var combinations = 4
    var approximation = 30.0
    /// The ratio to the error of the splines up to which the constants of a closed form may be meaningful.
    var faithfulness = 2.0
    /// The error at which the residuals of splines are negligible.
    var nothing = 1e-9
    /// The number of waiting structures that are recognised at the end, those within this factor of the best, smallest first.
    var waiting = 4
    var near = 1.1
  }

  private let limits = Limits()

  init(_ session: SearchSession) { self.session = session }

  private var budget: WorkBudget { session.budget }
  private var names: [String] { session.data.inputNames }

  /// Trains a tier, refines the best of it, and tries those that fit well; the others wait until all are known.
  ///
  /// - Parameter outcomes: The states of the search in which the next structure is refined.
  func search(_ tier: [Structure], _ archive: inout LawArchive, while outcomes: [SearchOutcome]) {
    guard !tier.isEmpty else { return }
    refine(promising(train(tier, &archive)), &archive, while: outcomes)
  }

  func refine(
    _ candidates: some Sequence<StructureTrainer.Trained>, _ archive: inout LawArchive,
    while outcomes: [SearchOutcome]
  ) {
    for candidate in candidates where outcomes.contains(archive.outcome(budget)) {
      session.report(
        phase: "refining \(candidate.structure.description(inputs: names))", step: archive.attempts.count,
        loss: candidate.validationError)
      let refined = session.trainer.pruned(
        session.trainer.refined(candidate, budget: budget), budget: budget)
      archive.networks.note([refined])
      if refined.validationError < limits.convincingError {
        recognise(refined, &archive)
      } else {
        archive.networks.waiting.append(refined)
      }
    }
  }

  /// Trains the structures of a tier in parallel; the result does not depend on the number of threads.
  func train(_ tier: [Structure], _ archive: inout LawArchive) -> [StructureTrainer.Trained] {
    guard session.trainsNetworks else { return [] }
    session.report(
      phase: "training \(tier.count) structure\(tier.count == 1 ? "" : "s")", step: archive.attempts.count)
    let trainer = session.trainer
    let results = session.context.map(tier) { trainer.screened($0, budget: $1.budget) }
    archive.networks.tried.formUnion(tier)
    let trained = results.compactMap { $0 }
    for item in trained {
      archive.attempts.append(
        .init(
          origin: .network(structure: item.structure.description(inputs: names)),
          splineError: item.validationError))
    }
    archive.networks.note(trained)
    return trained
  }

  /// The structures that get a finer grid and a formula: those near the best of their tier.
  func promising(_ trained: [StructureTrainer.Trained]) -> [StructureTrainer.Trained] {
    let sorted = trained.sorted { $0.validationError < $1.validationError }
    guard let best = sorted.first else { return [] }
    let limit = max(best.validationError * limits.nearness, limits.goodError)
    return Array(
      sorted.filter { $0.validationError <= limit && $0.validationError < limits.largestError }
        .prefix(limits.promising))
  }

  /// If no structure fits clearly better, noise decides: the best few are tried, of equal ones the smaller first.
  func recogniseWaiting(_ archive: inout LawArchive) {
    let waiting = archive.networks.waiting
    let best = waiting.map(\.validationError).min() ?? .infinity
    let near = waiting.filter { $0.validationError <= limits.near * best }.sorted {
      $0.structure.edgeCount < $1.structure.edgeCount
    }
    let rest = waiting.filter { $0.validationError > limits.near * best }.sorted {
      $0.validationError < $1.validationError
    }
    for candidate in (near + rest).prefix(limits.waiting) {
      let outcome = archive.outcome(budget)
      guard outcome != .settled, outcome != .exhausted else { return }
      if mayDoBetter(candidate, archive) { recognise(candidate, &archive) }
    }
  }

  /// The ratio of the splines' error to that of the best law up to which they may contain a better law, and the ratio if that law
  /// leaves only noise.
  private static let (lead, leadInNoise) = (10.0, 1.5)

  /// Whether a structure can explain more than the best law. A formula is rarely much better than the splines that it is read off,
  /// except near a singular point; if the best law leaves only noise, splines come near it.
  private func mayDoBetter(_ candidate: StructureTrainer.Trained, _ archive: LawArchive) -> Bool {
    let error = archive.bestError
    return candidate.validationError
      <= (archive.outcome(budget) == .noise
        ? Self.leadInNoise * error : Self.lead * max(error, Exactness.visibleNoise))
  }

  /// Tries to recognise the law of a refined structure.
  private func recognise(_ refined: StructureTrainer.Trained, _ archive: inout LawArchive) {
    let structure = refined.structure.description(inputs: names)
    session.report(
      phase: "recognising \(structure)", step: archive.attempts.count, loss: refined.validationError,
      edges: refined.structure.edgeCount)
    let outcomes = session.symbolizer.symbolified(
      refined.network, splineError: refined.validationError, budget: budget)
    for outcome in outcomes.prefix(limits.combinations) {
      // If the splines are much better, refining a formula is postponed to the end.
      guard outcome.validationError <= max(limits.approximation * refined.validationError, limits.nothing)
      else {
        archive.networks.postponed.append(.init(structure: structure, outcome: outcome))
        continue
      }
      // Its constants can be meaningful only if the closed form is as good as the splines.
      let isFaithful =
        outcome.validationError <= max(limits.faithfulness * refined.validationError, limits.nothing)
      guard let law = law(of: outcome, structure, recognizing: isFaithful) else { continue }
      archive.add(law, splineError: refined.validationError)
      if law.isSettled { break }
    }
  }

  /// If no closed form fits, the best approximations are still shown.
  func buildPostponed(_ archive: inout LawArchive) {
    let best = archive.networks.postponed.sorted { $0.outcome.validationError < $1.outcome.validationError }
    for waiting in best.prefix(limits.promising) {
      if let law = law(of: waiting.outcome, waiting.structure, recognizing: false) { archive.add(law) }
    }
  }

  private func law(of outcome: Symbolizer.Outcome, _ structure: String, recognizing: Bool) -> Law? {
    guard let composed = try? outcome.network.expressions().first else { return nil }
    return session.fitter.law(
      composed, from: .network(structure: structure), weighting: .absoluteNoise, recognizing: recognizing,
      networks: Law.Networks(splines: outcome.splines, closedForm: outcome.network), budget: budget)
  }
}
