import KANModel

/// One edge for a plot: its curve, the rows of a table as points, and how well they determine it.
package struct EdgeCurve: Hashable, Sendable {
  /// The address of the edge.
  package let address: Network.EdgeAddress
  /// Arguments in equal steps over the range of the edge's input; in the user's units for edges of the first layer, else in the
  /// network's own.
  package let x: [Double]
  /// φ(x) in the network's own units.
  package let values: [Double]
  /// The standard error of φ(x), with everything else in the network held fixed; `nil` if it is not known.
  package let standardErrors: [Double]?
  /// The arguments of the samples.
  package let sampleX: [Double]
  /// The φ with which the network would give each row's target: φ + r·J/J², with the residual r and the derivative J of the output
  /// with respect to the edge. The curve itself if there are no targets.
  package let sampleY: [Double]
}
