/// Which of equal forms a simplifier takes, if not the shortest.
protocol FormPreference {
  /// The length of a presented form, in nodes.
  func length(_ expression: Expression) -> Int
  /// What a presented form costs beside its length, in 64ths of a node.
  func surcharge(_ expression: Expression, _ simplifier: Simplifier) -> Int
  /// Forms of a normal expression that the rules of `Alternatives` do not lead to, themselves normal.
  func forms(of expression: Expression, _ simplifier: Simplifier) -> [Expression]
}
