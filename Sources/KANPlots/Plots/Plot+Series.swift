extension Plot {
  /// Something drawn in a frame.
  public struct Series: Hashable, Sendable {
    /// How points are drawn.
    public enum Marker: Int, Sendable, Hashable, CaseIterable {
      /// A full circle.
      case disc
      /// An open square.
      case square
      /// A full triangle.
      case triangle
      /// An open rhombus.
      case rhombus
      /// Two crossed lines.
      case cross
    }

    /// How a line is broken.
    public enum Dash: Int, Sendable, Hashable, CaseIterable {
      /// Not at all.
      case solid
      /// In long pieces.
      case dashed
      /// In dots.
      case dotted
      /// In pieces and dots in turn.
      case dashDotted
    }

    /// How a histogram is drawn.
    public enum HistogramStyle: Sendable, Hashable {
      /// The outline of its bins.
      case outline
      /// Its bins filled.
      case filled
      /// A point with its error in every bin, as data are.
      case points
    }

    enum Shape: Hashable, Sendable {
      case line(x: [Double], y: [Double])
      case points(x: [Double], y: [Double], xErrors: [Double]?, yErrors: [Double]?)
      case band(x: [Double], lower: [Double], upper: [Double])
      case histogram(Histogram, HistogramStyle)
      case heat(Histogram.TwoDimensional)
      case horizontal(Double)
      case vertical(Double)
      case diagonal
    }

    let shape: Shape
    /// What the legend says; without one the series is not in it.
    public var label: Plot.Text?
    /// Which colour, counted from 0; the next free one where left out.
    public var color: Int?
    /// How the line is broken; the next free way where left out.
    public var dash: Dash?
    /// How points are drawn; the next free way where left out.
    public var marker: Marker?
    /// The size of points, in points of print.
    public var markerSize: Double?

    init(_ shape: Shape, _ label: Plot.Text?) {
      self.shape = shape
      self.label = label
    }

    /// The series in a colour of its own, counted from 0.
    public func colored(_ color: Int) -> Series { changing { $0.color = color } }
    /// The series with a way of breaking its line.
    public func dashed(_ dash: Dash) -> Series { changing { $0.dash = dash } }
    /// The series with a form and a size of points.
    public func marked(_ marker: Marker, size: Double? = nil) -> Series {
      changing {
        $0.marker = marker
        $0.markerSize = size
      }
    }

    private func changing(_ change: (inout Series) -> Void) -> Series {
      var series = self
      change(&series)
      return series
    }
  }
}

extension Plot.Series {
  /// A line through points.
  public static func line(_ x: [Double], _ y: [Double], label: Plot.Text? = nil) -> Self {
    check(x, y)
    return Self(.line(x: x, y: y), label)
  }

  /// Points, with error bars of one standard error where given.
  public static func points(
    _ x: [Double], _ y: [Double], xErrors: [Double]? = nil, yErrors: [Double]? = nil, label: Plot.Text? = nil
  ) -> Self {
    check(x, y, xErrors ?? x, yErrors ?? y)
    return Self(.points(x: x, y: y, xErrors: xErrors, yErrors: yErrors), label)
  }

  /// The area between two curves.
  public static func band(_ x: [Double], from lower: [Double], to upper: [Double], label: Plot.Text? = nil)
    -> Self
  {
    check(x, lower, upper)
    return Self(.band(x: x, lower: lower, upper: upper), label)
  }

  /// A histogram.
  public static func histogram(
    _ histogram: Histogram, style: HistogramStyle = .outline, label: Plot.Text? = nil
  )
    -> Self
  { Self(.histogram(histogram, style), label) }

  /// A two-dimensional histogram in colours; empty cells are left out.
  public static func heat(_ histogram: Histogram.TwoDimensional) -> Self { Self(.heat(histogram), nil) }

  /// A thin line across the frame at one height.
  public static func horizontal(at y: Double, label: Plot.Text? = nil) -> Self { Self(.horizontal(y), label) }

  /// A thin upright line at one place.
  public static func vertical(at x: Double, label: Plot.Text? = nil) -> Self { Self(.vertical(x), label) }

  /// The thin line on which both values are equal.
  public static func diagonal(label: Plot.Text? = nil) -> Self { Self(.diagonal, label) }

  private static func check(_ columns: [Double]...) {
    precondition(Set(columns.map(\.count)).count == 1, "the columns of a series must be equally long")
  }
}
