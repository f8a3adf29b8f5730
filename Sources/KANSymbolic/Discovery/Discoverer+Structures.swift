import KANFormula
import KANTraining

/// The search over networks: structures are trained in tiers, refined, and their laws brought out.
extension Discoverer {
  var inputCount: Int { data.inputNames.count }

  /// Inputs up to which all read-once structures are tried; beyond, they are grown.
  private static let exhaustiveInputs = 4

  /// Structures in the order in which they are tried, simple ones first.
  var tiers: [[Structure]] {
    let n = inputCount
    let simplest = n == 1 ? [Structure.additive(1)] : [.additive(n), .multiplicative(n)]
    let others = n <= Self.exhaustiveInputs ? Structure.all(n).filter { !simplest.contains($0) } : []
    let wrapped = others.map(\.wrapped) + simplest.dropFirst().map(\.wrapped)
    return [simplest, [.additive(n, wrapped: true)], others, wrapped].filter { !$0.isEmpty }
  }

  /// Trains a tier, refines the best of it, and tries those that fit well; the others wait until all are known.
  mutating func search(_ tier: [Structure], until end: KeyPath<Discoverer, Bool> = \.isOver) {
    refine(promising(train(tier)), until: end)
  }

  private mutating func refine(
    _ candidates: some Sequence<StructureTrainer.Trained>, until end: KeyPath<Discoverer, Bool> = \.isOver
  ) {
    for candidate in candidates where !self[keyPath: end] {
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
  mutating func searchWaiting() {
    let best = waiting.map(\.validationError).min() ?? .infinity
    let near = waiting.filter { $0.validationError <= 1.1 * best }.sorted {
      $0.structure.edgeCount < $1.structure.edgeCount
    }
    let rest = waiting.filter { $0.validationError > 1.1 * best }.sorted {
      $0.validationError < $1.validationError
    }
    for candidate in (near + rest).prefix(4) where !mustEnd && mayDoBetter(candidate) { consider(candidate) }
  }

  /// Whether a structure can explain more than the best law. A formula is seldom much better than the splines it is read off,
  /// but splines strain at a singular point; where the best law leaves only noise, one comes near it.
  private func mayDoBetter(_ candidate: StructureTrainer.Trained) -> Bool {
    let error = laws.best?.built.validationError ?? .infinity
    return candidate.validationError
      <= (isNoiseLeft ? 1.5 * error : 10 * max(error, LawCollection.Law.visibleNoise))
  }

  /// Takes the best step from a structure for as long as a step helps.
  mutating func grow(_ steps: KeyPath<Structure, [Structure]>, from start: Structure) {
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
  mutating func buildPostponed() {
    for outcome in postponed.sorted(by: { $0.validationError < $1.validationError }).prefix(3) {
      _ = law(from: outcome, recognizingConstants: false)
    }
  }
}
