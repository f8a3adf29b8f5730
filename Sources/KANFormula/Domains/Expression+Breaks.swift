extension Expression {
  /// Whether a logarithm, root, pole or inverse function of the expression is known to be undefined somewhere inside a box: at a
  /// point where its condition fails, or between two rows where the base of a pole has both signs.
  ///
  /// A pole on the border of the box does not lie inside it; cases that can be neither proven nor refuted count as defined.
  ///
  /// - Parameters:
  ///   - box: The ranges of the variables.
  ///   - names: The names of `columns`.
  ///   - columns: Points of the box, by variable, at all of which the expression is finite.
  package func breaks(
    inside box: [String: ClosedRange<Double>], names: [String], columns: [[Double]]
  ) -> Bool {
    let sides = box.mapValues { Interval($0) }
    return DomainCondition.all(of: self).contains { condition in
      if condition.domain == .nonZero, condition.hasBothSigns(names: names, columns: columns) { return true }
      return condition.verdict(on: sides) == .violated
    }
  }
}

extension DomainCondition {
  /// Whether the argument, which is continuous between rows, is above zero in one row and below in another.
  fileprivate func hasBothSigns(names: [String], columns: [[Double]]) -> Bool {
    guard let values = try? CompiledExpression(argument, variables: names).values(columns) else {
      return false
    }
    return values.contains { $0 > 0 } && values.contains { $0 < 0 }
  }
}
