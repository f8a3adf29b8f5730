import KANSymbolic

/// Replaces inputs by the only quantities through which they matter: differences, ratios, sums of squares, combinations of powers;
/// and divides out powers in which the target is homogeneous.
///
/// A smooth network learns the target, generators of symmetries are read off its derivatives, and a network with the symmetry built
/// in has to be as good (`SymmetryChain`). The remaining problem has fewer inputs, for which richer libraries can be used.
struct SymmetryReduction: Reduction {
  static let name = "symmetries"
  static let summary = "inputs are replaced by the combinations on which a network depends"

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The number of training and validation rows of networks, evenly spaced.
    var rows = 2_000
    /// The settings of training: fewer rows and less accuracy than for symmetries as a result of their own, since laws are verified.
    var training = Self.training
    /// The number of smaller problems from one problem: after the last symmetry, and after the one before, in case the last is wrong;
    /// the former counts once, even if it can be written in two ways.
    var limit = 2

    private static let training: SurrogateTrainer.Settings = {
      var training = SurrogateTrainer.Settings()
      (training.rows, training.racingRows, training.enough) = (1_600, 500, 3e-4)
      return training
    }()
  }

  var settings = Settings()
  /// The seed of the networks.
  var seed: UInt64 = 1

  func reduce(_ problem: Subproblem, in context: SearchContext) -> [Subproblem] {
    reduced(problem, in: context)?.problems ?? []
  }

  /// The smaller problems, and the relative error of the last network on validation rows; `nil` if no network explains the target.
  func reduced(
    _ problem: Subproblem, in context: SearchContext
  ) -> (problems: [Subproblem], error: Double)? {
    guard problem.inputs.count > 1 else { return nil }
    var chain = SymmetryChain(context: context, seed: seed)
    chain.training = settings.training
    // Networks that were trained until they were good enough differ only by chance.
    chain.settings.rounding = settings.training.enough
    let sketch = problem.limited(to: settings.rows)
    let separated = context.reduce(sketch, by: MultiplicativeSeparation(isCautious: true)).first
    guard let outcome = chain.run(sketch, separated: separated), outcome.error <= chain.largestError else {
      return nil
    }
    // The same steps on all rows.
    var problems = [problem]
    for step in outcome.steps {
      guard let next = step.generator.reduced(problems[problems.count - 1]) else { break }
      problems.append(next)
    }
    var smaller = Array(problems.dropFirst().suffix(settings.limit).reversed())
    // The last symmetry may be used in two ways.
    if problems.count == outcome.steps.count + 1, let last = outcome.steps.last?.generator.inOtherGauge,
      let other = last.reduced(problems[problems.count - 2])
    {
      smaller.insert(other, at: 1)
    }
    return (smaller, outcome.error)
  }
}

extension Subproblem {
  /// The problem on at most `rows` evenly spaced rows.
  fileprivate func limited(to rows: Int) -> Subproblem {
    guard table.count > rows else { return self }
    let places = table.rows(atMost: rows)
    return Subproblem(
      table: table.selecting(places), values: places.map { values[$0] }, factor: factor, term: term,
      inputs: inputs,
      dropped: dropped)
  }
}
