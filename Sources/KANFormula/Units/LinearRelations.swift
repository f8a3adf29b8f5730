/// Linear equations over exact fractions, taken one by one, each reduced by those before it.
struct LinearRelations {
  /// Σ coefficient·unknown = right side, one number a base quantity on the right.
  struct Equation {
    var coefficients: [Int: Rational]
    var right: [Rational]
  }

  /// What an equation says beside those before it.
  enum Outcome { case new, known, contradiction, overflow }

  /// Each solved for its pivot, which occurs in no other.
  private var rows: [(pivot: Int, equation: Equation)] = []

  /// Takes an equation.
  mutating func add(_ equation: Equation) -> Outcome {
    var reduced = equation
    for row in rows {
      guard let coefficient = reduced.coefficients[row.pivot] else { continue }
      guard let next = Self.minus(reduced, coefficient, row.equation) else { return .overflow }
      reduced = next
    }
    guard let (pivot, coefficient) = reduced.coefficients.min(by: { $0.key < $1.key }) else {
      return reduced.right.allSatisfy { $0 == .zero } ? .known : .contradiction
    }
    guard let inverse = coefficient.inverse, let unit = Self.scaled(reduced, inverse) else {
      return .overflow
    }
    for r in rows.indices {
      guard let factor = rows[r].equation.coefficients[pivot] else { continue }
      guard let next = Self.minus(rows[r].equation, factor, unit) else { return .overflow }
      rows[r].equation = next
    }
    rows.append((pivot, unit))
    return .new
  }

  /// The value of an unknown, if the equations determine it.
  func value(of unknown: Int) -> [Rational]? {
    rows.first { $0.pivot == unknown && $0.equation.coefficients.count == 1 }?.equation.right
  }

  private static func scaled(_ equation: Equation, _ factor: Rational) -> Equation? {
    minus(Equation(coefficients: [:], right: equation.right.map { _ in .zero }), -factor, equation)
  }

  /// a − factor·b.
  private static func minus(_ a: Equation, _ factor: Rational, _ b: Equation) -> Equation? {
    var result = a
    for (unknown, value) in b.coefficients {
      guard let change = factor * value, let sum = (a.coefficients[unknown] ?? .zero) - change else {
        return nil
      }
      result.coefficients[unknown] = sum == .zero ? nil : sum
    }
    for n in result.right.indices {
      guard let change = factor * b.right[n], let sum = a.right[n] - change else { return nil }
      result.right[n] = sum
    }
    return result
  }
}
