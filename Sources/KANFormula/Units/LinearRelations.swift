/// Linear relations over exact fractions, taken one by one, each reduced by those before it.
struct LinearRelations {
  /// Σ coefficient·unknown = right side, with one number per base quantity on the right.
  struct Relation {
    var coefficients: [Int: Rational]
    var right: [Rational]
  }

  /// The information in a relation beyond those before it.
  enum Outcome { case new, known, contradiction, overflow }

  /// Each solved for its pivot, which occurs in no other.
  private var rows: [(pivot: Int, relation: Relation)] = []

  /// Adds a relation.
  mutating func add(_ relation: Relation) -> Outcome {
    var reduced = relation
    for row in rows {
      guard let coefficient = reduced.coefficients[row.pivot] else { continue }
      guard let next = Self.minus(reduced, coefficient, row.relation) else { return .overflow }
      reduced = next
    }
    guard let (pivot, coefficient) = reduced.coefficients.min(by: { $0.key < $1.key }) else {
      return reduced.right.allSatisfy { $0 == .zero } ? .known : .contradiction
    }
    guard let inverse = coefficient.inverse, let unit = Self.scaled(reduced, inverse) else {
      return .overflow
    }
    for r in rows.indices {
      guard let factor = rows[r].relation.coefficients[pivot] else { continue }
      guard let next = Self.minus(rows[r].relation, factor, unit) else { return .overflow }
      rows[r].relation = next
    }
    rows.append((pivot, unit))
    return .new
  }

  /// The value of an unknown, if the relations determine it.
  func value(of unknown: Int) -> [Rational]? {
    rows.first { $0.pivot == unknown && $0.relation.coefficients.count == 1 }?.relation.right
  }

  private static func scaled(_ relation: Relation, _ factor: Rational) -> Relation? {
    minus(Relation(coefficients: [:], right: relation.right.map { _ in .zero }), -factor, relation)
  }

  /// a − factor·b.
  private static func minus(_ a: Relation, _ factor: Rational, _ b: Relation) -> Relation? {
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
