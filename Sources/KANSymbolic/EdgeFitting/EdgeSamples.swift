import KANModel
import KANNumerics

/// The values of one edge on its actual inputs: sorted arguments x and the edge's output there.
package struct EdgeSamples: Sendable {
  /// Arguments in the network's scaled units, increasing, including the ends of the sample.
  let x: [Double]
  /// φ(x).
  let y: [Double]
  /// The argument that corresponds to 0 in the user's units, where natural laws often have poles and zeros.
  let origin: Double
  /// The length in scaled units of one unit of the user's variable.
  let unit: Double

  /// The smallest and largest argument.
  var range: ClosedRange<Double> { x[0]...x[x.count - 1] }
  /// The length of the range.
  var width: Double { x[x.count - 1] - x[0] }

  /// About `count` samples of the edge at `address`, at quantiles of its actual `arguments`.
  ///
  /// Arguments that are not finite are left out: on their rows a function before the edge has no value. `nil` if the others are too
  /// few or all the same.
  init?(of network: Network, at address: Network.EdgeAddress, arguments: [Double], count: Int = 240) {
    let sorted = arguments.filter(\.isFinite).sorted()
    guard let first = sorted.first, let last = sorted.last, last > first else { return nil }
    // Half of the points follow the data, half the range: the tails decide between families.
    var x: [Double] = []
    for s in 0..<count / 2 {
      let t = Double(s) / Double(count / 2 - 1)
      x.append(sorted[Int((t * Double(sorted.count - 1)).rounded())])
      x.append(first + (last - first) * t)
    }
    x = Array(Set(x)).sorted()
    guard x.count >= 8 else { return nil }
    self.init(
      x: x, y: network.edgeValues(at: address, x),
      feature: address.layer == 0 ? network.inputs[address.input] : nil)
  }

  /// Samples given directly; `feature` gives the scaling of a first-layer edge.
  package init(x: [Double], y: [Double], feature: Network.Feature? = nil) {
    self.x = x
    self.y = y
    origin = feature.map { -$0.shift / $0.scale } ?? 0
    unit = feature.map { 1 / $0.scale } ?? 1
  }

  /// Every `stride`-th sample, the last one included.
  func thinned(to count: Int) -> EdgeSamples {
    guard x.count > count else { return self }
    let chosen = (0..<count).map { $0 * (x.count - 1) / (count - 1) }
    return EdgeSamples(x: chosen.map { x[$0] }, y: chosen.map { y[$0] }, origin: origin, unit: unit)
  }

  private init(x: [Double], y: [Double], origin: Double, unit: Double) {
    self.x = x
    self.y = y
    self.origin = origin
    self.unit = unit
  }
}
