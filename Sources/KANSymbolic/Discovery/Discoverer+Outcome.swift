import KANFormula
import KANModel

/// What a search hands back.
extension Discoverer {
  /// The best law with its errors, the network behind it and the account.
  func discovery() throws(SymbolicError) -> Discovery {
    let verdict = laws.verdict(withErrorUpTo: errorLimit)
    // Where no law does what the best network does, that network is the result, and the law an approximation of it.
    let isBetter = networkError < (laws.best?.built.validationError ?? .infinity)
    let better = verdict == .approximate && isBetter ? bestSpline?.network : nil
    guard let network = better ?? laws.best?.network ?? bestSpline?.network else {
      throw stop.isRaised ? .stopped : .nothingTrained
    }
    var units = UnitsAccount(columns: options.units.mapValues(\.symbol), groups: [], scale: nil, note: nil)
    units.refused = laws.refused.count
    let account = DiscoveryAccount(
      verdict: verdict, choice: laws.choice, networkError: bestSpline?.validationError,
      units: options.units.isEmpty ? nil : units, attempts: attempts,
      trainingRows: trainingRows,
      validationRows: validationRows, seconds: (ContinuousClock.now - started) / .seconds(1),
      warnings: warnings)
    let best = laws.best
    let formula = best.map { withUnits(certified($0)) }
    return Discovery(
      formula: formula, network: network,
      account: account,
      candidates: laws.paretoFront.map { law in
        .init(
          formula: law.built.expression == best?.built.expression
            ? formula ?? withUnits(builder.formula(law.built)) : withUnits(builder.formula(law.built)),
          network: self.network(of: law.built.expression) ?? law.network,
          verdict: law.verdict(withErrorUpTo: errorLimit), error: law.built.validationError,
          descriptionLength: law.descriptionLength)
      })
  }

  /// Up to which error a law may be said to leave only noise: what the best network leaves, or, where none was trained, what
  /// a law left that neither in sign nor in size has to do with any input. Where nothing tells how large the noise is, no
  /// law is within it.
  ///
  /// The network is the best of many on the same rows: its lead must exceed what chance makes of so few, one and a half
  /// standard errors of a root mean square.
  private var errorLimit: Double {
    let level = networkError.isFinite ? networkError : noiseLevel ?? 0
    return level * max(1.05, 1 + 1.5 / (2 * Double(validationRows)).squareRoot())
  }

  /// A law as users keep it, with the units of its columns.
  private func withUnits(_ law: Formula) -> Formula {
    var formula = law
    formula.outputUnit = options.units[formula.outputName]?.symbol
    for i in formula.variables.indices {
      formula.variables[i].unit = options.units[formula.variables[i].name]?.symbol
    }
    return formula
  }

  /// A law with its proven distance from the network that it came from.
  private func certified(_ law: LawCollection.Law) -> Formula {
    builder.certified(
      law.built, splines: law.splines ?? law.network, closedForm: law.splines == nil ? nil : law.network,
      on: data.inputs, options: options.certification)
  }
}
