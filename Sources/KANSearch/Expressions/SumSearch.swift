import KANFormula
import KANSymbolic

/// The search for sums of trees: a beam of sums that grow by terms and by pairs, with terms exchanged for better ones.
///
/// Coefficients are always fitted, so a term is judged by the part that no combination of the others can explain. A plain beam
/// search keeps look-alikes that came first, and among similar columns the true ones explain little alone. Therefore all small sums
/// of the cheapest trees are tried, sums grow by pairs as well as by single terms, and the best sums of every size have their
/// terms, singly and in pairs, exchanged for the best substitutes.
struct SumSearch {
  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The number of sums of each size that are kept.
    var width = 14
    /// The numbers of cheapest trees of which all pairs, all triples and all quadruples are tried; the number of the best kept of
    /// each size.
    var core = 900
    var triples = 500
    var quadruples = 120
    var seeds = 24
    /// The number of cheapest trees that are tried in pairs together with a tree with an inner constant; the number of the best kept.
    var partners = 110
    var seedsWithConstants = 60
    /// The number of cheapest trees with which every term is tried.
    var starts = 80
    /// The maximum number of terms.
    var terms = 7
    /// The numbers of terms without and with inner constants by which a sum is extended.
    var fixed = 8
    var free = 6
    /// The number of sums that are extended by pairs, and the number of pairs kept for each.
    var extendedByPairs = 6
    var pairs = 4
    /// The numbers of sums of each size whose terms are exchanged one by one, and in pairs; the number of substitutes tried for
    /// each, and of rounds of exchanges.
    var exchanged = 4
    var exchangedByPairs = 2
    var substitutes = 3
    var rounds = 3
    /// The number of sizes without a shorter description after which longer sums are not tried.
    var patience = 2
    /// The number of sums of each size that are returned.
    var results = 4
  }

  let fitter: TermSumFitter
  let bank: TermBank
  let context: SearchContext
  var settings = Settings()
  /// Sums that are already known.
  var known: [[TermSum.Term]] = []
  /// Sums that many laws contain in addition to other terms (`PolynomialBackgrounds`).
  var backgrounds: [[TermSum.Term]] = []

  /// The best sums of each size, shortest description first, and whether the residuals of the first are only rounding.
  func run() -> (sums: [TermSum], isExact: Bool) {
    let seeds = self.seeds
    let bySize = Dictionary(grouping: seeds) { $0.terms.count }
    // The best sums with two, one and no fewer terms.
    var (shorter, beam): ([TermSum], [TermSum]) = ([], [fitter.nothing])
    var found = shortest(seeds)
    var exact = found.filter(fitter.isAtRounding)
    var best = Double.infinity
    var idle = 0
    for size in 1...settings.terms where !context.budget.isExhausted && idle < settings.patience {
      // Longer sums fit the rounding itself.
      guard !exact.contains(where: { $0.terms.count + ($0.hasInnerConstants ? 1 : 0) < size }) else { break }
      // A true term may explain nothing alone.
      let begun = size == 2 ? beam + starts : beam
      let next = exchanged(
        shortest(extensions(of: begun) + extensionsByPairs(of: shorter) + (bySize[size] ?? [])))
      guard let first = next.first else { break }
      exact += next.prefix(settings.exchanged).filter(fitter.isAtRounding)
      found += next.prefix(settings.results)
      let length = fitter.length(of: first)
      idle = length < best ? 0 : idle + 1
      best = min(best, length)
      (shorter, beam) = (beam, next)
    }
    return (shortest(exact.map(withoutIdleTerms)) + shortest(found), !exact.isEmpty)
  }

  /// A sum whose residuals are only rounding, without superfluous terms, which only describe some of the rounding of the columns.
  private func withoutIdleTerms(_ exact: TermSum) -> TermSum {
    for n in exact.terms.indices where exact.terms.count > 1 {
      var fewer = exact.terms
      fewer.remove(at: n)
      if let shorter = fitter.refined(fewer, budget: context.budget), fitter.isAtRounding(shorter) {
        return withoutIdleTerms(shorter)
      }
    }
    return exact
  }

  // MARK: - Beginnings

  /// The best of all sums of a few cheap trees, known sums, and polynomials with one or two additional terms.
  private var seeds: [TermSum] {
    let target = fitter.nothing.residual
    let subsets =
      bank.subsets(
        triples: settings.triples, quadruples: settings.quadruples, kept: settings.seeds, of: target,
        budget: context.budget)
      + bank.sumsAroundConstants(
        core: settings.partners, kept: settings.seedsWithConstants, of: target, in: context)
    return refined(subsets.map { $0.map(term) } + known) + polynomials
  }

  /// Polynomials, with pairs of the core added, and with one and two further terms.
  private var polynomials: [TermSum] {
    let alone = refined(backgrounds)
    let withOne = extensions(of: alone)
    return alone + extensionsByPairs(of: alone) + withOne + extensions(of: shortest(withOne))
  }

  /// The cheapest trees alone.
  private var starts: [TermSum] { refined(bank.core.prefix(settings.starts).map { [term($0)] }) }

  private func term(_ entry: Int) -> TermSum.Term {
    TermSum.Term(expression: bank.entries[entry].expression, cost: bank.entries[entry].cost)
  }

  private func refined(_ sums: [[TermSum.Term]]) -> [TermSum] {
    context.map(sums) { fitter.refined($0, budget: $1.budget) }.compactMap { $0 }
  }

  // MARK: - Growth

  /// A sum with one more entry, and its predicted length.
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
    // Terms with inner constants are better than their starts show; they have a separate list.
    let chosen = [false, true].flatMap { isFree in
      all.filter { $0.isFree == isFree }.sorted { $0.length < $1.length }.prefix(3 * settings.width)
    }
    return refined(chosen.map(\.terms))
  }

  /// The sums extended by the pairs of the core that reduce their residuals most.
  private func extensionsByPairs(of sums: [TermSum]) -> [TermSum] {
    let all = context.map(Array(shortest(sums).prefix(settings.extendedByPairs))) { sum, own in
      bank.pairs(beside: sum, kept: settings.pairs, budget: own.budget).map { sum.terms + $0.map(term) }
    }
    return refined(all.flatMap { $0 })
  }

  /// The most promising additional terms for a sum.
  private func proposals(for sum: TermSum, fixed: Int, free: Int, budget: WorkBudget) -> [Extension] {
    let gains = bank.gains(beside: sum, budget: budget)
    let (cost, constants) = (sum.cost, sum.constantCount)
    var ofFixed: [(length: Double, entry: Int)] = []
    var ofFree: [Int: (length: Double, entry: Int)] = [:]
    for (n, price) in bank.prices.enumerated() where gains[n] > 0 {
      let length = fitter.length(
        square: sum.square - gains[n], cost: cost + price.cost, constants: constants + price.constants)
      if let tree = price.freeTree {
        if length < (ofFree[tree]?.length ?? .infinity) { ofFree[tree] = (length, n) }
      } else {
        ofFixed.append((length, n))
      }
    }
    let chosen =
      ofFixed.sorted { ($0.length, $0.entry) < ($1.length, $1.entry) }.prefix(fixed)
      + ofFree.values.sorted { ($0.length, $0.entry) < ($1.length, $1.entry) }.prefix(free)
    return chosen.map { length, n in
      Extension(
        terms: sum.terms + [term(n)], length: length, isFree: bank.entries[n].freeTree != nil)
    }
  }

  // MARK: - Exchange

  /// The best sums with their terms exchanged for better ones as long as that helps.
  private func exchanged(_ sums: [TermSum]) -> [TermSum] {
    var beam = sums
    var seen: Set<Set<Expression>> = []
    for _ in 0..<settings.rounds where !context.budget.isExhausted {
      guard let first = beam.first, first.terms.count > 1, !fitter.isAtRounding(first) else { break }
      let fresh = beam.prefix(settings.exchanged).enumerated().filter {
        seen.insert($0.element.form).inserted
      }
      let substituted = context.map(fresh) { place, own in
        substitutes(for: place.element, byPairs: place.offset < settings.exchangedByPairs, own.budget)
      }
      let improved = refined(substituted.flatMap { $0 })
      let before = fitter.length(of: first)
      beam = shortest(beam + improved)
      if beam.first.map({ fitter.length(of: $0) < before }) != true { break }
    }
    return beam
  }

  /// A sum with every term, and every two, exchanged for the best others.
  private func substitutes(for sum: TermSum, byPairs: Bool, _ budget: WorkBudget) -> [[TermSum.Term]] {
    var found: [[TermSum.Term]] = []
    for n in sum.terms.indices {
      var fewer = sum.terms
      fewer.remove(at: n)
      guard let rest = fitter.refined(fewer, budget: budget) else { continue }
      found += proposals(
        for: rest, fixed: settings.substitutes, free: settings.substitutes, budget: budget
      ).map(\.terms)
      guard byPairs, fewer.count > 1 else { continue }
      for m in n..<fewer.count {
        var others = fewer
        others.remove(at: m)
        guard let rest = fitter.refined(others, budget: budget) else { continue }
        found += bank.pairs(beside: rest, kept: settings.substitutes, budget: budget).map {
          rest.terms + $0.map(term)
        }
      }
    }
    return found
  }

  /// The sums of shortest description, one of every form.
  private func shortest(_ sums: [TermSum]) -> [TermSum] {
    var seen: Set<Set<Expression>> = []
    return sums.map { (length: fitter.length(of: $0), sum: $0) }.sorted { $0.length < $1.length }
      .filter { seen.insert($0.sum.form).inserted }.prefix(settings.width).map(\.sum)
  }
}
