import KANFormula
import RealModule

/// A fitted quadratic form of some inputs, and the laws that follow from it.
struct QuadraticFit: Sendable {
  /// A term with its constant in the units of the table, and the standard error of it.
  struct FittedTerm: Sendable {
    let term: QuadraticRows.Term
    let constant: Double
    let error: Double
  }

  /// The terms that remained.
  let terms: [FittedTerm]
  /// The exponents of the inputs in the factor of the law, or in its exponent.
  let scaling: QuadraticRows.Scaling
  /// The logarithm of a constant factor; `nil` if the form is not that of a logarithm.
  let offset: Double?
  /// √(mean square residual) over the root mean square of the function of the target, both weighted.
  let error: Double

  /// The relative tolerance within which constants are taken as equal, or as simple numbers, and the same in standard errors; further
  /// laws have them free.
  private static let (nearness, standardErrors) = (0.05, 3.0)
  /// The tolerance of ratios beyond which any would be simple, and the largest ratio that is taken as exact.
  private static let (largestTolerance, largestSimple) = (0.3, 4.0)
  /// Exponents within this distance of a whole or half number are taken as that.
  private static let nearnessOfExponents = 0.1

  /// A part of the form: a constant with its error, times an expression.
  private typealias Part = (constant: Double, error: Double, expression: Expression)

  /// The laws for the target of a problem: with squares of sums and differences if there are any, with simple ratios of constants, and
  /// with all constants free.
  func laws(of problem: Subproblem, _ transform: TargetTransform, isNegative: Bool) -> [Expression] {
    let inputs = problem.inputs.map(problem.table.variable)
    let plain = Self.products(terms, inputs)
    let (squares, rest) = completingSquares(inputs)
    var forms: [(parts: [Part], isSimple: Bool)] = [(plain, true), (plain, false)]
    if !squares.isEmpty { forms.insert((squares + rest, true), at: 0) }
    // Where the squares of a distance nearly cancel, they determine everything else badly.
    if !squares.isEmpty, !rest.isEmpty { forms.insert((squares, true), at: 0) }
    return forms.compactMap { parts, isSimple in
      let law =
        offset.map { exponential($0, parts, inputs, isSimple) }
        ?? power(parts, inputs, transform, isSimple)
      return isNegative ? law.map { -$0 } : law
    }
  }

  private static func products(_ terms: [FittedTerm], _ inputs: [Expression]) -> [Part] {
    terms.compactMap { fitted in
      guard case .product(let positions) = fitted.term else { return nil }
      return (fitted.constant, fitted.error, Expression.product(positions.map { inputs[$0] }).simplified())
    }
  }

  /// c·a² ± 2c·ab + c·b² as c·(a ± b)², and the other products.
  private func completingSquares(_ inputs: [Expression]) -> (squares: [Part], rest: [Part]) {
    var left = Dictionary(uniqueKeysWithValues: terms.map { ($0.term, $0) })
    var squares: [Part] = []
    for a in inputs.indices {
      for b in inputs.indices where b > a {
        guard let first = left[.product([a, a])], let second = left[.product([b, b])],
          let mixed = left[.product([a, b])],
          Self.areNear(first.constant, second.constant, within: first.error + second.error),
          Self.areNear(
            abs(mixed.constant), abs(first.constant + second.constant),
            within: first.error + second.error + mixed.error)
        else { continue }
        let sum = mixed.constant * first.constant > 0 ? inputs[a] + inputs[b] : inputs[a] - inputs[b]
        squares.append(
          ((first.constant + second.constant) / 2, (first.error + second.error) / 2, .power(sum, 2)))
        for positions in [[a, a], [b, b], [a, b]] { left[.product(positions)] = nil }
      }
    }
    return (squares, Self.products(terms.filter { left[$0.term] != nil }, inputs))
  }

  private static func areNear(_ a: Double, _ b: Double, within error: Double) -> Bool {
    abs(a - b) <= max(nearness * max(abs(a), abs(b)), standardErrors * error)
  }

  /// The constant of the first part, without its sign, and the sum of all parts over it.
  private func normalised(_ parts: [Part], _ isSimple: Bool) -> (size: Double, sum: Expression)? {
    // A constant term is in other units than the products, and says least about their ratios.
    guard let reference = parts.first(where: { !$0.expression.variables.isEmpty }) ?? parts.first,
      reference.constant != 0
    else { return nil }
    let size = abs(reference.constant)
    let sum = Expression.sum(
      parts.map { part in
        let ratio = part.constant / size
        let error = (part.error + reference.error) / size
        return (isSimple ? Self.simple(ratio, within: error) : .real(ratio)) * part.expression
      })
    return (size, sum)
  }

  /// A ratio of constants, exact if it is near a simple number.
  private static func simple(_ ratio: Double, within error: Double) -> Expression {
    guard abs(ratio) < largestSimple * (1 + nearness) else { return .real(ratio) }
    let tolerance = min(largestTolerance, max(nearness * abs(ratio), standardErrors * error))
    guard let near = Rational(near: ratio, denominators: [1, 2], within: tolerance), near != Rational(0)
    else {
      return .real(ratio)
    }
    return .rational(near)
  }

  /// The powers of inputs in the factor, or in the exponent.
  private func factors(_ inputs: [Expression]) -> [Expression] {
    scaling.sorted { $0.key < $1.key }.map { .power(inputs[$0.key], .rational($0.value)) }
  }

  /// Πx^e·(A·Q)^(1/q) for a form of a power; `nil` if there is no form.
  private func power(
    _ parts: [Part], _ inputs: [Expression], _ transform: TargetTransform, _ isSimple: Bool
  ) -> Expression? {
    guard case .power(let power) = transform, let (size, sum) = normalised(parts, isSimple),
      let root = Rational(power.denominator, power.numerator)
    else { return nil }
    return .product(
      [.real(.pow(size, root.doubleValue))] + factors(inputs) + [.power(sum, .rational(root))])
  }

  /// e^offset·Πx^p·exp(A·Πx^e·Q); `nil` if there is no form.
  private func exponential(
    _ offset: Double, _ parts: [Part], _ inputs: [Expression], _ isSimple: Bool
  ) -> Expression? {
    guard let (size, sum) = normalised(parts, isSimple) else { return nil }
    let powers = terms.compactMap { fitted -> Expression? in
      guard case .logarithm(let input) = fitted.term else { return nil }
      let plain = Rational(near: fitted.constant, denominators: [1, 2], within: Self.nearnessOfExponents)
      return .power(inputs[input], plain.map(Expression.rational) ?? .real(fitted.constant))
    }
    return .product(
      [.real(.exp(offset))] + powers + [.exp(.product([.real(size)] + factors(inputs) + [sum]))])
  }
}
