extension Layer {
  /// The layer with `intervals` intervals on every grid: unchanged up to rounding if the number is a multiple of the present one,
  /// refitted otherwise. Symbolic edges stay as they are.
  package func refiningGrids(to intervals: Int, outside: OutsidePolicy) -> Layer {
    var layer = self
    for i in 0..<inputCount where grids[i].intervals != intervals {
      let grid = grids[i]
      let refined = grid.refined(to: intervals, outside: outside)
      layer.grids[i] = refined
      if intervals % grid.intervals == 0 {
        let new = grid.splitPoints(intervals / grid.intervals, outside: outside)
        layer.replaceSplines(ofInput: i) { $0.map { $0.inserting(new, into: grid) } }
      } else {
        layer.replaceSplines(ofInput: i) {
          SplineRefit(from: grid, to: refined, base: base, outside: outside)($0)
        }
      }
    }
    return layer
  }

  /// The layer with its grids adapted to its inputs `columns[i][s]` (in the layer's own units), and its splines refitted so that
  /// their values there are preserved. Symbolic edges stay as they are.
  package func adaptingGrids(
    to columns: [[Double]], uniformFraction: Double = 0.5, margin: Double = 0.01, outside: OutsidePolicy
  ) -> Layer {
    precondition(columns.count == inputCount, "a layer of \(inputCount) inputs got \(columns.count) columns")
    var layer = self
    for i in 0..<inputCount {
      let grid = KnotGrid.adaptive(
        to: columns[i], intervals: grids[i].intervals, order: grids[i].order,
        uniformFraction: uniformFraction, margin: margin)
      guard grid != grids[i] else { continue }
      layer.grids[i] = grid
      layer.replaceSplines(ofInput: i) {
        SplineRefit(from: grids[i], to: grid, base: base, outside: outside, samples: columns[i])($0)
      }
    }
    return layer
  }

  /// Changes all spline edges of an input together, since they share its basis.
  private mutating func replaceSplines(ofInput i: Int, _ change: ([SplineEdge]) -> [SplineEdge]) {
    var places: [Int] = []
    var splines: [SplineEdge] = []
    for j in 0..<factorCount {
      guard case .spline(let edge) = self[input: i, sum: j] else { continue }
      places.append(j)
      splines.append(edge)
    }
    guard !splines.isEmpty else { return }
    for (j, edge) in zip(places, change(splines)) { self[input: i, sum: j] = .spline(edge) }
  }
}
