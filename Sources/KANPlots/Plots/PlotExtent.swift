extension Plot {
  /// All values that the frame must contain.
  var extent: (x: [Double], y: [Double], touchesZero: Bool) {
    var (xs, ys, touchesZero): ([Double], [Double], Bool) = ([], [], false)
    for series in series {
      switch series.shape {
      case .line(let x, let y):
        xs += x
        ys += y
      case .points(let x, let y, let xErrors, let yErrors):
        xs += x
        ys += y
        if let xErrors { xs += zip(x, xErrors).flatMap { [$0 - $1, $0 + $1] } }
        if let yErrors { ys += zip(y, yErrors).flatMap { [$0 - $1, $0 + $1] } }
      case .band(let x, let lower, let upper):
        xs += x
        ys += lower + upper
      case .histogram(let histogram, let style):
        xs += histogram.edges
        ys += histogram.contents
        if style == .points { ys += zip(histogram.contents, histogram.errors).map { $0 + $1 } }
        if y.scale == .linear {
          ys.append(0)
          touchesZero = true
        }
      case .heat(let histogram):
        xs += histogram.xEdges
        ys += histogram.yEdges
      case .horizontal(let value): ys.append(value)
      case .vertical(let value): xs.append(value)
      case .diagonal: break
      }
    }
    return (xs, ys, touchesZero)
  }

  /// The ranges of the two axes.
  var ranges: (x: ClosedRange<Double>, y: ClosedRange<Double>) {
    let extent = extent
    let isTight = series.contains {
      switch $0.shape {
      case .heat, .histogram: true
      default: false
      }
    }
    let isHeat = series.contains { if case .heat = $0.shape { true } else { false } }
    return (
      AxisMap.range(of: x, values: extent.x, margin: isTight ? 0 : 0.04),
      AxisMap.range(
        of: y, values: extent.y, touchesZero: extent.touchesZero, margin: isHeat ? 0 : isTight ? 0.08 : 0.05)
    )
  }

  /// The range of values on the colour scale.
  var colorRange: ClosedRange<Double>? {
    let cells = series.flatMap { series -> [Double] in
      if case .heat(let histogram) = series.shape {
        histogram.contents.flatMap(\.self).filter { $0 != 0 }
      } else {
        []
      }
    }
    guard !cells.isEmpty else { return nil }
    let axis = colors ?? Axis("")
    return AxisMap.range(
      of: axis, values: axis.scale == .linear ? cells + [min(0, cells.min() ?? 0)] : cells, margin: 0)
  }
}
