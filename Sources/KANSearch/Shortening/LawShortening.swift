import KANFormula
import KANSymbolic

/// Looks for the nearest law of every complexity below that of laws that are known: from the longest down, the best of each complexity
/// lose one part after the other, and the constants of what is left are fitted again.
///
/// This is how decision trees and networks are pruned, applied to formulas: a part that brings little goes, whatever brought it in.
struct LawShortening {
  struct Settings: Sendable {
    /// Laws of the same complexity that are shortened, those of the least error, and how many of them while better ones come up.
    var width = 2
    var steps = 4
    /// The complexity from which a law is too long to be shortened: every step of it is a fit for each of its parts.
    var longest = 60
    /// A law must leave so much less than every simpler one.
    var worthwhile = 0.9
    /// The error, over the spread of the target, above which nothing is worth a place.
    var useless = 0.9
    /// Beside noise a shorter form of the leading law may leave so much more, and so many of these forms are kept.
    var (asGood, companions) = (1.02, 3)
  }

  /// A form with its constants, how far it is off on the rows, and the law that it comes of.
  struct Form: Sendable {
    let law: Expression
    let error: Double
    /// The place of that law among the ones that were given.
    let source: Int
  }

  let refiner: ExpressionRefiner
  let forms: ShorterForms
  let box: [String: ClosedRange<Double>]
  /// Whether a form may be a law at all.
  let isAllowed: (Expression) -> Bool
  var settings = Settings()

  /// The forms that leave less than every simpler one, simplest first, and shorter ones that are as good as the leading law.
  ///
  /// - Parameter leading: The place of the law that is chosen so far. In noise it leaves little less than simpler ones; it is shortened all the same.
  func shorter(than laws: [Expression], leading: Int? = nil, budget: WorkBudget) -> [Form] {
    var levels: [Int: [Form]] = [:]
    var seen: Set<Expression> = []
    for (source, law) in laws.enumerated() where seen.insert(law.form).inserted {
      let error = refiner.relativeError(of: law)
      if error.isFinite {
        levels[law.complexity, default: []].append(Form(law: law, error: error, source: source))
      }
    }
    let leader = leading.map { laws[$0] }
    let longest = levels.keys.filter { $0 <= settings.longest }.max() ?? 0
    for complexity in stride(from: longest, to: 1, by: -1) {
      let limit = min(settings.worthwhile * leastError(below: complexity, levels), settings.useless)
      var done: Set<Expression> = []
      // A step may lead to a better law of the same complexity, which is shortened in its turn.
      while done.count < settings.steps,
        let form = levels[complexity]?.first(where: { $0.law == leader && !done.contains($0.law) })
          ?? levels[complexity]?.sorted(by: { $0.error < $1.error }).prefix(settings.width)
          .first(where: { $0.error < limit && !done.contains($0.law) })
      {
        done.insert(form.law)
        for step in forms.of(form.law, budget: budget) {
          if budget.isExhausted { return front(levels) + companions(of: leading, leader, levels) }
          let next = step.simplified(on: box)
          guard next.complexity <= complexity, !next.variables.isEmpty, isAllowed(next),
            seen.insert(next.form).inserted, let refined = refiner.refine(next, budget: budget)
          else { continue }
          let law = refined.expression
          levels[law.complexity, default: []].append(
            Form(law: law, error: refiner.relativeError(of: law), source: form.source))
        }
      }
    }
    return front(levels) + companions(of: leading, leader, levels)
  }

  /// Forms of the leading law that are shorter and as good, simplest first.
  private func companions(of leading: Int?, _ leader: Expression?, _ levels: [Int: [Form]]) -> [Form] {
    let all = levels.values.joined()
    guard let leader, let error = all.first(where: { $0.law == leader })?.error else { return [] }
    return all.filter {
      $0.source == leading && $0.law.complexity < leader.complexity && $0.error < settings.asGood * error
    }.sorted { ($0.law.complexity, $0.error) < ($1.law.complexity, $1.error) }
      .prefix(settings.companions).map { $0 }
  }

  private func leastError(below complexity: Int, _ levels: [Int: [Form]]) -> Double {
    levels.filter { $0.key < complexity }.values.joined().map(\.error).min() ?? .infinity
  }

  private func front(_ levels: [Int: [Form]]) -> [Form] {
    var front: [Form] = []
    for complexity in levels.keys.sorted() {
      guard let best = levels[complexity]?.min(by: { $0.error < $1.error }) else { continue }
      if best.error < settings.worthwhile * (front.last?.error ?? settings.useless) { front.append(best) }
    }
    return front
  }
}
