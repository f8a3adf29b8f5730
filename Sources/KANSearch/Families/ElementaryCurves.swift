import KANFitting
import KANFormula
import KANNumerics
import RealModule

/// The laws that everybody tries first: a constant, a line, a power, an exponential and a logarithm of each input.
///
/// They are always in the table that users see, so that every other law stands beside them.
struct ElementaryCurves: LawFamily {
  static let name = "elementary"
  static let summary = "a constant, and a line, power, exponential and logarithm of each input"
  static let tier = FamilyTier.common

  /// The numbers that decide.
  struct Settings: Sendable {
    /// Rows of the first fit, whose constants are refined afterwards.
    var rows = 2_000
    /// Inputs beyond which a line of all of them is no simple law any more.
    var maximumInputsOfPlane = 12
  }

  var settings = Settings()

  /// A law with constants to start a refinement from, and how far its first fit is off.
  private struct Start {
    let law: Expression
    let misfit: Double
  }

  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    // Exact laws of these kinds are sums of one term or two.
    context.look.weighting == .rounding ? [] : best(for: problem)
  }

  /// The best law of every kind, simplest first.
  func best(for problem: Subproblem) -> [Expression] {
    let rows = problem.table.rows(atMost: settings.rows)
    let t = rows.map { problem.values[$0] }
    var found: [Expression] = [.real(t.mean)]
    let curves = problem.inputs.map { self.curves(of: $0, problem, rows, t) }
    for kind in Kind.allCases {
      let best = curves.compactMap { $0[kind] }.min { $0.misfit < $1.misfit }
      if let best { found.append(best.law) }
    }
    return (found + plane(problem, rows, t)).map { problem.composed(with: $0) }
  }

  /// The kinds of curves of one input.
  private enum Kind: CaseIterable {
    case proportional, line, exponential, power, logarithm
  }

  /// A line in all inputs.
  private func plane(_ problem: Subproblem, _ rows: [Int], _ t: [Double]) -> [Expression] {
    let columns = problem.inputs.map { i in rows.map { problem.table.inputs[i][$0] } }
    guard (2...settings.maximumInputsOfPlane).contains(columns.count), rows.count > columns.count + 1,
      let fit = try? LinearLeastSquares.fit(columns: columns + [t.map { _ in 1 }], y: t)
    else { return [] }
    let terms = zip(problem.inputs, fit.parameters).map { .real($1) * problem.table.variable($0) }
    return [.sum(terms + [.real(fit.parameters[columns.count])])]
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
    let keepsSign = t.allSatisfy { $0 > 0 } || t.allSatisfy { $0 < 0 }
    let logarithms = keepsSign ? t.map { Double.log(abs($0)) } : nil
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
