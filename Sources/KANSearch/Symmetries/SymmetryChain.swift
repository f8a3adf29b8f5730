import KANFormula
import KANNumerics
import KANSymbolic

/// Eliminates one generator after another from a problem, each verified by a network with one input fewer.
///
/// A surrogate suggests generators; the problem is rewritten in their invariants; and a network of those, trained in the same way,
/// has to be as good on the validation rows as the one before. It becomes the next surrogate: with fewer inputs it is more
/// accurate, so every step also tests the steps before it.
struct SymmetryChain {
  /// The numbers on which decisions depend.
  struct Settings: Sendable, Hashable {
    /// The residual up to which generators of different inputs are first verified together.
    var together = 0.05
    /// The number of wrong generators of one problem after which the chain ends.
    var failures = 3
    /// The relative error on validation rows above which a network is not informative about its function.
    var largestError = 0.05
    /// The minimum factor by which a network in fewer inputs may be worse; chance may allow more.
    var leniency = 1.05
    /// The error below which there is no visible noise, and the factor by which equally good networks then differ.
    var (visible, leniencyOfNetworks) = (1e-3, 3.0)
    /// The error below which networks count as equally good.
    var rounding = 3e-5
    /// The ratio of errors below which a network counts as better.
    var improvement = 0.5
  }

  /// One generator that was eliminated.
  struct Step: Sendable {
    let generator: Generator
    let before: Subproblem
    let after: Subproblem
    /// The errors of the networks before and after, relative to the spread of the target before, on validation rows.
    let fullError: Double
    let reducedError: Double
  }

  /// The end of a chain.
  struct Outcome: Sendable {
    /// The network of all inputs.
    let full: Surrogate
    let steps: [Step]
    /// The remaining problem, and its network; `nil` if only a constant is left.
    let rest: Subproblem
    let surrogate: Surrogate?
    /// The error of the last network in units of the first one's target.
    let error: Double
  }

  var settings = Settings()
  /// The settings for training the networks.
  var training = SurrogateTrainer.Settings()
  let context: SearchContext
  let seed: UInt64
  /// An error that suffices whatever the error of the network of all inputs; 0 for none.
  var tolerance = 0.0
  /// Receives reports of progress, and the error of the present network.
  var report: (String, Double?) -> Void = { _, _ in }

  /// The error up to which a network is used.
  var largestError: Double { max(settings.largestError, tolerance) }
  var trainer: SurrogateTrainer { SurrogateTrainer(settings: training, context: context, seed: seed) }

  /// - Parameter separated: The problem without factors that the table itself shows, used if a network has difficulty with the
  ///   whole: large factors hide the rest. A network of the rest then verifies the factors.
  /// - Returns: `nil` if no network explains the target.
  func run(_ problem: Subproblem, separated: Subproblem? = nil) -> Outcome? {
    report("training a network of \(Self.count(problem))", nil)
    guard !problem.inputs.isEmpty,
      let full = trainer.surrogate(for: problem.columns, target: problem.values), full.error.isFinite
    else { return nil }
    var chain = Chain(problem: problem, surrogate: full)
    if full.error > settings.visible, let separated { chain = without(separated, chain) ?? chain }
    guard chain.error <= largestError else { return chain.outcome(full) }
    // Intermediate steps may be worse, as long as the end is not.
    let base = chain.error
    var best = chain
    var rejected: Set<Generator.Form> = []
    while let surrogate = chain.surrogate, !context.budget.isExhausted {
      let found = GeneratorSearch(surrogate, of: chain.problem).generators().filter {
        !rejected.contains($0.form)
      }
      if found.isEmpty { break }
      let together = Self.apart(found.filter { $0.residual < settings.together })
      var next = together.count > 1 ? verified(together, chain, base: base) : nil
      for generator in found.prefix(settings.failures) where next == nil && !context.budget.isExhausted {
        next = verified([generator], chain, base: base)
        if next == nil { rejected.insert(generator.form) }
      }
      guard let next else { break }
      chain = next
      if chain.error <= max(limit(for: base, rows: full.judgedRows), settings.rounding) { best = chain }
    }
    return best.outcome(full)
  }

  /// The chain that starts without factors, if a network of the rest is better.
  private func without(_ separated: Subproblem, _ chain: Chain) -> Chain? {
    guard let full = chain.surrogate, !separated.inputs.isEmpty,
      separated.inputs.count < chain.problem.inputs.count,
      let network = trainer.surrogate(for: separated.columns, target: separated.values),
      network.error < settings.improvement * full.error
    else { return nil }
    var result = Chain(problem: chain.problem, surrogate: network)
    for i in chain.problem.inputs where !separated.inputs.contains(i) {
      guard let degree = separated.factor.degree(of: chain.problem.table.variable(i)) else { return nil }
      let generator = Generator(form: .factor(i, degree: degree), residual: 0)
      guard let next = generator.reduced(result.problem) else { return nil }
      result.steps.append(
        Step(
          generator: generator, before: result.problem, after: next, fullError: full.error,
          reducedError: network.error))
      result.problem = next
    }
    return result
  }

