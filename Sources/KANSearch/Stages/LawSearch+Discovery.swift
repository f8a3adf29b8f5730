import KANData
import KANFitting
import KANFormula
import KANModel
import KANSymbolic

/// The result of a search.
extension LawSearch {
  private var options: Discovery.Options { session.options }

  /// The best law with its errors, its network and the account.
  ///
  /// - Parameter seconds: The duration of the search.
  func discovery(seconds: Double) throws(SymbolicError) -> Discovery {
    // A constant does not count as a law, but if no network was trained either, it is the only result of a quantity.
    let chosen = archive.chosen
    let best = chosen.flatMap {
      $0.expression.variables.isEmpty && !$0.isExact && (archive.networks.best != nil || $0.isShareOfLabels)
        ? nil : $0
    }
    let judge = LawJudge(archive, choosing: chosen, in: session)
    let judgement =
      best.map { judge.verdict(on: $0) } ?? (.none, reasonsForNone)
    // If no law is as good as the best network, that network is the result, and the law an approximation of it.
    let better =
      judgement.verdict == .approximate && archive.networks.error < (best?.error ?? .infinity)
      ? archive.networks.best?.network : nil
    let fit = best.map { session.fitter.finalFit(of: $0, isUrgent: session.isCancelled) }
    let formula = best.flatMap { law in fit.map { certified(law, $0) } }
    let ofLaw = formula.flatMap { network(of: $0.expression) } ?? best?.networks?.closedForm
    guard let network = better ?? ofLaw ?? archive.networks.best?.network ?? networkOfSimplestLaw else {
      throw SymbolicError(withoutResultAfter: session.budget.cancellation)
    }
    let table = judge.table
    var account = self.account(
      judgement.verdict, of: formula, choosing: chosen, among: table, seconds: seconds)
    account.shortfalls = judgement.shortfalls
    account.networkComparison = best.flatMap { judge.comparison(with: $0) }
    func betterLaw(than law: Law, _ shortfalls: [Discovery.Account.Shortfall]) -> Int? {
      guard shortfalls.contains(.otherLawIsBetter), let better = judge.betterLaw(than: law) else {
        return nil
      }
      return table.firstIndex { $0.hasForm(of: better) }.map { $0 + 1 }
    }
    account.betterLaw = best.flatMap { betterLaw(than: $0, judgement.shortfalls) }
    if let fit { account.warnings += OfferedConstants.notes(on: fit.recognitions, units: options.units) }
    account.errorMeasure = archive.errorMeasure
    // Rows have the numbers of the original table, including copies.
    if let best, !best.isExact, session.context.likelihood == .gaussian,
      let deciding = DecidingRows(
        of: best.expression, noise: best.noise, names: session.table.inputNames, inputs: session.table.inputs,
        target: session.table.targets[0], weights: session.table.weights, isRobust: options.isRobust)
    {
      account.warnings.append(deciding.note)
    }
    account.noise = best.flatMap { judge.noise(besides: $0) }
    if options.choice == .evidence,
      let structure = best.flatMap({
        structure(of: $0, isRefuted: judgement.shortfalls.contains(where: \.refutesForm))
      })
    {
      account.structure = structure
      account.choice?.logOdds = structure.logOdds
    }
    account.choice?.wholeLength = best.flatMap { law in
      fit.flatMap { session.fitter.wholeLength(of: law, $0)?.total }
    }
    return Discovery(
      formula: formula, network: network, account: account,
      candidates: table.map { law in
        let isBest = best.map { $0.hasForm(of: law) } ?? false
        let own = isBest ? formula ?? self.formula(law) : self.formula(law)
        let (verdict, shortfalls) = isBest ? judgement : judge.verdict(on: law)
        return Discovery.Candidate(
          formula: own, network: self.network(of: own.expression) ?? law.networks?.closedForm ?? network,
          origin: law.origin, splines: law.networks?.splines, verdict: verdict, shortfalls: shortfalls,
          networkComparison: isBest ? account.networkComparison : judge.comparison(with: law),
          betterLaw: isBest ? account.betterLaw : betterLaw(than: law, shortfalls),
          error: archive.error(of: law), descriptionLength: law.length.total,
          odds: (best ?? chosen.flatMap { $0.isShareOfLabels ? $0 : nil }).map {
            law.length.odds(against: $0.length)
          } ?? 1)
      })
  }

  /// Why there is no law of the inputs.
  private var reasonsForNone: [Discovery.Account.Shortfall] {
    (archive.leavesUnknownConstants ? [.constantsAreUnknown] : [])
      + (archive.unwanted > 0 ? [.othersWereLeftOut] : [])
  }

  /// How well the rows determine the structure of the chosen law; `nil` if nothing about it is uncertain, or for labels.
  private func structure(of chosen: Law, isRefuted: Bool) -> StructureEvidence? {
    guard !chosen.isExact, session.context.likelihood == .gaussian else { return nil }
    return StructureOdds(
      of: chosen, among: archive.laws, isRefuted: isRefuted,
      on: ExpressionRefiner(session.data.limited(to: StructureOdds.rows))
    )?.evidence
  }

