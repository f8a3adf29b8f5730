/// The style of each series of a plot: colour, dash pattern and marker vary together, so that curves are distinguishable without colour.
struct SeriesStyle: Hashable, Sendable {
  let color: Int
  let dash: Stroke.Pattern
  let marker: Plot.Series.Marker
  let markerSize: Double
  /// Whether it is a thin guide line.
  let isRule: Bool

  /// The styles of all series in order.
  static func styles(of series: [Plot.Series]) -> [SeriesStyle] {
    var (next, nextLine, nextMarker) = (0, 0, 0)
    return series.map { series in
      var isRule = false
      switch series.shape {
      case .horizontal, .vertical, .diagonal: isRule = true
      default: break
      }
      let color = series.color ?? next
      let dash = series.dash.flatMap { Stroke.Pattern(rawValue: $0.rawValue) }
      let marker =
        series.marker ?? Plot.Series.Marker.allCases[nextMarker % Plot.Series.Marker.allCases.count]
      let style = SeriesStyle(
        color: color,
        dash: dash ?? (isRule ? .dashed : Stroke.Pattern.allCases[nextLine % Stroke.Pattern.allCases.count]),
        marker: marker, markerSize: series.markerSize ?? 4, isRule: isRule)
      if !isRule, series.color == nil { next += 1 }
      switch series.shape {
      case .line, .histogram(_, .outline), .histogram(_, .filled): if series.dash == nil { nextLine += 1 }
      case .points, .histogram(_, .points): if series.marker == nil { nextMarker += 1 }
      default: break
      }
      return style
    }
  }
}
