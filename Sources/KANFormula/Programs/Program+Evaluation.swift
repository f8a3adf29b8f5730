extension Program {
  /// The outputs for the given `values` of the inputs.
  package func values(at values: [String: Double]) -> [Double] {
    var known = values
    for step in steps { known[step.name] = step.expression.value(at: known) }
    return outputs.map { $0.expression.value(at: known) }
  }

  /// One expression for each output, all steps written out.
  ///
  /// The tree of a network with several layers of nodes grows with the number of paths through it; equal parts share memory until
  /// they are rebuilt.
  package var expressions: [Expression] {
    var known: [String: Expression] = [:]
    for step in steps { known[step.name] = step.expression.substituting(known) }
    return outputs.map { $0.expression.substituting(known) }
  }
}
