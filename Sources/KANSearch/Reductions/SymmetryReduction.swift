import KANSymbolic

/// Replaces inputs by the quantities through which alone they matter: differences, ratios, sums of squares, combinations of powers; and
/// divides out what the target is homogeneous in.
///
/// A smooth network learns the target, generators of symmetries are read off its derivatives, and of each a network to which it is
/// built in has to be as good (`SymmetryChain`). What remains has fewer inputs, so that richer libraries reach deeper into it.
struct SymmetryReduction: Reduction {
  static let name = "symmetries"
  static let summary = "inputs are replaced by the combinations on which a network depends"

  /// The numbers that decide.
  struct Settings: Sendable {
    /// Rows that networks learn from and are judged on, evenly through the table.
    var rows = 2_000
    /// How they are trained: with fewer rows and less accuracy than for symmetries as a result of their own, since laws are verified.
    var training = Self.training
    /// The smaller problems that one problem may become: after the last symmetry, and after the one before, in case the last is wrong.
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

  /// The smaller problems, and what the last network leaves on rows kept back, as a share of the target's spread; `nil` where no network
  /// explains the target.
  func reduced(
    _ problem: Subproblem, in context: SearchContext
  ) -> (problems: [Subproblem], error: Double)? {
    guard problem.inputs.count > 1 else { return nil }
    var chain = SymmetryChain(context: context, seed: seed)
    chain.training = settings.training
    // Networks that were trained until they were good enough differ by luck only.
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
    return (problems.dropFirst().suffix(settings.limit).reversed(), outcome.error)
  }
}

extension Subproblem {
  /// The problem on at most so many rows, evenly through the table.
  fileprivate func limited(to rows: Int) -> Subproblem {
    guard table.count > rows else { return self }
    let places = table.rows(atMost: rows)
    return Subproblem(
      table: table.selecting(places), values: places.map { values[$0] }, factor: factor, term: term,
      inputs: inputs,
      dropped: dropped)
  }
}
