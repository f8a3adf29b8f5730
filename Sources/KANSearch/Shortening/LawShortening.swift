import KANFormula
import KANSymbolic

/// Searches the most accurate law of every complexity below that of known laws: from the longest down, the best of each complexity
/// lose one part after another, and the remaining constants are fitted again.
///
/// This is the pruning of decision trees and networks, applied to formulas: a part that contributes little is removed, whatever
/// introduced it.
struct LawShortening {
  struct Settings: Sendable {
    /// The number of laws of the same complexity that are shortened, those with the smallest errors, and its limit while better
    /// ones are found.
    var width = 2
    var steps = 4
    /// The complexity from which a law is too long to be shortened: every step needs a fit for each of its parts.
    var longest = 60
    /// The ratio of errors to that of every simpler law that a law must fall below.
    var worthwhile = 0.9
    /// The relative error above which laws are dropped.
    var useless = 0.9
    /// Under noise, the largest ratio of the error of a shorter form to that of the leading law, and the number of such forms kept.
    var (asGood, companions) = (1.02, 3)
  }

  /// A form with its constants, its error on the rows, and the law from which it comes.
  struct Form: Sendable {
    let law: Expression
    let error: Double
    /// The index of that law among the given ones.
    let source: Int
  }

  let refiner: ExpressionRefiner
  let forms: ShorterForms
  let box: [String: ClosedRange<Double>]
  /// Whether a form is admissible as a law.
  let isAllowed: (Expression) -> Bool
  var settings = Settings()

  /// The forms with a smaller error than every simpler one, simplest first, and shorter forms of the leading law that are as accurate.
  ///
  /// - Parameter leading: The index of the law that is chosen so far. Under noise its error is hardly smaller than that of simpler laws,
  ///   but it is shortened nevertheless.
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
      // A step may lead to a better law of the same complexity, which is then shortened, too.
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

  /// Shorter forms of the leading law that are as accurate, simplest first.
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
