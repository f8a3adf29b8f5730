import KANModel

/// The penalty on the curvature of the curves in the holes.
extension HoleTrainer {
  /// One linear combination of parameters that is penalised.
  typealias Bend = [(place: Int, factor: Double)]

  /// The penalty at some parameters.
  static func cost(_ bends: [Bend], _ parameters: [Double]) -> Double {
    bends.reduce(0) { sum, bend in
      let value = bend.reduce(0) { $0 + $1.factor * parameters[$1.place] }
      return sum + value * value
    }
  }

  /// The curvature terms of all curves, over the size of their function: differences of the slopes between neighbouring
  /// coefficients, zero for a straight line.
  func bends(
    _ networks: [HoleNetwork], _ places: Places, _ sizes: [Double], _ penalty: Double
  ) -> [Bend] {
    var all: [Bend] = []
    for (n, network) in networks.enumerated() {
      for curve in network.curves {
        let scale = penalty.squareRoot() / (curve.isOutside ? max(sizes[n], .leastNormalMagnitude) : 1)
        let points = curve.grid.grevilleAbscissae
        for k in 1..<points.count - 1 {
          let (left, right) = (points[k] - points[k - 1], points[k + 1] - points[k])
          let step = scale * (left + right) / 2
          let start = places.functions[n].lowerBound + curve.start + k
          all.append([
            (start - 1, step / left), (start, -step / left - step / right), (start + 1, step / right),
          ])
        }
      }
    }
    return all
  }
}
