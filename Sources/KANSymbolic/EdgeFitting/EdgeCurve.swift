import KANModel

/// One edge as a plot shows it: its curve, what the rows of a table say of it, and how well they determine it.
package struct EdgeCurve: Hashable, Sendable {
  /// Where the edge sits.
  package let address: Network.EdgeAddress
  /// Arguments in equal steps over what the edge sees; in the user's units for edges of the first layer, else in
  /// the network's own.
  package let x: [Double]
  /// φ(x) in the network's own units.
  package let values: [Double]
  /// One standard error of φ(x), everything else in the network held fixed; `nil` if it cannot be told.
  package let standardErrors: [Double]?
  /// The arguments of the samples.
  package let sampleX: [Double]
  /// What φ would have to be for the network to meet each row's target: φ + r·J/J², with the residual r and the
  /// slope J of the output by the edge. The curve itself where there are no targets.
  package let sampleY: [Double]
}
