import KANData
import KANFormula
import KANModel

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Discoverer {
  /// What linear selections find exactly needs no network to be found; a network of it is made all the same.
  mutating func lookForClosedForms() {
    guard options.methods.contains(.closedForms) else { return }
    report(phase: "looking for sums, ratios and products of terms", step: attempts.count)
    let deadline = Deadline(options.timeLimit * Self.shareOfTime, stop: stop)
    let search = closedFormSearch(training, until: deadline)
    var found = search.quickLaws()
    // A series may agree to eleven digits: where none of the laws is at rounding, longer ones get their chance.
    if !found.isEmpty, !found.contains(where: \.isAtRounding) {
      found = (found + search.exactLaws(.powers)).sorted { $0.cost < $1.cost }
    }
    adopt(found)
    if !isOver { lookForNoisyForms(search, .powers) }
    // Powers imitate other functions to within noise, so both are seen before one is chosen.
    if !isOver { lookForNoisyForms(search, .functions) }
    if !isOver && !leavesNoise { lookForCorrection(until: deadline) }
    for breadth in AtomMenu.Breadth.allCases where !isOver && !leavesNoise {
      adopt(search.exactLaws(breadth))
    }
  }

  private func closedFormSearch(_ data: Dataset, until deadline: Deadline) -> ClosedFormSearch {
    ClosedFormSearch(
      data, catalog: options.catalog, methods: options.methods, threads: options.threads, deadline: deadline)
  }

  /// Beside a large term a small one hides. Where all constants of a law that comes near are exact, what it leaves is the
  /// small one to all digits, and is looked for like a target.
  mutating func lookForCorrection(until deadline: Deadline) {
    guard let law = laws.best?.built.expression, law.freeConstants.isEmpty,
      let compiled = try? CompiledExpression(law, variables: training.inputNames)
    else { return }
    let rest = zip(training.targets[0], compiled.values(training.inputs)).map { $0 - $1 }
    guard let data = try? training.replacingTargets(with: [rest]) else { return }
    adopt(
      closedFormSearch(data, until: deadline).quickLaws().map {
        .init(expression: law + $0.expression, error: $0.error)
      })
  }

  /// The share of the time after which networks get their chance.
  private static let shareOfTime = 0.75

  /// Takes closed forms that reproduce every row, the best first.
  private mutating func adopt(_ candidates: [ClosedFormSearch.Candidate]) {
    for candidate in candidates.prefix(3) where !isSettled {
      guard let built = relativeBuilder.build(candidate.expression), built.validationError < 1e-9 else {
        continue
      }
      add(built, as: "closed form")
    }
  }

  /// The same where the target carries noise.
  private mutating func lookForNoisyForms(_ search: ClosedFormSearch, _ breadth: AtomMenu.Breadth) {
    report(phase: "looking for the same in noise", step: attempts.count)
    for candidate in search.noisyLaws(breadth) where !deadline.hasPassed {
      guard let built = builder.build(candidate.expression), built.validationError < 0.3 else { continue }
      add(built, as: "closed form")
      let kind = residuals(of: built.expression)?.kindOfNoise
      // What a series leaves of a smooth law looks like noise, too, but is small; networks then have their say.
      if kind != nil, !built.mayBeSeries || built.validationError > LawCollection.Law.visibleNoise {
        noiseLevel = min(noiseLevel ?? .infinity, built.validationError)
      }
      if kind == .share { addRelative(candidate.expression) }
    }
  }

  /// Adds a law that was found without a network, and makes a network of it.
  mutating func add(_ built: FormulaBuilder.Built, as structure: String) {
    guard let network = network(of: built.expression) else { return }
    laws.add(law(built, network))
    attempts.append(
      .init(
        structure: structure, splineError: nil, formulaError: built.validationError,
        formula: DiscoveryAccount.Attempt.text(of: built.expression)))
  }

  /// Adds a law with its constants at the least relative error: the likeliest ones where noise is a share of the target.
  private mutating func addRelative(_ expression: Expression) {
    guard let built = relativeBuilder.build(expression), let network = network(of: built.expression) else {
      return
    }
    let error = builder.validation.relativeError(of: built.expression)
    guard error.isFinite else { return }
    var law = law(
      FormulaBuilder.Built(
        refined: built.refined, recognitions: built.recognitions, validationError: error), network)
    // The density of y = f·(1 + σ·noise) has f in its denominator.
    let fit = built.refined.fit
    let n = Double(fit.residualCount)
    let target = relativeBuilder.training.target
    let density =
      target.reduce(0) { $0 + log(max(abs($1), .leastNormalMagnitude) / builder.training.spread) } / n
    law.misfit =
      Double(builder.training.target.count) * (0.5 * log(max(fit.sumOfSquares / n, 1e-26)) + density)
    laws.add(law)
  }

  func law(
    _ built: FormulaBuilder.Built, _ network: Network, splines: Network? = nil
  ) -> LawCollection.Law {
    LawCollection.Law(
      built: built, network: network, hasNoTrend: residuals(of: built.expression)?.haveNoTrend == true,
      splines: splines)
  }

  /// What a law leaves of the target; `nil` where it is not finite.
  private func residuals(of law: Expression) -> Residuals? {
    let rows = training.limited(to: Self.fittingRows)
    guard let compiled = try? CompiledExpression(law, variables: rows.inputNames) else { return nil }
    return Residuals(of: rows.targets[0], from: compiled.values(rows.inputs), inputs: rows.inputs)
  }
}