  /// The fallback if nothing was trained and no law was found, as for a handful of rows of noise: the simplest law that is always
  /// shown. `nil` for a search that was stopped.
  private var networkOfSimplestLaw: Network? {
    guard !session.isCancelled else { return nil }
    return archive.table.lazy.compactMap { network(of: $0.expression) }.first
  }

  private func account(
    _ verdict: Discovery.Account.Verdict, of formula: Formula?, choosing chosen: Law?, among table: [Law],
    seconds: Double
  ) -> Discovery.Account {
    var units = UnitsAccount(columns: options.units.mapValues(\.symbol), groups: [], scale: nil, note: nil)
    if !options.units.isEmpty {
      let reduction = DimensionalReduction(of: session.table, units: options.units)
      units = UnitsAccount(
        columns: options.units.mapValues(\.symbol),
        groups: reduction.table?.groups.map { $0.name(in: options.units) } ?? [],
        scale: reduction.table?.scale.name(
          in: options.units, over: options.units[session.table.targetNames[0]]?.factor ?? 1),
        note: reduction.note)
      units.refused = archive.refused.count
      if let chosen { units.noteBalance(of: self.formula(chosen), units: options.units) }
    }
    let ending = self.ending
    return Discovery.Account(
      verdict: verdict, choice: archive.choice(of: chosen, in: table), origin: chosen?.origin,
      chiSquare: formula.flatMap { Discovery.Account.ChiSquare(of: $0.expression, in: session.data) },
      networkError: archive.networks.error.isFinite ? archive.networks.error : nil,
      units: options.units.isEmpty ? nil : units, attempts: archive.attempts,
      trainingRows: session.training.count, validationRows: session.validationRows,
      isCrossValidated: session.judged == nil, seconds: seconds, work: session.budget.spent, ending: ending,
      warnings: warnings
        + [ending.note(options), unwantedNote, Self.separationNote(chosen)].compactMap { $0 })
  }

  /// A note on the constants of a law that separates the labels; `nil` for other laws.
  private static func separationNote(_ chosen: Law?) -> String? {
    chosen?.separatesLabels == true
      ? "the law separates the labels completely on the rows of the fit: these determine only the ratios of its constants, "
        + "whose standard errors are therefore meaningless" : nil
  }

  /// A note on the number of laws that were left out because of the constraints; `nil` if there were none.
  private var unwantedNote: String? {
    let count = archive.unwanted
    guard count > 0 else { return nil }
    return
      "\(count) formula\(count == 1 ? "" : "s") left out because the constraints on formulas exclude them"
  }

  private var ending: Discovery.Account.Ending {
    if let reason = session.budget.cancellation.reason { return Discovery.Account.Ending(reason) }
    return session.budget.isExhausted ? .budget : .finished
  }

  /// The network that computes a formula.
  private func network(of law: Expression) -> Network? {
    let inputs = session.data.inputNames.map { Network.Feature(name: $0) }
    let outputs = [Network.Feature(name: session.data.targetNames[0])]
    if law.variables.isEmpty {
      // The output has no edges, and its bias is the constant.
      let grids = session.data.inputs.map { KnotGrid.adaptive(to: $0, intervals: 1, order: 3) }
      let layer = Layer(
        inputCount: inputs.count, sumCount: 1, base: .zero, grids: grids,
        edges: [Edge](repeating: .cut, count: inputs.count), biases: [law.value(at: [:])])
      return Network(inputs: inputs, outputs: outputs, layers: [layer])
    }
    return try? Network(
      expressions: [law], inputs: inputs, outputs: outputs,
      box: session.data.inputNames.map { session.fitter.absolute.box[$0] ?? 0...0 })
  }

  /// A law as a formula for users: with constants from all rows, unless someone waits, and the units of its columns.
  private func formula(_ law: Law) -> Formula {
    withUnits(
      session.fitter.absolute.formula(
        session.isCancelled ? law.built : session.fitter.finalFit(of: law), allowing: archive.admits))
  }

  /// The same with its range of validity, and its proven distance from the network that it came from, if there was one.
  private func certified(_ law: Law, _ built: FormulaBuilder.Built) -> Formula {
    withUnits(
      session.fitter.absolute.certified(
        built, splines: law.networks?.splines, closedForm: law.networks?.closedForm, on: session.data.inputs,
        options: options.certification, allowing: archive.admits))
  }

  private func withUnits(_ law: Formula) -> Formula {
    var formula = law
    formula.outputUnit = printedUnit(of: formula.outputName)
    for i in formula.variables.indices {
      formula.variables[i].unit = printedUnit(of: formula.variables[i].name)
    }
    return formula
  }

  /// The unit of a column; a pure number has none.
  private func printedUnit(of column: String) -> String? {
    guard let unit = options.units[column], unit.symbol != "1" else { return nil }
    return unit.symbol
  }
}
