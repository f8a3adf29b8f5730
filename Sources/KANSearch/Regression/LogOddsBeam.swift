import KANFormula
import KANNumerics
import KANSymbolic
import RealModule

/// A beam search for short sums of functions and products of functions for log-odds, ranked by description length.
///
/// At each step the score test estimates the gain in likelihood of every function and product, the most promising are added to
/// each sum of the beam, and all constants, including inner ones, are fitted together. Sums in which two coefficients are as good
/// as equal are also tried with one coefficient, and sums of several terms also without each of them.
struct LogOddsBeam: Sendable {
  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The rows for estimates of gains, and those for fits.
    var (screeningRows, rows) = (1_000, 6_000)
    /// The number of sums that are extended at each step; half as many of functions without products are extended in addition, of
    /// which products of functions of one input each often only imitate a sum.
    var width = 4
    /// The maximum number of terms.
    var terms = 4
    /// The number of candidates without and with inner constants that are fitted for each sum, in units of the width.
    var (fixed, free) = (2, 3)
    /// The number of initial values of a form that are fitted, because the likelihood has several maxima.
    var starts = 2
    /// The number of functions with inner constants whose products with each other are tried.
    var curved = 30
    /// Steps of the fits of coefficients, and of all constants.
    var (choosingSteps, refiningSteps) = (4, 15)
    /// The nats by which a description must be shorter to be worth a longer search.
    var leastGain = 0.5
    /// The ratio of two coefficients up to which they may be equal.
    var equalCoefficients = 2.0
    /// The share of a column's variance that must be independent of the present terms.
    var independence = 1e-3
    /// The misfit per row, in nats, below which a sum separates the labels and is not extended.
    var separation = 1e-3
    /// The number of the shortest laws that are returned.
    var laws = 6
  }

  private let table: FeatureTable
  private let context: SearchContext
  private let factors: [LogOddsFactor]
  /// The factors on the screening rows, and these rows.
  private let screened: [ScaledColumn]
  private let places: [Int]
  private let empty: LogOddsModel
  private let price: StructurePrice
  /// The number of rows of the table over that of the fits.
  private let rowsPerRow: Double
  private(set) var settings = Settings()

  /// A beam for some of the columns; `nil` if there is only one class or no function of them.
  init?(_ table: FeatureTable, inputs: [Int], in context: SearchContext) {
    self.table = table.limited(to: settings.rows)
    self.context = context
    factors = LogOddsFactor.all(of: self.table, inputs: inputs, in: context)
    guard !factors.isEmpty, let empty = LogOddsModel(self.table) else { return nil }
    self.empty = empty
    let places = self.table.rows(atMost: settings.screeningRows)
    self.places = places
    screened = factors.map { factor in ScaledColumn(places.map { factor.values[$0] }) }
    price = StructurePrice(inputCount: table.inputs.count)
    rowsPerRow = Double(table.count) / Double(self.table.count)
  }

  /// The same with another width.
  func widened(to width: Int) -> LogOddsBeam {
    var other = self
    other.settings.width = width
    return other
  }

  /// A sum with its description length in nats.
  fileprivate struct Ranked: Sendable {
    let model: LogOddsModel
    let length: Double
    /// The sum without the values of its constants, in any order.
    let form: Set<Expression>
    /// Whether no term is a product.
    let isPlain: Bool
  }

  /// The sums that were found, one of every form.
  struct Found {
    fileprivate var sums: [Set<Expression>: Ranked] = [:]

    /// The shortest description length in nats.
    var shortest: Double { sums.values.map(\.length).min() ?? .infinity }

    /// The shortest laws, and the shortest with each number of constants.
    var laws: [Expression] {
      let sorted = LogOddsBeam.sorted(Array(sums.values))
      var sizes: Set<Int> = []
      let best = sorted.indices.filter { sizes.insert(sorted[$0].model.constants).inserted }
      let chosen = Set(best).union(0..<min(Settings().laws, sorted.count))
      return chosen.sorted().map { sorted[$0].model.expression }
    }

    fileprivate mutating func add(_ sums: [Ranked]) {
      for sum in sums where sum.length < self.sums[sum.form]?.length ?? .infinity {
        self.sums[sum.form] = sum
      }
    }
  }

  /// The shortest first; of equal ones the order of their texts decides, so that the order of a set does not.
  fileprivate static func sorted(_ sums: [Ranked]) -> [Ranked] {
    sums.map { (sum: $0, text: "\($0.model.expression)") }
      .sorted { ($0.sum.length, $0.text) < ($1.sum.length, $1.text) }.map(\.sum)
  }

  /// Adds the sums of all lengths.
  func run(addingTo found: inout Found) {
    let most = table.mostConstantsOfLogOdds
    var beam = [empty]
    for _ in 0..<settings.terms where !beam.isEmpty && !context.budget.isExhausted {
      let longer = distinct(extended(beam, constants: most))
      let all = distinct(longer + neighbours(of: longer))
      found.add(all)
      let plain = all.filter(\.isPlain).prefix(settings.width / 2)
      let separation = settings.separation * Double(table.count)
      beam = distinct(Array(all.prefix(settings.width)) + plain).map(\.model)
        .filter { $0.misfit > separation }
    }
  }

  private func distinct(_ sums: [Ranked]) -> [Ranked] {
    var seen: Set<Set<Expression>> = []
    return Self.sorted(sums).filter { seen.insert($0.form).inserted }
  }

  /// A sum with all constants fitted; `nil` if it violates the constraints or has no finite length.
  private func ranked(_ model: LogOddsModel, _ budget: WorkBudget) -> Ranked? {
    let refined = model.refined(steps: settings.refiningSteps, budget)
    let expression = refined.expression
    guard let fit = refined.fit, context.constraints.allow(expression), context.balances(expression) else {
      return nil
    }
    let length =
      rowsPerRow * refined.misfit + price(expression)
      + ConstantPrice.of(expression.freeConstants, fit: fit)
    guard length.isFinite else { return nil }
    return Ranked(
      model: refined, length: length, form: Set(refined.terms.map(\.expression.form)),
      isPlain: refined.terms.allSatisfy { if case .product = $0.expression { false } else { true } })
  }

  // MARK: - Longer sums

  /// A term that may be added: one factor, or two.
  private struct Candidate {
    let factors: [Int]
    /// Whether it has inner constants.
    let isFree: Bool
    /// The estimated decrease of the description length, in nats.
    let worth: Double
  }

  private func extended(_ beam: [LogOddsModel], constants most: Int) -> [Ranked] {
    let pairs = context.map(beam) { model, own in
      candidates(beside: model, own.budget).filter { model.constants + constants($0) <= most }.map {
        (model: model, candidate: $0)
      }
    }.flatMap { $0 }
    return context.map(pairs) { pair, own in
      pair.model.adding(term(pair.candidate), steps: settings.choosingSteps, own.budget).flatMap {
        ranked($0, own.budget)
      }
    }.compactMap { $0 }
  }

  private func constants(_ candidate: Candidate) -> Int {
    candidate.factors.reduce(1) { $0 + factors[$1].constants }
  }

  private func term(_ candidate: Candidate) -> LogOddsModel.Term {
    let parts = candidate.factors.map { factors[$0] }
    let values = parts.dropFirst().reduce(parts[0].values) { ColumnSums.product($0, $1.values) }
    return LogOddsModel.Term(
      expression: parts.count == 1 ? parts[0].expression : .product(parts.map(\.expression)), values: values)
  }

  /// The most promising terms for a sum, of every form only the best initial values.
  private func candidates(beside model: LogOddsModel, _ budget: WorkBudget) -> [Candidate] {
    let score = ScoreTest(model, places: places, independence: settings.independence)
    // A constant costs half a logarithm of the rows. Gains on the screening rows are shares of those on all.
    let digit = 0.5 * Double.log(rowsPerRow * Double(table.count))
    let scale = rowsPerRow * Double(table.count) / Double(places.count)
    var best: [[Int]: [Candidate]] = [:]
    var gains: [Double] = []
    func note(_ own: [Int], _ column: [Double]) {
      let gain = scale * score.gain(of: column)
      if own.count == 1 { gains.append(gain.isFinite ? gain : 0) }
      guard gain.isFinite else { return }
      let parts = own.map { factors[$0] }
      let constants = parts.reduce(1) { $0 + $1.constants }
      let worth = gain - parts.reduce(0) { $0 + $1.price } - digit * Double(constants)
      let form = parts.map(\.form)
      var known = best[form] ?? []
      guard known.count < settings.starts || worth > known[known.count - 1].worth else { return }
      known.append(Candidate(factors: own, isFree: constants > 1, worth: worth))
      known.sort { ($1.worth, $0.factors[0]) < ($0.worth, $1.factors[0]) }
      best[form] = Array(known.prefix(settings.starts))
    }
    for n in factors.indices { note([n], screened[n].values) }
    let pairs = pairs(gains)
    budget.spend((score.size + 4) * places.count * (factors.count + pairs.count))
    for (n, m) in pairs where !budget.isExhausted {
      note([n, m], ColumnSums.product(screened[n].values, screened[m].values))
    }
    let all = best.values.flatMap { $0 }.sorted {
      ($1.worth, $0.factors.count, $0.factors[0], $0.factors[$0.factors.count - 1])
        < ($0.worth, $1.factors.count, $1.factors[0], $1.factors[$1.factors.count - 1])
    }
    return [false, true].flatMap { isFree in
      all.filter { $0.isFree == isFree }
        .prefix(settings.width * (isFree ? settings.free : settings.fixed) + settings.free)
    }
  }

  /// The pairs of factors whose products are tried: those of different inputs of which one has no inner constants, and those of
  /// the functions with inner constants that are the most promising by themselves.
  private func pairs(_ gains: [Double]) -> [(Int, Int)] {
    var found: [(Int, Int)] = []
    func addPair(_ n: Int, _ m: Int) {
      if factors[n].inputs.isDisjoint(with: factors[m].inputs) { found.append((min(n, m), max(n, m))) }
    }
    let plain = factors.indices.filter { factors[$0].isPlain }
    let curved = factors.indices.filter { factors[$0].constants > 0 }
    for (place, n) in plain.enumerated() {
      for m in plain[(place + 1)...] { addPair(n, m) }
      for m in curved { addPair(n, m) }
    }
    let promising = curved.sorted { (gains[$1], $0) < (gains[$0], $1) }.prefix(settings.curved)
    for (place, n) in promising.enumerated() {
      for m in promising.dropFirst(place + 1) { addPair(n, m) }
    }
    return found
  }

  // MARK: - Simpler sums

  /// The best sums with two equal coefficients made one, and without one of their terms.
  private func neighbours(of sums: [Ranked]) -> [Ranked] {
    let best = sums.prefix(settings.width).map(\.model).filter { $0.terms.count > 1 }
    let moves = best.flatMap { model in
      let places = Array(model.terms.indices)
      let merged = places.flatMap { i in places[(i + 1)...].map { (model, i, Optional($0)) } }
        .filter { mayBeEqual(model, $0.1, $0.2 ?? $0.1) }
      return merged + places.map { (model, $0, nil) }
    }
    return context.map(moves) { move, own in
      let (model, i, other) = move
      let next =
        other.map { model.merging(i, $0, steps: settings.choosingSteps, own.budget) }
        ?? model.removing(i, steps: settings.choosingSteps, own.budget)
      return next.flatMap { ranked($0, own.budget) }
    }.compactMap { $0 }
  }

  /// Whether two terms are the same function of different inputs, with coefficients of about the same size.
  private func mayBeEqual(_ model: LogOddsModel, _ i: Int, _ j: Int) -> Bool {
    let (a, b) = (abs(model.coefficients[i + 1]), abs(model.coefficients[j + 1]))
    guard max(a, b) < settings.equalCoefficients * min(a, b) else { return false }
    return model.terms[i].expression.kind == model.terms[j].expression.kind
  }
}

extension Expression {
  /// The first part of a sum, or the expression itself, without the values of its constants and with all variables set equal.
  fileprivate var kind: Expression {
    let part = if case .sum(let parts) = self, let first = parts.first { first } else { self }
    return part.form.substituting(
      Dictionary(uniqueKeysWithValues: part.variables.map { ($0, .variable("x")) }))
  }
}
