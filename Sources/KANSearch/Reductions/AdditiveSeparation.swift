import KANFormula
import KANNumerics

/// Subtracts the contributions of single inputs as terms: t = ±k·x^p + rest, with simple k.
///
/// An input is a term if t is the sum of a power of it and a function of the others; this is tested on the data (`MainEffects`).
/// The interaction of the other inputs is noise in that test, so k is known only to a few percent: it is taken if it is near a
/// simple number, as for sums of quantities of the same kind. It is confirmed if a law for the rest reproduces every row.
struct AdditiveSeparation: Reduction {
  static let name = "terms"
  static let summary = "terms of single inputs are subtracted"

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The number of rows for the tests, and the minimum required.
    var rows = 2_500
    var leastRows = 100
    /// The factor by which chance may be exceeded before inputs count as interacting: the size of the others' interaction depends
    /// on the inputs.
    var leniency = 3.0
    /// Exponents p, in the order in which they are tried.
    var exponents = [1, 2, -1, -2]
    /// k has to be this many standard errors from 0, and known to this relative accuracy.
    var significance = 8.0
    var largestShareOfError = 0.06
    /// k is taken for a simple number within this many standard errors.
    var tolerance = 4.0
  }

  var settings = Settings()

  func reduce(_ problem: Subproblem, in context: SearchContext) -> [Subproblem] {
    let table = problem.table
    let chosen = table.rows(atMost: settings.rows)
    guard problem.inputs.count > 1, chosen.count > settings.leastRows else { return [] }
    let columns = problem.inputs.map { i in chosen.map { table.inputs[i][$0] } }
    let effects = MainEffects(
      target: chosen.map { problem.values[$0] }, inputs: columns, budget: context.budget)
    var values = problem.values
    var terms = problem.term == 0 ? [] : [problem.term]
    var left: [Int] = []
    for (n, input) in problem.inputs.enumerated() {
      let isAlone = problem.inputs.indices.allSatisfy {
        $0 == n || !effects.interact(n, $0, leniency: settings.leniency)
      }
      guard isAlone, let (factor, power) = term(columns[n], n, effects) else {
        left.append(input)
        continue
      }
      let k = factor.doubleValue
      for s in values.indices { values[s] -= k * table.inputs[input][s].wholePower(power) }
      let base: Expression =
        power == 1 ? table.variable(input) : .power(table.variable(input), .rational(Rational(power)))
      terms.append(.product([problem.factor, .rational(factor), base]))
    }
    guard left.count < problem.inputs.count, left.count > 1, values.allSatisfy(\.isFinite) else { return [] }
    return [
      Subproblem(
        table: table, values: values, factor: problem.factor,
        term: terms.count == 1 ? terms[0] : .sum(terms), inputs: left, dropped: problem.dropped)
    ]
  }

  /// k and p of input n, if it is such a term.
  private func term(_ column: [Double], _ n: Int, _ effects: MainEffects) -> (Rational, Int)? {
    let full = effects.residualSquare
    let variance = max(full / Double(effects.target.count), .leastNormalMagnitude)
    let freed = effects.bases[n].columns.count - 1
    for power in settings.exponents where power > 0 || !column.contains(0) {
      let values = column.map { $0.wholePower(power) }
      let rise = (effects.residualSquare(replacing: n, with: [values]) - full) / variance
      guard !Chance.isExceeded(by: rise, degreesOfFreedom: freed) else { continue }
      let k = effects.coefficients(of: [values], replacing: n)[0]
      guard abs(k.value) > settings.significance * k.error,
        k.error < settings.largestShareOfError * abs(k.value)
      else { continue }
      // Far from 0 in units of its error, so that 0 itself is not a candidate.
      if let simple = Rational(near: k.value, denominators: [1, 2], within: settings.tolerance * k.error),
        simple != 0
      {
        return (simple, power)
      }
    }
    return nil
  }
}
