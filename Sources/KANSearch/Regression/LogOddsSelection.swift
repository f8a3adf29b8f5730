import KANFormula
import KANNumerics
import KANSymbolic
import RealModule

/// Sums of functions and products of functions for log-odds, grown term by term.
///
/// At each step Rao's score test estimates the gain in likelihood of every function and every product of two in addition to the
/// present terms, the most promising are fitted, and the one with the largest gain for its constants is added. Then all constants
/// are refined together, including inner ones, and terms that have become superfluous are removed. Sources: Rao, Proc. Camb. Phil.
/// Soc. 44 (1948) 50; Friedman & Silverman, Technometrics 31 (1989) 3 (forward and backward steps).
struct LogOddsSelection {
  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The rows for screening products, and those for fitting constants.
    var (screeningRows, rows) = (4_000, 20_000)
    /// The number of constants of the longest law.
    var constants = 64
    /// The minimum gain, in nats, per constant of a new term; by description length only half a logarithm of the rows pays off, but
    /// a table of laws shows the effect of more constants.
    var leastGain = 1.0
    /// The term with the largest gain over the number of constants to this power is taken: with 1, many cheap terms come first that
    /// expensive ones make superfluous; with 0, expensive ones come where cheap ones suffice.
    var thrift = 0.7
    /// The maximum number of functions in products: those without constants first, then the most promising.
    var factors = 150
    /// The number of candidates that are fitted.
    var fitted = 16
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

  /// The value of a gain in nats for a number of constants.
  private func worth(_ gain: Double, _ constants: Int) -> Double {
    gain / .pow(Double(constants), settings.thrift)
  }

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
      Scaled(places.map { rows in rows.map { atom.values[$0] } } ?? atom.values)
    }
    var laws: [Expression] = []
    while model.constants < settings.constants, !context.budget.isExhausted {
      guard let next = step(model, screened, places) else { break }
      model = withoutSuperfluous(next.refined(steps: settings.refiningSteps, context.budget))
      laws.append(model.expression)
    }
    return laws
  }

  // MARK: - One step

  /// The model with the term of the largest gain per constant; `nil` if none is worth it.
  private func step(_ model: LogOddsModel, _ screened: [Scaled], _ places: [Int]?) -> LogOddsModel? {
    let score = ScoreTest(model, places: places, independence: settings.independence)
    let singles = singles(score, screened)
    // The gain on the screening rows is this share of the gain on all rows.
    let least = 0.5 * settings.leastGain * Double(screen.count) / Double(table.count)
    let candidates = (singles + products(score, screened, singles))
      .filter { $0.gain > least * Double($0.constants) }
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

  private func term(_ candidate: RatedTerm) -> LogOddsModel.Term {
    let factors = candidate.factors.map { atoms[$0] }
    let values = factors.dropFirst().reduce(factors[0].values) { ColumnSums.product($0, $1.values) }
    let isSquare = candidate.factors.count == 2 && candidate.factors[0] == candidate.factors[1]
    let expression =
      isSquare
      ? factors[0].expression.pow(2)
      : factors.dropFirst().reduce(factors[0].expression) { $0 * $1.expression }
    return LogOddsModel.Term(expression: expression, values: values)
  }

  /// The gain of each function.
  private func singles(_ score: ScoreTest, _ screened: [Scaled]) -> [RatedTerm] {
    let gains = context.map(Array(atoms.indices)) { n, own in
      own.budget.spend(screen.count * (score.size + 2))
      return score.gain(of: screened[n].values)
    }
    return gains.enumerated().map {
      RatedTerm(factors: [$0.offset], constants: 1 + atoms[$0.offset].constants, gain: $0.element)
    }
  }

  /// The gains of products of functions without constants, and of the most promising ones with constants. The best for every function.
  private func products(_ score: ScoreTest, _ screened: [Scaled], _ singles: [RatedTerm]) -> [RatedTerm] {
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

/// A column in units of its root mean square.
private struct Scaled: Sendable {
  let values: [Double]

  init(_ column: [Double]) {
    let size = (ColumnSums.dot(column, column) / Double(max(1, column.count))).squareRoot()
    values = size > 0 ? column.map { $0 / size } : column
  }
}

/// Rao's score test: the gain, in nats and to second order, of adding a column to a model of log-odds.
private struct ScoreTest: Sendable {
  /// w·(t − p) and w·p·(1 − p), row by row.
  private let residual: [Double]
  private let variance: [Double]
  /// The columns of the model times the variance, and the factor of their information.
  private let weighted: [[Double]]
  private let factor: CholeskyFactor?
  private let independence: Double

  /// The number of columns of the model.
  var size: Int { weighted.count }

  init(_ model: LogOddsModel, places: [Int]?, independence: Double) {
    func chosen(_ column: [Double]) -> [Double] { places.map { rows in rows.map { column[$0] } } ?? column }
    let (logits, labels) = (chosen(model.logits), chosen(model.table.target))
    let weights = model.table.weights.map(chosen)
    var residual = logits
    var variance = logits
    for s in logits.indices {
      let p = Likelihood.probability(ofLogit: logits[s])
      let w = weights?[s] ?? 1
      residual[s] = w * (labels[s] - p)
      variance[s] = w * p * (1 - p)
    }
    (self.residual, self.variance) = (residual, variance)
    let design = [[Double](repeating: 1, count: logits.count)] + model.terms.map { chosen($0.values) }
    weighted = design.map { ColumnSums.product($0, variance) }
    factor = CholeskyFactor(ColumnSums.gram(design, variance))
    self.independence = independence
  }

  /// The gain of a column, in nats.
  func gain(of column: [Double]) -> Double {
    let slope = ColumnSums.dot(column, residual)
    let own = ColumnSums.dot(ColumnSums.product(column, column), variance)
    let shared = weighted.map { ColumnSums.dot($0, column) }
    let explained = factor.map { ColumnSums.dot($0.solve(shared), shared) } ?? 0
    let rest = own - explained
    guard own > 0, rest > independence * own else { return 0 }
    return slope * slope / (2 * rest)
  }

  /// The approximate loss, in nats, of a model without each of its terms (Wald's test); `nil` if its coefficients are not determined.
  static func losses(of model: LogOddsModel) -> [Double]? {
    let test = ScoreTest(model, places: nil, independence: 0)
    guard let inverse = test.factor?.inverse() else { return nil }
    return model.coefficients.indices.dropFirst().map { n in
      model.coefficients[n] * model.coefficients[n] / (2 * inverse[n, n])
    }
  }
}
