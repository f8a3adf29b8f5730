import KANNumerics

extension Network {
  /// The network with the closed form of an edge replaced by a spline that follows it on the edge's own grid.
  ///
  /// - Returns: The network, and the largest distance of the spline from the closed form on the grid, divided by the standard
  ///   deviation of the closed form there.
  /// - Throws: `ModelError` if there is no such edge, or if it is not a closed form with a value everywhere on its grid.
  package func splining(_ address: EdgeAddress) throws(ModelError) -> (network: Network, distance: Double) {
    guard case .symbolic(let form) = try edge(at: address) else { throw .noClosedForm(address) }
    let layer = layers[address.layer]
    let grid = layer.grids[address.input]
    let points = (0...240).map {
      grid.range.lowerBound + (grid.range.upperBound - grid.range.lowerBound) * Double($0) / 240
    }
    let values = form.values(at: points)
    guard values.allSatisfy(\.isFinite) else { throw .noClosedForm(address) }
    let refit = SplineRefit(from: grid, to: grid, base: layer.base, outside: outside)
    var result = self
    result[address] = .spline(refit(following: form.values(at:)))
    let basis = SplineBasis(at: points, grid: grid, base: layer.base, outside: outside)
    guard case .spline(let spline) = result[address] else { return (result, 0) }
    let spread = (values.sumOfSquaredDeviations / Double(values.count)).squareRoot()
    let distance = zip(values, spline.values(on: basis)).map { ($0 - $1).magnitude }.max() ?? 0
    return (result, spread > 0 ? distance / spread : distance)
  }
}
