import KANFormula
import KANNumerics
import KANSymbolic
import RealModule

/// Sums of functions and products of functions for log-odds, grown term by term.
///
/// At each step the score test estimates the gain in likelihood of every function and every product of two in addition to the
/// present terms, first on few rows and for the best on all, the most promising are fitted, and the one with the largest gain for
/// its constants is added. Then all constants are refined together, including inner ones, terms that have become superfluous are
/// removed, and the weakest are exchanged for others that shorten the description. Sources: Friedman & Silverman, Technometrics 31
/// (1989) 3 (forward and backward steps); Pudil et al., Pattern Recognition Letters 15 (1994) 1119 (exchanges after every step).
struct LogOddsSelection {
  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The rows for screening products, and those for fitting constants.
    var (screeningRows, rows) = (2_000, 20_000)
    /// The number of constants of the longest law.
    var constants = 64
    /// The minimum gain, in nats, per constant of a new term; by description length only half a logarithm of the rows pays off, but
    /// a table of laws shows the effect of more constants.
    var leastGain = 1.0
    /// The maximum number of functions in products: those without constants first, then the most promising.
    var factors = 150
    /// The number of candidates whose gain is estimated on all rows, because the best of thousands on few rows are so partly by chance,
    /// and the number of those that are fitted.
    var (rated, fitted) = (300, 6)
    /// The number of terms, weakest first, for which a replacement is tried after each step, and the number of constants above which
    /// no term is exchanged: each attempt costs as much as a step.
    var (exchanges, exchangedConstants) = (2, 32)
    /// Steps of the fits that choose and of those that refine.
    var (choosingSteps, refiningSteps) = (4, 12)
    /// The share of a column's variance that must be independent of the present terms.
    var independence = 1e-3
  }

  private let table: FeatureTable
  private let screen: FeatureTable
  private let context: SearchContext
  private let settings: Settings
  private let atoms: [LogOddsAtom]

  /// A candidate: one function, or a product of two.
  private struct RatedTerm {
    let factors: [Int]
    let constants: Int
    let gain: Double
  }

  /// The gain in nats per constant. It prefers cheap terms, which exchanges replace where expensive ones make them superfluous.
  private func worth(_ gain: Double, _ constants: Int) -> Double { gain / Double(constants) }

  private func worth(_ candidate: RatedTerm) -> Double { worth(candidate.gain, candidate.constants) }

  /// Rows beyond those of the settings are left out, evenly.
  init(_ table: FeatureTable, inputs: [Int], in context: SearchContext, settings: Settings = Settings()) {
    self.table = table.limited(to: settings.rows)
    screen = self.table.limited(to: settings.screeningRows)
    self.context = context
    self.settings = settings
    atoms = LogOddsAtom.all(of: self.table, inputs: inputs, catalog: context.catalog)
  }

  /// The laws of all lengths, shortest first; none if there is only one class.
  func laws() -> [Expression] {
    guard var model = LogOddsModel(table), !atoms.isEmpty else { return [] }
    let places = screen.count < table.count ? table.rows(atMost: screen.count) : nil
    let screened = atoms.map { atom in
      ScaledColumn(places.map { rows in rows.map { atom.values[$0] } } ?? atom.values)
    }
    var laws: [Expression] = []
    while model.constants < settings.constants, !context.budget.isExhausted {
      guard let next = step(model, screened, places) else { break }
      model = withoutSuperfluous(next.refined(steps: settings.refiningSteps, context.budget))
      model = exchanged(model, screened, places)
      laws.append(model.expression)
    }
    return laws
  }

  // MARK: - One step

  /// The model with the term of the largest gain per constant; `nil` if none is worth it.
  private func step(_ model: LogOddsModel, _ screened: [ScaledColumn], _ places: [Int]?) -> LogOddsModel? {
    let score = ScoreTest(model, places: places, independence: settings.independence)
    let singles = singles(score, screened)
    // The gain on the screening rows is this share of the gain on all rows.
    let least = 0.5 * settings.leastGain * Double(screen.count) / Double(table.count)
    let promising = (singles + products(score, screened, singles))
      .filter { $0.gain > least * Double($0.constants) }
      .sorted { worth($0) > worth($1) }.prefix(settings.rated)
    let candidates = rated(Array(promising), model)
      .filter { $0.gain > 0.5 * settings.leastGain * Double($0.constants) }
      .sorted { worth($0) > worth($1) }.prefix(settings.fitted)
    let fitted = context.map(Array(candidates)) {
      candidate, own -> (gain: Double, model: LogOddsModel, constants: Int)? in
      let term = term(candidate)
      guard let next = model.adding(term, steps: settings.choosingSteps, own.budget) else { return nil }
      return (model.misfit - next.misfit, next, term.constants)
    }.compactMap { $0 }
    let worthwhile = fitted.filter { $0.gain > settings.leastGain * Double($0.constants) }
    return worthwhile.max { worth($0.gain, $0.constants) < worth($1.gain, $1.constants) }?.model
  }

  /// The same terms with their gains on all rows.
  private func rated(_ terms: [RatedTerm], _ model: LogOddsModel) -> [RatedTerm] {
    let score = ScoreTest(model, places: nil, independence: settings.independence)
    return context.map(terms) { term, own in
      own.budget.spend(table.count * (score.size + 4))
      let column = ScaledColumn(values(term)).values
      return RatedTerm(factors: term.factors, constants: term.constants, gain: score.gain(of: column))
    }
  }

  /// The values of a candidate on all rows.
  private func values(_ candidate: RatedTerm) -> [Double] {
    let factors = candidate.factors.map { atoms[$0] }
    return factors.dropFirst().reduce(factors[0].values) { ColumnSums.product($0, $1.values) }
  }

  /// The model with its weakest terms exchanged for others, as long as that shortens the description.
  private func exchanged(_ model: LogOddsModel, _ screened: [ScaledColumn], _ places: [Int]?) -> LogOddsModel
  {
    var model = model
    var attempts = 0
    while attempts < settings.exchanges, model.constants <= settings.exchangedConstants,
      !context.budget.isExhausted, let losses = ScoreTest.losses(of: model)
    {
      // The last term has just been chosen.
      let weakest = losses.indices.dropLast().sorted {
        worth(losses[$0], model.terms[$0].constants) < worth(losses[$1], model.terms[$1].constants)
      }
      guard attempts < weakest.count,
        let shorter = model.removing(weakest[attempts], steps: settings.choosingSteps, context.budget),
        let other = step(shorter, screened, places)?.refined(steps: settings.refiningSteps, context.budget)
      else { break }
      if description(model) - description(other) > settings.leastGain {
        model = other
        attempts = 0
      } else {
        attempts += 1
      }
    }
    return model
  }

  /// The description length of the rows by a model, in nats; a constant costs half a logarithm of the rows.
  private func description(_ model: LogOddsModel) -> Double {
    model.misfit + 0.5 * .log(Double(table.count)) * Double(model.constants)
  }

  private func term(_ candidate: RatedTerm) -> LogOddsModel.Term {
    let factors = candidate.factors.map { atoms[$0] }
    let isSquare = candidate.factors.count == 2 && candidate.factors[0] == candidate.factors[1]
    let expression =
      isSquare
      ? factors[0].expression.pow(2)
      : factors.dropFirst().reduce(factors[0].expression) { $0 * $1.expression }
    return LogOddsModel.Term(expression: expression, values: values(candidate))
  }

  /// The gain of each function.
  private func singles(_ score: ScoreTest, _ screened: [ScaledColumn]) -> [RatedTerm] {
    let gains = context.map(Array(atoms.indices)) { n, own in
      own.budget.spend(screen.count * (score.size + 2))
      return score.gain(of: screened[n].values)
    }
    return gains.enumerated().map {
      RatedTerm(factors: [$0.offset], constants: 1 + atoms[$0.offset].constants, gain: $0.element)
    }
  }

  /// The gains of products of functions without constants, and of the most promising ones with constants. The best for every function.
  private func products(_ score: ScoreTest, _ screened: [ScaledColumn], _ singles: [RatedTerm]) -> [RatedTerm]
  {
    let plain = atoms.indices.filter { atoms[$0].constants == 0 }
    let curved = singles.filter { $0.constants > 1 }.sorted { worth($0) > worth($1) }
      .prefix(max(0, settings.factors - plain.count)).map { $0.factors[0] }
    let pool = plain + curved
    return context.map(Array(pool.indices)) { a, own -> [RatedTerm] in
      own.budget.spend((score.size + 4) * screen.count * (pool.count - a))
      var found: [RatedTerm] = []
      for b in a..<pool.count {
        let (n, m) = (pool[a], pool[b])
        // A product of two functions of one input is one more function of it.
        if atoms[n].input == atoms[m].input, n != m || atoms[n].constants > 0 { continue }
        found.append(
          RatedTerm(
            factors: [n, m], constants: 1 + atoms[n].constants + (n == m ? 0 : atoms[m].constants),
            gain: score.gain(of: ColumnSums.product(screened[n].values, screened[m].values))))
      }
      return found.sorted { worth($0) > worth($1) }.prefix(settings.fitted).map { $0 }
    }.flatMap { $0 }
  }

  /// The model without terms that cost more than they explain.
  private func withoutSuperfluous(_ model: LogOddsModel) -> LogOddsModel {
    var model = model
    while let losses = ScoreTest.losses(of: model) {
      // The last term has just been accepted.
      let excess = losses.dropLast().enumerated().map { place, loss in
        (place: place, excess: loss - settings.leastGain * Double(model.terms[place].constants))
      }
      guard let weakest = excess.min(by: { $0.excess < $1.excess }), weakest.excess < 0,
        let shorter = model.removing(weakest.place, steps: settings.choosingSteps, context.budget),
        shorter.misfit - model.misfit
          < settings.leastGain * Double(model.terms[weakest.place].constants)
      else { break }
      model = shorter
    }
    return model
  }
}
