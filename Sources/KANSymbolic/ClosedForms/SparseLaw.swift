import KANFormula

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Looks for a law whose transformed target is a sum of few terms, or a ratio of two such sums.
///
/// With exact data the right terms leave nothing, so one linear selection answers for a whole family of laws; every
/// row counts by its relative error, whatever the decades that the target spans.
struct SparseLaw: Sendable {
  /// What is fitted by a sum of terms.
  enum Form: Hashable, Sendable {
    /// τ(t) = Σ a·m.
    case sum(TargetTransform)
    /// τ(t)·(1 + Σ b·m) = Σ a·m.
    case ratio(TargetTransform)
    /// log|t| = Σ p·log|m| + c, with simple exponents p (`FactorLaw`).
    case product
  }

  /// How long to look.
  enum Effort: Sendable {
    /// At all combinations of a few cheap terms.
    case quick
    /// At combinations of many terms as well.
    case full
  }

  let node: LawNode
  let form: Form
  let breadth: AtomMenu.Breadth
  /// How residuals are weighed.
  var noise = NoiseModel.none
  var effort = Effort.full
  /// The rows that select the terms.
  private var rows: Int { noise == .none ? 400 : 1_000 }

  /// The laws for y, best last; the last one is exact if any is.
  func laws(deadline: Deadline) -> [Expression] {
    switch form {
    case .sum(let transform): sum(transform, deadline: deadline)
    case .ratio(let transform): ratio(transform, deadline: deadline)
    case .product: FactorLaw(node: node, breadth: breadth, noise: noise, rows: rows).laws(deadline: deadline)
    }
  }

  private var table: LawTable { node.table }

  /// The rows of the selection, evenly through the table.
  private var chosenRows: [Int] {
    (0..<min(rows, table.count)).map { $0 * table.count / min(rows, table.count) }
  }

  private var menu: AtomMenu { AtomMenu(table: table, inputs: node.inputs) }

  /// One over the error of every value of τ(t): the same for all y, or the same share of each.
  private func weights(_ tau: [Double], _ transform: TargetTransform) -> [Double] {
    guard noise == .additive else { return Self.weights(tau) }
    return chosenRows.map { s in
      let weight = node.weight(at: s) / transform.slope(at: node.values[s])
      return weight.isFinite ? weight : 0
    }
  }

  /// One over the size of every value, so that a residual is a relative one; near zero the typical size counts.
  private static func weights(_ values: [Double]) -> [Double] {
    let floor = 0.05 * values.typicalMagnitude
    return values.map { 1 / max(abs($0), floor) }
  }

  private func library(budget: Int, maximumFactors: Int = 5) -> (TermLibrary, [[Double]]) {
    let chosen = chosenRows
    let budget = effort == .quick ? min(budget, SmallSubsets.tripleLimit) : budget
    let atoms = menu.atoms(breadth).map { $0.selecting(chosen) }
    let library = TermLibrary(atoms, budget: budget, maximumFactors: maximumFactors)
    return (library, library.values())
  }

  private func sum(_ transform: TargetTransform, deadline: Deadline) -> [Expression] {
    guard let all = transform.values(node.values) else { return [] }
    let tau = chosenRows.map { all[$0] }
    let weights = weights(tau, transform)
    let budgets =
      noise == .additive ? [400, 1500, 2000] : transform.isCommon ? [1200, 6000, 8000] : [400, 1500, 2000]
    let (library, values) = library(budget: budgets[breadth.rawValue])
    guard !values.isEmpty else { return [] }
    var selection = SubsetSelection(
      columns: values.map { zip($0, weights).map { $0 * $1 } }, target: zip(tau, weights).map { $0 * $1 })
    selection.maximumColumns = noise == .additive ? 6 : breadth == .powers ? 14 : 9
    selection.triesQuadruples = effort == .quick
    selection.core = Array(values.indices.prefix(transform.isCommon ? SmallSubsets.tripleLimit : 110))
    let choices =
      effort == .quick ? selection.smallest(deadline: deadline) : selection.run(deadline: deadline)
    return chosen(choices, of: values.count).map { choice in
      let terms = zip(choice.columns, choice.coefficients).map { .real($1) * library.expression($0) }
      return node.whole(transform.inverse(Self.total(terms), isNegative: node.isNegative))
    }
  }

