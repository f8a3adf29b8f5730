import KANModel
import KANNumerics

extension Network {
  /// The network with the knots of its last layer moved to where its arguments now are, the curve kept by least
  /// squares; the layers before stay as they are.
  ///
  /// The sum inside g(Σ f) drifts while it is trained; a grid that does not follow leaves g without knots.
  func adaptingLastGrid(to columns: [[Double]]) -> Network {
    let last = layers.count - 1
    guard last > 0 else { return self }
    let arguments = activations(columns).layerInputs[last]
    var adapted = self
    for i in arguments.indices {
      let old = layers[last].grids[i]
      guard arguments[i].allSatisfy(\.isFinite) else { continue }
      let grid = KnotGrid.adaptive(
        to: arguments[i], intervals: old.intervals, order: old.order, uniformFraction: 0.7)
      // Dense points of the new range plus the data themselves keep the curve where it matters.
      let range = grid.range
      let points = (0...8 * grid.basisCount).map { n in
        range.lowerBound + (range.upperBound - range.lowerBound) * Double(n) / Double(8 * grid.basisCount)
      }
      var design = Matrix(rows: points.count, columns: grid.basisCount, repeating: 0)
      for (row, point) in points.enumerated() {
        let (first, values) = grid.basis(at: point)
        for (n, value) in values.enumerated() { design[row, first + n] = value }
      }
      for j in 0..<layers[last].factorCount {
        guard case .spline(let edge) = layers[last][input: i, sum: j] else { continue }
        let address = EdgeAddress(layer: last, input: i, sum: j)
        // The base function is the same on either grid; only the splines are fitted anew.
        let base = points.map { edge.baseWeight * layers[last].base.value(at: $0) }
        let target = zip(edgeValues(at: address, points), base).map { $0 - $1 }
        let coefficients = ridgeLeastSquares(design, target, ridge: 1e-12, weights: nil)
        adapted.layers[last][input: i, sum: j] = .spline(
          SplineEdge(baseWeight: edge.baseWeight, coefficients: coefficients))
      }
      adapted.layers[last].grids[i] = grid
    }
    return adapted
  }
}
