import KANFormula
import KANNumerics
import KANSymbolic

/// Determines the verdict on a law: nothing that was trained, found or fitted may leave smaller residuals if these are to be called
/// noise.
struct LawJudge {
  private let archive: LawArchive
  private let session: SearchSession
  /// The tests of residuals; `nil` if something else excludes noise for every law of the table.
  private var evidence: NoiseEvidence?
  /// The smallest error in the table of a law with known constants.
  private let leastError: Double
  /// The shortest description of a constant.
  private let constantLength: Double
  /// The budget for curves in residuals, which are always tested.
  private let budget = WorkBudget()

  init(_ archive: LawArchive, in session: SearchSession) {
    self.archive = archive
    self.session = session
    leastError =
      archive.laws.filter { $0.hasKnownConstants && !$0.breaksInside }.map { archive.error(of: $0) }.min()
      ?? .infinity
    constantLength =
      archive.laws.filter { $0.expression.variables.isEmpty }.map(\.length.total).min() ?? .infinity
    if (archive.table + [archive.chosen].compactMap { $0 }).contains(where: {
      !$0.isExact && cheapShortfalls(of: $0).isEmpty
    }) {
      evidence = NoiseEvidence(
        training: session.training.limited(to: NoiseEvidence.rows), judged: session.judged)
    }
  }

  /// The verdict on a law, and the reasons that keep it from being called within noise.
  func verdict(on law: Law) -> (verdict: Discovery.Account.Verdict, shortfalls: [Discovery.Account.Shortfall])
  {
    if law.isExact { return (.exact, []) }
    var found = cheapShortfalls(of: law)
    // Curves are fitted only if nothing excludes noise yet.
    if found.isEmpty, let evidence {
      let findings = evidence.findings(against: law.expression, noise: law.noise, budget: budget)
      if findings.flexibleIsBetter { found.append(.curveIsBetter) }
      if findings.replicatesDisagree { found.append(.replicatesDisagree) }
      if findings.neighboursAgree { found.append(.residualsFollowInputs) }
      if found.isEmpty, mayHideMore(law) { found.append(.rowsAreTooFew) }
    }
    return (found.isEmpty ? .withinNoise : .approximate, found)
  }

  /// The noise that the table itself shows, over the target's spread.
  func noise(besides law: Law) -> Discovery.Account.Noise? {
    guard let residuals = session.fitter.residuals(of: law.expression) else { return nil }
    return NoiseEstimate(of: residuals.values, inputs: residuals.inputs).map {
      .init(
        source: $0.source.rawValue, size: $0.variance.squareRoot() / session.fitter.absolute.training.spread)
    }
  }

  /// Whether there are too few rows to reveal relevant structure in the residuals of a law, if only the law determines the size of
  /// the noise.
  private func mayHideMore(_ law: Law) -> Bool {
    let rows = session.data.limited(to: StructureOdds.rows)
    guard !session.data.weightsAreInverseVariances, noise(besides: law) == nil,
      let compiled = try? CompiledExpression(law.expression, variables: rows.inputNames),
      let resolution = Resolution(
        of: compiled.values(rows.inputs), target: rows.targets[0], noise: law.noise)
    else { return false }
    return resolution.hiddenStructure > Self.largestHidden
  }

  /// The structure, over the target's spread, that may hide in the residuals of a law: two percent of the variance.
  private static let largestHidden = 0.14

  /// Whether the best network is better on the validation rows: in values and, if their noise is not of one size, also under that
  /// noise, since networks are fitted to values, of which the largest dominate.
  private func networkIsBetter(than law: Law) -> Bool {
    // The network is the best of many on the same rows: its lead must exceed chance.
    let chance = Chance.leadOfErrors(rows: session.validationRows)
    guard law.error > archive.networks.error * chance else { return false }
    guard archive.errorMeasure != .values, let judged = session.judged, let unseen = archive.unseen,
      let network = archive.networks.best?.network
    else { return true }
    let error = unseen.error(of: network(judged.inputs)[0], under: archive.noise)
    return archive.error(of: law) > error * chance
  }

  private func cheapShortfalls(of law: Law) -> [Discovery.Account.Shortfall] {
    var found: [Discovery.Account.Shortfall] = []
    let chance = Chance.leadOfErrors(rows: session.judgedRows)
    // Stated errors determine the size of the noise.
    let chiSquare =
      session.data.weightsAreInverseVariances
      ? Discovery.Account.ChiSquare(of: session.fitter.finalFit(of: law).expression, in: session.data) : nil
    if archive.networks.error.isFinite {
      if networkIsBetter(than: law) { found.append(.networkIsBetter) }
    } else if chiSquare == nil, archive.noiseLevel.map({ law.error > $0 * chance }) ?? true {
      found.append(.noiseIsUnknown)
    }
    if chiSquare?.refusesLaw == true { found.append(.statedErrorsAreSmaller) }
    if archive.error(of: law) > leastError * chance
      || archive.laws.contains(where: { archive.isNearer($0, than: law) })
    {
      found.append(.otherLawIsBetter)
    }
    // Laws for comparison were not tested yet.
    let hasNoTrend =
      law.isReference && found.isEmpty
      ? session.fitter.residuals(of: law.expression)?.haveNoTrend == true : law.hasNoTrend || law.isReference
    if !hasNoTrend { found.append(.residualsFollowInputs) }
    if law.mayImitate { found.append(.mayImitate) }
    if !law.expression.variables.isEmpty, constantLength < law.length.total {
      found.append(.constantIsShorter)
    }
    // A given form is not compared with a constant.
    if session.context.likelihood == .gaussian, law.error > chance, !law.expression.variables.isEmpty {
      found.append(.meanIsNearer)
    }
    return found
  }
}