  private func ratio(_ transform: TargetTransform, deadline: Deadline) -> [Expression] {
    guard let all = transform.values(node.values) else { return [] }
    let tau = chosenRows.map { all[$0] }
    let weights = weights(tau, transform)
    let budget = noise == .additive ? 250 : [500, 1500, 2500][breadth.rawValue]
    let (library, values) = library(budget: budget, maximumFactors: 3)
    guard values.count > 1 else { return [] }
    let numerators = values.map { zip($0, weights).map { $0 * $1 } }
    let divisors = library.divisors
    let denominators = divisors.map { zip(numerators[$0], tau).map { $0 * $1 } }
    guard !denominators.isEmpty else { return [] }
    var selection = SubsetSelection(
      columns: numerators + denominators, target: zip(tau, weights).map { $0 * $1 })
    selection.maximumColumns = noise == .additive ? 5 : 8
    selection.triesQuadruples = effort == .quick
    // Denominators beside numerators of the same price.
    let cheap = SmallSubsets.tripleLimit / 2
    selection.core = (0..<max(values.count, denominators.count)).prefix(cheap).flatMap { n in
      [n < values.count ? n : nil, n < denominators.count ? values.count + n : nil].compactMap { $0 }
    }
    let choices =
      effort == .quick ? selection.smallest(deadline: deadline) : selection.run(deadline: deadline)
    func law(_ above: [Expression], _ below: [Expression], residual: Double) -> [Expression] {
      guard !above.isEmpty, below.count > 1 else { return [] }
      let law = node.whole(
        transform.inverse(Self.total(above) / Self.total(below), isNegative: node.isNegative))
      guard noise == .none, transform == .power(2), residual < 1e-10 else { return [law] }
      return [law] + withoutSquares(above: above, below: below, deadline: deadline)
    }
    if effort == .full, noise == .none, (choices.last?.residual ?? 1) > selection.tolerance {
      let simple = divisors.prefix(Self.simpleDivisors).enumerated().map { n, term in
        (denominators[n], library.expression(term))
      }
      if let (above, below) = overOneTerm(tau, weights, simple, deadline: deadline) {
        return law(above, below, residual: 0)
      }
    }
    return chosen(choices, of: 2 * values.count).flatMap { choice -> [Expression] in
      let (above, below) = Self.quotient(choice, library) { library.expression(divisors[$0]) }
      return law(above, below, residual: choice.residual)
    }
  }

  /// The number of terms that may be a denominator by themselves.
  private static let simpleDivisors = 12

  /// A ratio whose denominator is 1 + b·d with one simple term d, which leaves the numerator a far richer library.
  ///
  /// Among many denominators some always add up to nearly −1 and make everything small; one cannot.
  private func overOneTerm(
    _ tau: [Double], _ weights: [Double], _ simple: [(column: [Double], term: Expression)], deadline: Deadline
  ) -> (above: [Expression], below: [Expression])? {
    let (library, values) = library(budget: [1500, 2000, 2500][breadth.rawValue], maximumFactors: 3)
    let numerators = values.map { zip($0, weights).map { $0 * $1 } }
    for (denominator, term) in simple where !deadline.hasPassed {
      var single = SubsetSelection(
        columns: numerators + [denominator], target: zip(tau, weights).map { $0 * $1 })
      single.maximumColumns = 7
      single.required = [numerators.count]
      single.core = Array(numerators.indices.prefix(160))
      single.triesQuadruples = false
      guard let choice = single.run(deadline: deadline).last, choice.residual < single.tolerance else {
        continue
      }
      return Self.quotient(choice, library) { _ in term }
    }
    return nil
  }

  /// The terms above and below of τ = Σ a·m − τ·Σ b·d, where the columns of the library's terms m come first and those of
  /// the divisors d follow.
  private static func quotient(
    _ choice: SubsetSelection.Choice, _ library: TermLibrary, divisor: (Int) -> Expression
  ) -> (above: [Expression], below: [Expression]) {
    let count = library.terms.count
    var above: [Expression] = []
    var below: [Expression] = [1]
    for (column, coefficient) in zip(choice.columns, choice.coefficients) {
      if column < count {
        above.append(.real(coefficient) * library.expression(column))
      } else {
        below.append(.real(-coefficient) * divisor(column - count))
      }
    }
    return (above, below)
  }

  /// The roots of t² = A/B where A or B is the square of a sum itself: t = ±a/√B, t = ±√A/b.
  private func withoutSquares(above: [Expression], below: [Expression], deadline: Deadline) -> [Expression] {
    func divided(by part: [Expression], power: Rational) -> LawNode? {
      guard let factor = table.values(of: .power(Self.total(part), .rational(power))) else { return nil }
      let values = zip(node.values, factor).map { $0 / $1 }
      guard values.allSatisfy({ $0.isFinite && $0 != 0 }) else { return nil }
      return LawNode(
        table: table, values: values,
        factor: node.factor * .power(Self.total(part), .rational(power)), term: node.term, inputs: node.inputs
      )
    }
    var found: [Expression] = []
    if above.count > 2, let rest = divided(by: below, power: -.half) {
      found += SparseLaw(node: rest, form: .sum(.power(1)), breadth: breadth).laws(deadline: deadline).suffix(
        1)
    }
    if below.count > 2, let rest = divided(by: above, power: .half) {
      found += SparseLaw(node: rest, form: .sum(.power(-1)), breadth: breadth).laws(deadline: deadline)
        .suffix(1)
    }
    return found
  }

  /// With noise more terms always fit better: those sizes that are worth their length.
  private func chosen(_ choices: [SubsetSelection.Choice], of count: Int) -> [SubsetSelection.Choice] {
    guard noise == .additive else { return choices }
    func length(_ choice: SubsetSelection.Choice) -> Double {
      let n = Double(min(rows, table.count))
      return n * log(max(choice.residual, 1e-15))
        + Double(choice.columns.count) * (0.5 * log(n) + log(Double(count)))
    }
    return Array(choices.sorted { length($0) < length($1) }.prefix(3))
  }

  private static func total(_ terms: [Expression]) -> Expression {
    terms.count == 1 ? terms[0] : .sum(terms)
  }
}
