import KANFitting
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
  /// The noise under which laws and networks are compared.
  private let noise: NoiseModel
  /// The laws with known constants, and their residuals and errors under that noise.
  private let sound: [Rival]
  /// The laws of the table.
  let table: [Law]
  /// The rows on which laws and networks are judged, and the values of the best network there; `nil` if no network was trained on
  /// the table itself.
  private let shared: (rows: UnseenRows, network: [Double])?
  /// What was found against the laws of the table without fits of curves.
  private var known: [Expression: Objections] = [:]
  /// The shortest description of a constant.
  private let constantLength: Double
  /// The budget for curves in residuals, which are always tested.
  private let budget = WorkBudget()

  /// A law with which others are compared.
  private struct Rival {
    let law: Law
    let form: Expression
    let error: Double
    let residuals: UnseenRows.ScaledResiduals?

    init(_ law: Law, in archive: LawArchive, under noise: NoiseModel) {
      self.law = law
      form = law.expression.form
      error = archive.error(of: law, under: noise)
      residuals = archive.unseen.flatMap { $0.residuals(of: law.built.predictions, under: noise) }
    }
  }

  /// What speaks against a law, and the law that is better beyond chance.
  private struct Objections {
    let shortfalls: [Discovery.Account.Shortfall]
    let better: Law?
  }

  /// The probability below which a lead is no chance, after correction for the number of those that competed.
  private static let significance = 0.01
  /// The probability of χ² with the stated errors above which no network can refute a law.
  private static let goodProbability = 0.01

  /// - Parameter chosen: The chosen law of the archive.
  init(_ archive: LawArchive, choosing chosen: Law?, in session: SearchSession) {
    self.archive = archive
    self.session = session
    let noise = archive.noise
    self.noise = noise
    sound = archive.laws.filter(\.hasKnownConstants).map { Rival($0, in: archive, under: noise) }
    let table = archive.table(with: chosen)
    self.table = table
    shared = archive.unseen.flatMap { unseen in
      guard archive.networks.errorInForm == nil, let network = archive.networks.best?.network else {
        return nil
      }
      return (
        session.validationPlaces.map(unseen.selecting) ?? unseen,
        network(session.trainer.validation.columns)[0]
      )
    }
    constantLength =
      archive.laws.filter { $0.expression.variables.isEmpty }.map(\.length.total).min() ?? .infinity
    for law in table + [chosen].compactMap({ $0 }) where !law.isExact && known[law.expression] == nil {
      known[law.expression] = objections(to: law)
    }
    if known.values.contains(where: \.shortfalls.isEmpty) {
      let limit = session.isCancelled ? NoiseEvidence.fewRows : NoiseEvidence.rows
      evidence = NoiseEvidence(
        training: session.training.limited(to: limit), judged: session.judged, limit: limit)
    }
  }

  /// The verdict on a law, and the reasons that keep it from being called within noise.
  func verdict(on law: Law) -> (verdict: Discovery.Account.Verdict, shortfalls: [Discovery.Account.Shortfall])
  {
    if law.isExact { return (.exact, []) }
    var found = (known[law.expression] ?? objections(to: law)).shortfalls
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

  // MARK: - Networks

  /// The predictions of a law for the rows on which networks are judged; `nil` if they are not known.
  private func predictions(of law: Law) -> [Double]? {
    guard let unseen = archive.unseen, law.built.predictions.count == unseen.count else { return nil }
    return session.validationPlaces.map { $0.map { law.built.predictions[$0] } } ?? law.built.predictions
  }

  /// The errors of a law and of the best network on the same rows and in the same measure, that of the table; `nil` if one of them
  /// is not known.
  func comparison(with law: Law) -> Discovery.Account.NetworkComparison? {
    guard let shared, let predictions = predictions(of: law) else { return nil }
    let (network, own) = (
      shared.rows.error(of: shared.network, under: noise), shared.rows.error(of: predictions, under: noise)
    )
    guard network.isFinite, own.isFinite else { return nil }
    return .init(
      networkError: network, lawError: own, rows: shared.rows.count,
      measure: shared.rows.measure(under: noise))
  }

  /// Whether the best network is better on the same validation rows, beyond chance, under the noise of the table: networks are fitted
  /// to values, of which the largest dominate. It is the best of many, and its lead must exceed that of the best of as many
  /// without any.
  private func networkIsBetter(than law: Law) -> Bool {
    let chance: Double
    if let shared, let predictions = predictions(of: law) {
      chance = shared.rows.chance(ofLeadOf: shared.network, over: predictions, under: noise)
    } else {
      let lead = Chance.leadOfErrors(rows: session.validationRows)
      guard law.error > archive.networks.error * lead else { return false }
      // Errors of labels are no sums of squares.
      guard session.context.likelihood == .gaussian else { return true }
      let ratio = law.error / max(archive.networks.error, .leastNormalMagnitude)
      // Of networks in a form only the error is known.
      let rows = max(1, session.validationRows)
      chance = FTest.probability(
        ofRise: ratio * ratio * Double(rows), removed: rows, residualVariance: 1, degreesOfFreedom: rows)
    }
    let competitors = archive.attempts.count { $0.splineError != nil }
    return Chance.probability(chance, amongBestOf: competitors) < Self.significance
  }

  // MARK: - Other laws

  /// A law that is better on unseen rows beyond chance, with a description that is hardly longer: one of the table if there is any,
  /// and the most significant one of them.
  func betterLaw(than law: Law) -> Law? { (known[law.expression] ?? objections(to: law)).better }

  private func mostSignificant(over law: Law) -> Law? {
    let own = Rival(law, in: archive, under: noise)
    let longest = law.length.total + LawArchive.spokenAgainst
    let rivals = sound.filter {
      $0.law.length.total <= longest && (law.breaksInside || !$0.law.breaksInside) && $0.form != own.form
    }
    let better = rivals.filter { $0.error < own.error }.map {
      (law: $0.law, chance: chance(of: $0, over: own))
    }
    .filter { Chance.probability($0.chance, amongBestOf: rivals.count) < Self.significance }
    let shown = better.filter { found in table.contains { $0.hasForm(of: found.law) } }
    return (shown.isEmpty ? better : shown).min { $0.chance < $1.chance }?.law
  }

  /// The probability that chance alone lets a law lead another.
  private func chance(of rival: Rival, over other: Rival) -> Double {
    if let unseen = archive.unseen {
      guard let first = rival.residuals, let second = other.residuals else { return 1 }
      return unseen.chance(ofLeadOf: first, over: second)
    }
    // Errors of labels are no sums of squares.
    return other.error > rival.error * Chance.leadOfErrors(rows: session.judgedRows) ? 0 : 1
  }

  // MARK: - Shortfalls

  /// What speaks against a law, apart from curves in its residuals.
  private func objections(to law: Law) -> Objections {
    let better = mostSignificant(over: law)
    var found: [Discovery.Account.Shortfall] = []
    let chance = Chance.leadOfErrors(rows: session.judgedRows)
    // Stated errors determine the size of the noise.
    let chiSquare =
      session.data.weightsAreInverseVariances
      ? Discovery.Account.ChiSquare(of: session.fitter.finalFit(of: law).expression, in: session.data) : nil
    if archive.networks.error.isFinite {
      let isWithinErrors = chiSquare.map { $0.probability > Self.goodProbability } ?? false
      if !isWithinErrors, networkIsBetter(than: law) { found.append(.networkIsBetter) }
    } else if chiSquare == nil, archive.noiseLevel.map({ law.error > $0 * chance }) ?? true {
      found.append(.noiseIsUnknown)
    }
    if chiSquare?.refusesLaw == true { found.append(.statedErrorsAreSmaller) }
    if better != nil { found.append(.otherLawIsBetter) }
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
    return Objections(shortfalls: found, better: better)
  }
}
