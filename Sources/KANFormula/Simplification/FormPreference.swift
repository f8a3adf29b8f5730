/// The criterion by which a simplifier chooses among equal forms, if not by length.
protocol FormPreference {
  /// The length of a presented form, in nodes.
  func length(_ expression: Expression) -> Int
  /// The length of a product of presented factors, for the comparison with forms that have its number inside one of its sums.
  func length(ofFactors factors: [Expression]) -> Int
  /// The cost of a presented form in addition to its length, in 64ths of a node.
  func surcharge(_ expression: Expression) -> Int
  /// Forms of a normal expression that the rules of `Alternatives` do not give, themselves normal.
  func forms(of expression: Expression, _ simplifier: Simplifier) -> [Expression]
}
