/// The distance between a formula and the network that it was read off, in the unit of the output.
package struct NetworkAgreement: Sendable, Hashable, Codable {
  /// The distance at some points.
  package struct Distance: Sendable, Hashable, Codable {
    /// Its root mean square.
    package var rms: Double
    /// Its maximum.
    package var maximum: Double
    /// The number of points where both are finite.
    package var count: Int

    /// A distance over `count` points.
    package init(rms: Double, maximum: Double, count: Int) {
      self.rms = rms
      self.maximum = maximum
      self.count = count
    }
  }

  /// One edge: the distance between its closed form and its spline, on its grid, in the units of its layer.
  package struct Edge: Sendable, Hashable, Codable {
    /// Its address: layer, input, sum.
    package var edge: String
    /// The proven bound.
    package var certified: CertifiedBound

    /// An edge and its bound.
    package init(edge: String, certified: CertifiedBound) {
      self.edge = edge
      self.certified = certified
    }
  }

  /// On the rows of the data.
  package var onData: Distance
  /// On quasi-random points of the box, evenly spread.
  package var onBox: Distance
  /// The proven bound on the box.
  package var certified: CertifiedBound
  /// The proven bounds of the edges that became closed forms.
  package var edges: [Edge]

  /// The agreement from its parts.
  package init(onData: Distance, onBox: Distance, certified: CertifiedBound, edges: [Edge] = []) {
    self.onData = onData
    self.onBox = onBox
    self.certified = certified
    self.edges = edges
  }
}
