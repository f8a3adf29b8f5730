import KANFitting
import KANFormula
import KANNumerics
import KANSymbolic
import RealModule

/// The laws that are usually tried first: a constant, a line, a power, an exponential and a logarithm of each input.
///
/// They are always in the table that users see, for comparison with every other law.
struct ElementaryCurves: LawFamily {
  static let name = "elementary"
  static let summary =
    "a constant; a line, a power, an exponential and a logarithm of each input; planes in several inputs"
  static let tier = FamilyTier.common

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// Rows of the first fit, whose constants are refined afterwards.
    var rows = 2_000
    /// The maximum number of inputs of a plane, the rows that each requires, and the number of planes of different size that are
    /// proposed.
    var maximumInputsOfPlane = 12
    var rowsOfInput = 2
    var planes = 3
    /// The inputs of which all small combinations are tried.
    var core = 30
  }

  var settings = Settings()

  /// A law with initial constants for refinement, and the error of its first fit.
  private struct Start {
    let law: Expression
    let misfit: Double
  }

  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    // Exact laws of these kinds are sums of one term or two.
    context.look.weighting == .rounding ? [] : best(for: problem, planes: settings.planes, context.budget)
  }

  /// The best law of every kind, simplest first.
  ///
  /// - Parameters:
  ///   - planes: The number of planes of different size, those of shortest description.
  ///   - budget: Charged for the choice of their inputs.
  func best(for problem: Subproblem, planes: Int = 1, _ budget: WorkBudget) -> [Expression] {
    let rows = problem.table.rows(atMost: settings.rows)
    let t = rows.map { problem.values[$0] }
    var found: [Expression] = [.real(t.mean)]
    let curves = problem.inputs.map { self.curves(of: $0, problem, rows, t) }
    for kind in Kind.allCases {
      let best = curves.compactMap { $0[kind] }.min { $0.misfit < $1.misfit }
      if let best { found.append(best.law) }
    }
    return (found + self.planes(problem, rows, t, limit: planes, budget)).map { problem.composed(with: $0) }
  }

  /// The kinds of curves of one input.
  private enum Kind: CaseIterable {
    case proportional, line, exponential, power, logarithm
  }

  /// Linear functions of some inputs: the best choice of every size, of which the shortest descriptions are taken.
  private func planes(
    _ problem: Subproblem, _ rows: [Int], _ t: [Double], limit: Int, _ budget: WorkBudget
  ) -> [Expression] {
    let largest = min(
      problem.inputs.count, settings.maximumInputsOfPlane, rows.count / settings.rowsOfInput - 2)
    guard largest >= 2 else { return [] }
    let columns = problem.inputs.map { i in rows.map { problem.table.inputs[i][$0] } }
    // Centred at their means, so that no column is nearly constant.
    let centred = columns.map { column in
      let mean = column.mean
      return column.map { $0 - mean }
    }
    var selection = SubsetSelection(columns: centred + [t.map { _ in 1 }], target: t, budget: budget)
    selection.required = [columns.count]
    selection.core = Array(columns.indices.prefix(settings.core))
    selection.maximumColumns = largest + 1
    func law(_ choice: SubsetSelection.Choice) -> Expression? {
      let own = choice.columns.filter { $0 < columns.count }.sorted()
      guard
        let fit = try? LinearLeastSquares.fit(columns: own.map { columns[$0] } + [t.map { _ in 1 }], y: t),
        fit.parameters.allSatisfy(\.isFinite)
      else { return nil }
      let terms = zip(own, fit.parameters).map { .real($1) * problem.table.variable(problem.inputs[$0]) }
      return .sum(terms + [.real(fit.parameters[own.count])])
    }
    let structure = StructurePrice(inputCount: problem.table.inputs.count)
    let choices = selection.run().filter { $0.columns.count > 2 }
    return selection.worthwhile(choices, of: columns.count, limit: limit) { choice in
      law(choice).map { structure($0) } ?? .infinity
    }.compactMap(law)
  }

  private func curves(of input: Int, _ problem: Subproblem, _ rows: [Int], _ t: [Double]) -> [Kind: Start] {
    let x = problem.table.variable(input)
    let values = rows.map { problem.table.inputs[input][$0] }
    var found: [Kind: Start] = [:]
    if let fit = try? LinearLeastSquares.fit(columns: [values], y: t), fit.parameters[0].isFinite {
      found[.proportional] = Start(law: .real(fit.parameters[0]) * x, misfit: fit.sumOfSquares)
    }
    if let fit = line(values, t) {
      found[.line] = Start(
        law: .sum([.real(fit.parameters[0]) * x, .real(fit.parameters[1])]), misfit: fit.sumOfSquares)
    }
    let logarithms = t.keepsSign ? t.map { Double.log(abs($0)) } : nil
    func factor(_ logarithm: Double) -> Expression { .real(((t.first ?? 1) < 0 ? -1 : 1) * .exp(logarithm)) }
    if let logarithms, let fit = line(values, logarithms) {
      found[.exponential] = Start(
        law: factor(fit.parameters[1]) * .exp(.real(fit.parameters[0]) * x), misfit: fit.sumOfSquares)
    }
    guard values.allSatisfy({ $0 > 0 }) else { return found }
    let steps = values.map { Double.log($0) }
    if let logarithms, let fit = line(steps, logarithms) {
      found[.power] = Start(
        law: factor(fit.parameters[1]) * .power(x, .real(fit.parameters[0])), misfit: fit.sumOfSquares)
    }
    if let fit = line(steps, t) {
      found[.logarithm] = Start(
        law: .sum([.real(fit.parameters[0]) * .log(x), .real(fit.parameters[1])]), misfit: fit.sumOfSquares)
    }
    return found
  }

  private func line(_ x: [Double], _ y: [Double]) -> FitResult? {
    guard let fit = try? LinearLeastSquares.fit(columns: [x, x.map { _ in 1 }], y: y),
      fit.parameters.allSatisfy(\.isFinite)
    else { return nil }
    return fit
  }
}
