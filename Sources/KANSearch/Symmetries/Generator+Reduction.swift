import KANFormula
import RealModule

extension Generator {
  /// The problem with one input fewer, in the invariants of the generator; `nil` if a column has no such power.
  func reduced(_ problem: Subproblem) -> Subproblem? {
    let table = problem.table
    func x(_ n: Int) -> (expression: Expression, values: [Double]) {
      (table.variable(n), table.inputs[n])
    }
    switch form {
    case .absent(let n):
      return Subproblem(
        table: table, values: problem.values, factor: problem.factor, term: problem.term,
        inputs: problem.inputs.filter { $0 != n }, dropped: problem.dropped + [n])
    case .factor(let n, let degree):
      return problem.divided(by: x(n), to: degree)?.without([n])
    case .pair(let i, let p, let j, let q, let weight):
      guard let (expression, values) = Self.invariant(x(i), p, x(j), q, weight) else { return nil }
      return problem.replacing([i, j], finite: expression, values)
    case .together(let all, let weights, let power):
      // x_k moves by w_k: w₀·u_k − w_k·u₀ is invariant, with u the power of x.
      return problem.replacingFirst(of: all) { k in
        guard let ratio = weights[k] / weights[0] else { return nil }
        return Self.invariant(x(all[k]), power, x(all[0]), power, -ratio)
      }
    case .homogeneous(let all, let weights, let degree):
      guard let exponent = degree / weights[0],
        let divided = problem.divided(by: x(all[0]), to: exponent)
      else { return nil }
      return Self.ratios(of: all, weights, in: divided)
    case .logarithmic(let all, let weights, let slope):
      guard x(all[0]).values.allSatisfy({ $0 > 0 }) else { return nil }
      let a = slope / weights[0].doubleValue
      let factor =
        Rational(near: a, denominators: [1, 2, 3], within: 1e-9).map(Expression.rational) ?? .real(a)
      let term = Expression.product([problem.factor, factor, .log(x(all[0]).expression)])
      let rest = Subproblem(
        table: table, values: zip(problem.values, x(all[0]).values).map { $0 - a * .log($1) },
        factor: problem.factor, term: problem.term == 0 ? term : problem.term + term, inputs: problem.inputs,
        dropped: problem.dropped)
      return Self.ratios(of: all, weights, in: rest)
    }
  }

  /// x_k/x₀^(w_k/w₀) in place of all x.
  private static func ratios(
    of all: [Int], _ weights: [Rational], in problem: Subproblem
  ) -> Subproblem? {
    let table = problem.table
    return problem.replacingFirst(of: all) { k in
      guard let ratio = weights[k] / weights[0] else { return nil }
      return invariant(
        (table.variable(all[k]), table.inputs[all[k]]), 0,
        (table.variable(all[0]), table.inputs[all[0]]), 0, -ratio)
    }
  }

  /// u^p + weight·v^q; with logarithms its exponential, so that no logarithm remains: u·v^weight, u·exp(weight·v^q).
  static func invariant(
    _ u: (expression: Expression, values: [Double]), _ p: Rational,
    _ v: (expression: Expression, values: [Double]), _ q: Rational, _ weight: Rational
  ) -> (Expression, [Double])? {
    let k = weight.doubleValue
    let result: (Expression, [Double])
    switch (p, q) {
    case (.zero, .zero):
      // Whole exponents if possible: u²·v rather than u·v^(1/2).
      let (a, b) = (weight.denominator, weight.numerator)
      result = (
        u.expression.raised(to: Rational(a)) * v.expression.raised(to: Rational(b)),
        zip(u.values, v.values).map { $0.wholePower(a) * $1.wholePower(b) }
      )
    case (.zero, _):
      result = (
        u.expression * .exp(.rational(weight) * v.expression.raised(to: q)),
        zip(u.values, v.values).map { $0 * .exp(k * $1.power(q)) }
      )
    case (_, .zero):
      guard let inverse = Rational(1) / weight else { return nil }
      return invariant(v, q, u, p, inverse)
    default:
      let second = v.expression.raised(to: q)
      result = (
        weight == -1
          ? u.expression.raised(to: p) - second
          : u.expression.raised(to: p) + (weight == 1 ? second : .rational(weight) * second),
        zip(u.values, v.values).map { $0.power(p) + k * $1.power(q) }
      )
    }
    return result.1.allSatisfy(\.isFinite) ? result : nil
  }
}

extension Subproblem {
  /// The problem without some columns, which a factor or term already contains.
  func without(_ columns: [Int]) -> Subproblem {
    Subproblem(
      table: table, values: values, factor: factor, term: term,
      inputs: inputs.filter { !columns.contains($0) },
      dropped: dropped)
  }

  /// t/x^degree; `nil` if that is not finite.
  func divided(
    by x: (expression: Expression, values: [Double]), to degree: Rational
  ) -> Subproblem? {
    let quotient = zip(values, x.values).map { $0 / $1.power(degree) }
    guard quotient.allSatisfy(\.isFinite) else { return nil }
    let power = x.expression.raised(to: degree)
    return Subproblem(
      table: table, values: quotient, factor: factor == 1 ? power : factor * power, term: term,
      inputs: inputs,
      dropped: dropped)
  }

  fileprivate func replacing(
    _ columns: [Int], finite expression: Expression, _ values: [Double]
  ) -> Subproblem? {
    values.allSatisfy(\.isFinite) && !values.isNearlyConstant
      ? replacing(columns, with: expression, values) : nil
  }

  /// Replaces every column but the first by an invariant of it and the first, which is removed.
  fileprivate func replacingFirst(
    of columns: [Int], by invariant: (Int) -> (Expression, [Double])?
  ) -> Subproblem? {
    var result: Subproblem? = self
    for k in columns.indices.dropFirst() {
      guard let (expression, values) = invariant(k) else { return nil }
      result = result?.replacing([columns[k]], finite: expression, values)
    }
    return result?.without([columns[0]])
  }
}

extension Expression {
  /// The expression to a power, itself for 1.
  func raised(to exponent: Rational) -> Expression {
    exponent == 1 ? self : exponent == .zero ? 1 : pow(.rational(exponent))
  }
}

extension Double {
  /// self^exponent; NaN for a root of a negative number.
  func power(_ exponent: Rational) -> Double {
    exponent.denominator == 1 ? wholePower(exponent.numerator) : .pow(self, exponent.doubleValue)
  }
}
