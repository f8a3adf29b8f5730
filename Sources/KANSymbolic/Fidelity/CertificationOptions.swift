/// Options for the comparison of a formula with the network that it was read off.
package struct CertificationOptions: Sendable, Hashable, Codable {
  /// The number of quasi-random points of the box.
  package var points: Int
  /// The approximate number of multiplications that a proof may take; 3·10⁷ are about a second; 0 for no proof.
  ///
  /// Work is counted, not time, so that equal inputs give equal results on every machine.
  package var operations: Double

  /// The defaults: 4096 points and about a second.
  package init(points: Int = 4096, operations: Double = 3e7) {
    self.points = points
    self.operations = operations
  }
}
