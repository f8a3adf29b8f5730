import KANFormula
import KANNumerics
import KANSymbolic

/// Laws τ(y) = Π x^e · Q, where τ is a power of the target and Q a quadratic form of the inputs, or y = Π x^p · exp(x^e · Q):
/// distances between points and their powers, resonances, Gaussians of differences.
///
/// Such laws are large where the squares of a distance nearly cancel, so that no few of them explain anything and selections that add one
/// term after another fail. All terms are therefore fitted together, and those that are consistent with zero are removed afterwards.
struct QuadraticForm: LawFamily {
  static let name = "quadratic-forms"
  static let summary =
    "a power or the logarithm of the target, over powers of the inputs, is a quadratic form of the inputs"
  static let tier = FamilyTier.rare

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The numbers of inputs with enough, and not too many, terms.
    var inputs = 2...7
    /// The powers of the target.
    var powers = [(-1, 1), (-2, 1), (2, 1), (1, 1), (-2, 3), (2, 3)].compactMap { Rational($0, $1) }
    /// The exponents of inputs that are divided out of the target, of both signs, and those with many inputs.
    var exponents = [(1, 2), (1, 1), (3, 2), (2, 1), (3, 1), (4, 1)].compactMap { Rational($0, $1) }
    var fewExponents = [(1, 2), (1, 1), (2, 1), (3, 1)].compactMap { Rational($0, $1) }
    var manyInputs = 6
    /// The number of inputs that are divided out, and the number of sets of exponents that continue after each.
    var (factors, width) = (4, 3)
    /// The ratio of the errors of two sets below which the one with one input more is preferred.
    var worthwhile = 0.9
    /// Rows for every term in the comparison of exponents, the minimum beyond the terms, and rows for the final fit.
    var (rowsOfTerm, leastRows, rows) = (6, 20, 1_500)
    /// The relative error above which a form is no candidate, and the number of forms that are proposed.
    var (largestError, forms) = (0.5, 3)
  }

  var settings = Settings()

  /// A fitted form with its laws.
  private struct Found: Sendable {
    let error: Double
    let laws: [Expression]
  }

  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    // Factors are searched for here, so problems without them need no attention of their own.
    guard context.look.isThorough, context.look.breadth == .powers, problem.factor == 1,
      settings.inputs.contains(problem.inputs.count)
    else { return [] }
    let transforms = settings.powers.map(TargetTransform.power) + [.log]
    let found = context.map(transforms) { transform, own -> Found? in
      self.found(problem, transform, own.look.weighting, own.budget)
    }
    return found.compactMap { $0 }.filter { $0.error < settings.largestError }
      .sorted { $0.error < $1.error }.prefix(settings.forms)
      .flatMap(\.laws).map(problem.composed)
  }

  private func found(
    _ problem: Subproblem, _ transform: TargetTransform, _ weighting: Weighting, _ budget: WorkBudget
  ) -> Found? {
    let n = problem.inputs.count
    let terms = (n + 1) * (n + 2) / 2
    guard
      let transformed = TransformedTarget(problem, transform, weighting: weighting, limit: settings.rows),
      transformed.rows.count >= terms + settings.leastRows,
      let all = QuadraticRows(problem, rows: transformed.rows, transform, weighting)
    else { return nil }
    var scalings: [QuadraticRows.Scaling] = []
    for rows in samples(of: transformed.rows, problem, terms, weighting) {
      guard let few = QuadraticRows(problem, rows: rows, transform, weighting) else { continue }
      let scaling = transform == .log ? bestGaussian(few, budget) : bestFactor(few, budget)
      if !scalings.contains(scaling) { scalings.append(scaling) }
    }
    let forms = scalings.compactMap { scaling -> QuadraticFit? in
      budget.spend(QuadraticRows.work(rows: all.count, terms: terms) * terms / 3)
      return all.form(scaling)
    }
    return forms.min { $0.error < $1.error }.map { form in
      Found(error: form.error, laws: form.laws(of: problem, transform, isNegative: all.isNegative))
    }
  }

  /// Rows for the comparison of exponents: some of all, and under noise of one size also those with the largest values, whose
  /// functions are known best if the target spans decades.
  private func samples(
    of rows: [Int], _ problem: Subproblem, _ terms: Int, _ weighting: Weighting
  ) -> [[Int]] {
    let count = settings.rowsOfTerm * terms
    let some = rows.evenlySpaced(atMost: count)
    guard weighting == .absoluteNoise, rows.count > count else { return [some] }
    let largest = rows.sorted { (abs(problem.values[$1]), $0) < (abs(problem.values[$0]), $1) }
    return [some, largest.prefix(count).sorted()]
  }

  /// The exponents of the factor with which a quadratic form fits best: one input after the other.
  private func bestFactor(_ rows: QuadraticRows, _ budget: WorkBudget) -> QuadraticRows.Scaling {
    let magnitudes = rows.inputCount < settings.manyInputs ? settings.exponents : settings.fewExponents
    let exponents = magnitudes.flatMap { [$0, -$0] }
    var best = (scaling: QuadraticRows.Scaling(), error: rows.error([:], budget))
    var beam = [best.scaling]
    for _ in 0..<min(settings.factors, rows.inputCount) where !budget.isExhausted {
      var seen: Set<QuadraticRows.Scaling> = []
      var next: [(scaling: QuadraticRows.Scaling, error: Double)] = []
      for scaling in beam {
        for input in rows.positiveInputs where scaling[input] == nil {
          for exponent in exponents where !budget.isExhausted {
            var longer = scaling
            longer[input] = exponent
            guard seen.insert(longer).inserted else { continue }
            next.append((longer, rows.error(longer, budget)))
          }
        }
      }
      next.sort { $0.error < $1.error }
      beam = next.prefix(settings.width).map(\.scaling)
      if let first = next.first, first.error < settings.worthwhile * best.error { best = first }
    }
    return best.scaling
  }

  /// The power of one input with which a quadratic form of the logarithm is multiplied: powers of the target's factor are fitted.
  private func bestGaussian(_ rows: QuadraticRows, _ budget: WorkBudget) -> QuadraticRows.Scaling {
    var best = (scaling: QuadraticRows.Scaling(), error: rows.error([:], budget))
    for input in rows.positiveInputs {
      for exponent in [-2, -1, 1, 2] where !budget.isExhausted {
        guard let exponent = Rational(exponent, 1) else { continue }
        let scaling = [input: exponent]
        let error = rows.error(scaling, budget)
        if error < settings.worthwhile * best.error { best = (scaling, error) }
      }
    }
    return best.scaling
  }
}