  /// The first generators that act on different inputs.
  private static func apart(_ generators: [Generator]) -> [Generator] {
    var taken: Set<Int> = []
    return generators.filter { generator in
      // Its term is added to a factor; only one at a time.
      if case .logarithmic = generator.form { return false }
      guard taken.isDisjoint(with: generator.inputs) else { return false }
      taken.formUnion(generator.inputs)
      return true
    }
  }

  /// The state of the chain.
  private struct Chain {
    var problem: Subproblem
    /// `nil` once no inputs are left.
    var surrogate: Surrogate?
    var steps: [Step] = []
    var error: Double

    init(problem: Subproblem, surrogate: Surrogate) {
      (self.problem, self.surrogate) = (problem, surrogate)
      error = surrogate.error
    }

    func outcome(_ full: Surrogate) -> Outcome {
      Outcome(full: full, steps: steps, rest: problem, surrogate: surrogate, error: error)
    }
  }

  /// The chain with some generators eliminated, if a network of the remaining problem is as good.
  ///
  /// - Parameter base: The error that the chain began with.
  private func verified(_ generators: [Generator], _ chain: Chain, base: Double) -> Chain? {
    guard let before = chain.surrogate else { return nil }
    var problems = [chain.problem]
    defer { report("verified a network of \(Self.count(problems[problems.count - 1]))", before.error) }
    for generator in generators {
      guard let next = problems.last.flatMap({ generator.reduced($0) }) else { return nil }
      problems.append(next)
    }
    let (first, last) = (chain.problem, problems[problems.count - 1])
    let scale: AxisScale
    switch before.targetScale {
    case .linear: scale = .linear
    case .logarithmic: scale = AxisScale.logarithmic(last.values) ?? .linear
    }
    let after =
      last.inputs.isEmpty || last.values.isNearlyConstant
      ? nil : trainer.surrogate(for: last.columns, target: last.values, scale: scale)
    if after == nil, !last.values.isNearlyConstant { return nil }
    guard
      let rows = SurrogateRows(count: first.values.count, settings: trainer.settings, seed: seed)?.judging
    else { return nil }
    let rest =
      after.map { surrogate in
        surrogate.scaledValues(last.columns.map { column in rows.map { column[$0] } })
          .map(surrogate.targetScale.original(of:))
      } ?? rows.map { _ in last.values.mean }
    let predictions = zip(rows, rest).map { s, t in first.value(at: s, from: t, of: last) }
    let error = Self.error(of: predictions, rows.map { first.values[$0] }, on: before.targetScale)
    let total = chain.error * error / max(before.error, .leastNormalMagnitude)
    guard error <= largestError(after: before.error, base: base, rows: rows.count) else { return nil }
    var next = chain
    for (n, generator) in generators.enumerated() {
      next.steps.append(
        Step(
          generator: generator, before: problems[n], after: problems[n + 1], fullError: before.error,
          reducedError: error))
    }
    // Errors keep the unit of the first target: a step changes them by a factor.
    next.error = total
    (next.problem, next.surrogate) = (last, after)
    return next
  }

  private static func count(_ problem: Subproblem) -> String {
    "\(problem.inputs.count) input\(problem.inputs.count == 1 ? "" : "s")"
  }

  /// The largest error at which a network counts as equally good as another one.
  ///
  /// - Parameter base: The error of the network of all inputs. If that shows no noise, errors are those of networks, which also
  ///   depend on chance.
  func largestError(after error: Double, base: Double, rows: Int) -> Double {
    let leniency = base < settings.visible ? settings.leniencyOfNetworks : 1
    return max(leniency * limit(for: error, rows: rows), settings.rounding)
  }

  /// The largest error on this number of rows that is not significantly worse than another.
  func limit(for error: Double, rows: Int) -> Double {
    max(tolerance, error * max(settings.leniency, Chance.leadOfErrors(rows: rows)))
  }

  /// √(mean square residual) over the spread, both on a scale; infinite if a prediction is outside its domain.
  static func error(of predictions: [Double], _ target: [Double], on scale: AxisScale) -> Double {
    let places = target.map(scale.value(at:))
    let spread = places.sumOfSquaredDeviations
    let square = zip(predictions, places).reduce(0.0) { sum, pair in
      let r = scale.value(at: pair.0) - pair.1
      return sum + r * r
    }
    return square.isFinite && spread > 0 ? (square / spread).squareRoot() : .infinity
  }
}

extension Expression {
  /// The power of a column in a product of powers; `nil` if it does not occur.
  fileprivate func degree(of column: Expression) -> Rational? {
    switch self {
    case column: 1
    case .power(column, .rational(let p)): p
    case .product(let parts): parts.lazy.compactMap { $0.degree(of: column) }.first
    default: nil
    }
  }
}

extension Subproblem {
  /// The remaining inputs, one array each.
  var columns: [[Double]] { inputs.map { table.inputs[$0] } }

  /// t on a row, from its value in the reduced problem, by the same factors and terms.
  fileprivate func value(at s: Int, from rest: Double, of reduced: Subproblem) -> Double {
    if reduced.term != term { return rest + values[s] - reduced.values[s] }
    guard reduced.factor != factor, reduced.values[s] != 0 else { return rest }
    return rest * values[s] / reduced.values[s]
  }
}
