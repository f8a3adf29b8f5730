import KANData
import KANFormula
import KANSymbolic

/// Exact laws of a few cheap terms.
struct SimpleFormsStage: SearchStage {
  static let name = "simple-forms"
  static let summary = "exact laws of a few terms, before any network is trained"

  /// The number of best laws that are added.
  static let laws = 3
  /// The share of the budget that closed forms reserve for networks.
  static let reserve = 0.25

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    session.report(phase: "looking for sums, ratios and products of terms", step: archive.attempts.count)
    session.reserving(Self.reserve) { session in
      let forms = ExactForms(session)
      var found = forms.quickLaws()
      // A series may agree to eleven digits: if none of the laws is at rounding, longer ones are also tried.
      if !found.isEmpty, !found.contains(where: \.isAtRounding) {
        found = (found + forms.thoroughLaws(.powers)).sorted { $0.length < $1.length }
      }
      archive.add(found.map(\.expression), in: session)
    }
    return archive.outcome(session.budget)
  }
}

extension ExactForms {
  /// Exact laws of a session's training rows, or of the residuals of a law on them.
  init(_ session: SearchSession, beside law: CompiledExpression? = nil) {
    func rows(_ limit: Int) -> Dataset {
      let rows = session.training.limited(to: limit)
      guard let law else { return rows }
      let rest = zip(rows.targets[0], law.values(rows.inputs)).map { $0 - $1 }
      return (try? rows.replacingTargets(with: [rest])) ?? rows
    }
    self.init(
      Subproblem(FeatureTable(rows(Self.rows), rows: Self.rows)),
      refiner: ExpressionRefiner(relativeTo: rows(Self.refiningRows)), in: session.context)
  }

  /// Exact laws of a problem to which a session's training rows were reduced.
  init(_ session: SearchSession, of problem: Subproblem) {
    self.init(
      problem, refiner: ExpressionRefiner(relativeTo: session.training.limited(to: Self.refiningRows)),
      in: session.context)
  }
}

extension LawArchive {
  /// Adds laws that are exact on the rows on which they were found, the best first, until one settles the search.
  mutating func add(_ laws: [Expression], in session: SearchSession) {
    for expression in laws.prefix(SimpleFormsStage.laws) where outcome(session.budget) != .settled {
      guard
        let law = session.fitter.law(
          expression, from: .family(SimpleFormsStage.name), weighting: .rounding, budget: session.budget),
        law.isExact || law.error < Exactness.unseen
      else { continue }
      add(law)
    }
  }
}
