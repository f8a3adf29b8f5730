extension Expression {
  /// The expression in normal form: the same function on `box`, as short as the rules can make it.
  ///
  /// Numbers are folded, like terms and like powers collected, redundant measured constants merged so that
  /// each one left can be identified on its own, and of the expanded and factored forms the one of lowest
  /// `complexity` is kept. Simplifying twice gives the same as once.
  ///
  /// - Parameter box: ranges of the variables, which tell whether √(x²) is x or |x|; a variable without
  ///   a range may take any value.
  /// - Returns: an expression that agrees with this one wherever this one is defined on the box.
  public func simplified(on box: [String: ClosedRange<Double>] = [:]) -> Expression {
    let simplifier = Simplifier(box: box)
    var seen: [Expression] = []
    var current = self
    // Almost always the second pass confirms the first. Should passes go round in a circle, the cheapest of
    // the circle is the answer from wherever one enters it.
    for _ in 0..<12 {
      let next = simplifier.presented(simplifier.normalForm(current))
      if next == current { return next }
      if let start = seen.firstIndex(of: next) {
        return seen[start...].min { ($0.complexity, "\($0)") < ($1.complexity, "\($1)") } ?? next
      }
      seen.append(next)
      current = next
    }
    return current
  }
}
