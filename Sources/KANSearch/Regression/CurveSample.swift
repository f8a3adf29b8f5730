import KANFormula
import KANNumerics
import KANSymbolic

/// The remainder of a target along one input: the points to which a curve of that input is fitted.
struct CurveSample: Sendable {
  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The number of rows, and the minimum: one more than the constants of the simplest curve.
    var rows = 400
    var leastRows = 4
    /// With other inputs present, half the von Neumann ratio along an input up to which the target may be a curve of it alone:
    /// about the share of noise in its variance; 1 is chance.
    var largestRoughness = 0.3
  }

  /// The input's name in the laws of a sample.
  static let name = "x"
  static let variable = Expression.variable(name)

  /// The input and the target on every row.
  let x: [Double]
  let t: [Double]
  /// The inverse error of every value of the target, up to a factor.
  let weights: [Double]
  /// The range of the input.
  let range: ClosedRange<Double>
  private let refiner: ExpressionRefiner
  private let problem: Subproblem
  private let input: Int

  var width: Double { range.upperBound - range.lowerBound }

  /// The inputs along which the target may be a curve, independent of the others.
  static func inputs(of problem: Subproblem, _ settings: Settings = Settings()) -> [Int] {
    guard problem.inputs.count > 1 else { return problem.inputs }
    let ranks = problem.values.ranks
    return problem.inputs.filter {
      Chance.vonNeumannRatio(of: ranks, along: problem.table.inputs[$0]) / 2 < settings.largestRoughness
    }
  }

  /// - Returns: `nil` if there are too few rows, or if all are equal.
  init?(
    _ problem: Subproblem, along input: Int, weighting: Weighting, _ settings: Settings = Settings()
  ) {
    let column = problem.table.inputs[input]
    let rows = problem.table.rows(atMost: settings.rows)
    guard rows.count >= settings.leastRows else { return nil }
    x = rows.map { column[$0] }
    t = rows.map { problem.values[$0] }
    weights =
      switch weighting {
      case .rounding: x.map { _ in 1 }
      case .absoluteNoise: rows.map { problem.weight(at: $0) }
      case .proportionalNoise: t.map { 1 / max(abs($0), .leastNormalMagnitude) }
      }
    guard let low = x.min(), let high = x.max(), high > low, (high - low).isFinite,
      weights.allSatisfy(\.isFinite)
    else { return nil }
    range = low...high
    let size = (t.sumOfSquares / Double(t.count)).squareRoot()
    guard size > 0, size.isFinite else { return nil }
    refiner = ExpressionRefiner(
      columns: [x], names: [Self.name], target: t, rootWeights: weights, spread: size)
    self.problem = problem
    self.input = input
  }

  /// A law of the sample with its best constants.
  struct Fit: Sendable {
    let law: Expression
    /// The description length in nats, comparable among laws of one sample.
    let length: Double
  }

  /// A law with its best constants; `nil` if it is not finite.
  func fitted(_ law: Expression, _ budget: WorkBudget) -> Fit? {
    guard let refined = refiner.refine(law, budget: budget) else { return nil }
    let length = refined.descriptionLength(inputCount: 1).total
    guard length.isFinite, refined.expression.freeConstants.allSatisfy(\.isFinite) else { return nil }
    return Fit(law: refined.expression, length: length)
  }

  /// The residuals of a law; `nil` if it is not finite.
  func rest(of law: Expression) -> [Double]? {
    guard let compiled = try? CompiledExpression(law, variables: [Self.name]) else { return nil }
    let rest = zip(t, compiled.values([x])).map { $0 - $1 }
    return rest.allSatisfy(\.isFinite) ? rest : nil
  }

  /// The shortest of some laws of the sample, one of every form, as laws of the problem's target: first the best of every number of
  /// constants, since the table should contain simpler ones beside the most likely, then the shortest.
  func shortest(_ fits: [Fit], limit: Int) -> [Expression] {
    var seen: Set<Expression> = []
    let distinct = fits.sorted { $0.length < $1.length }.filter { seen.insert($0.law.form).inserted }
    var sizes: Set<Int> = []
    let best = distinct.indices.filter { sizes.insert(distinct[$0].law.freeConstants.count).inserted }
    let others = distinct.indices.filter { !best.contains($0) }
    return (best + others).prefix(limit).sorted().map { distinct[$0] }.map {
      problem.composed(with: $0.law.substituting([Self.name: problem.table.variable(input)]))
    }
  }
}
