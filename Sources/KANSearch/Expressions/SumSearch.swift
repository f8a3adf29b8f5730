import KANFormula
import KANSymbolic

/// Sums of trees by variable projection: term after term, several sums side by side, terms exchanged for better ones on the way.
///
/// Coefficients are always at their least-squares values (Golub & Pereyra 1973), so a term is judged by what no combination of
/// the others can say; constants inside a term are refined as soon as it joins. A beam alone stays with look-alikes that came
/// first; each of the best sums of a size therefore gives up its terms one by one for the best substitute.
struct SumSearch {
  /// The numbers that decide.
  struct Settings: Sendable {
    /// The sums of a size that are followed.
    var width = 24
    /// The cheapest trees of which all pairs and triples are tried, those of which all quadruples are, and the best that are
    /// followed of each size: a beam that begins with single trees misses sums no part of which says much.
    var triples = 2_200
    var quadruples = 220
    var seeds = 40
    /// The cheapest trees that every term is tried beside, and those that are tried in pairs beside a tree with a constant inside; the
    /// best of these whose constants are refined.
    var starts = 150
    var partners = 160
    var seedsWithConstants = 120
    /// The most terms.
    var terms = 7
    /// Terms without and with inner constants by which a sum is extended.
    var fixed = 12
    var free = 6
    /// The sums of a size whose terms are exchanged, the substitutes that are tried for each, and rounds of exchanges.
    var exchanged = 4
    var substitutes = 3
    var rounds = 2
    /// Sizes without a shorter description after which longer sums are not tried.
    var patience = 2
    /// The sums of each size that are returned.
    var results = 4
  }

  let fitter: TermSumFitter
  let bank: TermBank
  let context: SearchContext
  var settings = Settings()

  /// The best sums of each size, shortest description first.
  func run() -> [TermSum] {
    let seeds = self.seeds
    var beam = [fitter.nothing]
    var found: [(length: Double, sum: TermSum)] = []
    var best = Double.infinity
    var idle = 0
    for size in 1...settings.terms where !context.budget.isExhausted && idle < settings.patience {
      // A true term may say nothing by itself.
      if size == 2 { beam += starts }
      beam = exchanged(shortest(extensions(of: beam) + (seeds[size] ?? [])))
      guard let first = beam.first else { break }
      found += beam.prefix(settings.results).map { (fitter.length(of: $0), $0) }
      let length = fitter.length(of: first)
      idle = length < best ? 0 : idle + 1
      best = min(best, length)
      if fitter.isAtRounding(first) { break }
    }
    return found.sorted { $0.length < $1.length }.map(\.sum)
  }

  /// The best of all sums of a few cheap trees, by their number of terms.
  private var seeds: [Int: [TermSum]] {
    let subsets = bank.subsets(
      triples: settings.triples, quadruples: settings.quadruples, kept: settings.seeds,
      of: fitter.nothing.residual, budget: context.budget)
    let around = bank.subsetsAroundConstants(
      core: settings.partners, kept: settings.seedsWithConstants, of: fitter.nothing.residual, in: context)
    let sums = context.map(subsets + around) { entries, own in
      fitter.refined(
        entries.map { TermSum.Term(expression: $0.expression, cost: $0.cost) }, budget: own.budget)
    }
    return Dictionary(grouping: sums.compactMap { $0 }) { $0.terms.count }
  }

  /// The cheapest trees by themselves.
  private var starts: [TermSum] {
    bank.entries.filter { $0.freeTree == nil }.prefix(settings.starts).compactMap {
      fitter.linear(
        [TermSum.Term(expression: $0.expression, cost: $0.cost)], budget: context.budget)
    }
  }

  /// A sum with one more entry, and what its length would be.
  private struct Extension: Sendable {
    let terms: [TermSum.Term]
    let length: Double
    let isFree: Bool
  }

  /// The sums with one more term.
  private func extensions(of sums: [TermSum]) -> [TermSum] {
    let all = context.map(sums) { sum, own in
      proposals(for: sum, fixed: settings.fixed, free: settings.free, budget: own.budget)
    }.flatMap { $0 }
    // Terms with constants inside are worth more than their starts tell; they have a list of their own.
    let chosen = [false, true].flatMap { isFree in
      all.filter { $0.isFree == isFree }.sorted { $0.length < $1.length }.prefix(2 * settings.width)
    }
    return context.map(chosen) { fitter.refined($0.terms, budget: $1.budget) }.compactMap { $0 }
  }

  /// The most promising terms beside those of a sum.
  private func proposals(for sum: TermSum, fixed: Int, free: Int, budget: WorkBudget) -> [Extension] {
    let gains = bank.gains(residual: sum.residual, basis: sum.basis, budget: budget)
    let cost = sum.terms.reduce(0) { $0 + $1.cost }
    let constants = sum.constantCount
    var ofFixed: [(length: Double, entry: Int)] = []
    var ofFree: [Int: (length: Double, entry: Int)] = [:]
    for (n, entry) in bank.entries.enumerated() where gains[n] > 0 {
      let length = fitter.length(
        square: sum.square - gains[n], cost: cost + entry.cost,
        constants: constants + entry.expression.freeConstants.count + 1)
      if let tree = entry.freeTree {
        if length < (ofFree[tree]?.length ?? .infinity) { ofFree[tree] = (length, n) }
      } else {
        ofFixed.append((length, n))
      }
    }
    let chosen =
      ofFixed.sorted { ($0.length, $0.entry) < ($1.length, $1.entry) }.prefix(fixed)
      + ofFree.values.sorted { ($0.length, $0.entry) < ($1.length, $1.entry) }.prefix(free)
    return chosen.map { length, n in
      let entry = bank.entries[n]
      return Extension(
        terms: sum.terms + [TermSum.Term(expression: entry.expression, cost: entry.cost)], length: length,
        isFree: entry.freeTree != nil)
    }
  }

  /// The best sums with their terms exchanged for better ones, one at a time, for as long as that helps.
  private func exchanged(_ sums: [TermSum]) -> [TermSum] {
    var beam = sums
    for _ in 0..<settings.rounds where (beam.first?.terms.count ?? 0) > 1 && !context.budget.isExhausted {
      let places = beam.prefix(settings.exchanged).flatMap { sum in sum.terms.indices.map { (sum, $0) } }
      let substituted = context.map(places) { place, own -> [TermSum] in
        var terms = place.0.terms
        terms.remove(at: place.1)
        guard let rest = fitter.refined(terms, budget: own.budget) else { return [] }
        return proposals(
          for: rest, fixed: settings.substitutes, free: settings.substitutes, budget: own.budget
        ).compactMap { fitter.refined($0.terms, budget: own.budget) }
      }
      let before = beam.first.map(fitter.length)
      beam = shortest(beam + substituted.flatMap { $0 })
      if beam.first.map(fitter.length) == before { break }
    }
    return beam
  }

  /// The shortest descriptions, one of every form.
  private func shortest(_ sums: [TermSum]) -> [TermSum] {
    var seen: Set<Set<Expression>> = []
    return sums.map { (length: fitter.length(of: $0), sum: $0) }.sorted { $0.length < $1.length }
      .filter { seen.insert($0.sum.form).inserted }.prefix(settings.width).map(\.sum)
  }
}
