/// How thoroughly a formula is compared with the network that it was read off.
package struct CertificationOptions: Sendable, Hashable, Codable {
  /// The number of quasi-random points of the box.
  package var points: Int
  /// About how many multiplications a proof may take; 3·10⁷ are about a second; 0 for no proof.
  ///
  /// Work is counted and not time, so that equal questions have equal answers on every machine.
  package var operations: Double

  /// The defaults: 4096 points and about a second.
  package init(points: Int = 4096, operations: Double = 3e7) {
    self.points = points
    self.operations = operations
  }
}
