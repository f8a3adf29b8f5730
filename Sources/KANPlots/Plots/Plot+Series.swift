extension Plot {
  /// Something drawn in a frame.
  public struct Series: Hashable, Sendable {
    /// The form of points.
    public enum Marker: Int, Sendable, Hashable, CaseIterable {
      /// A filled circle.
      case disc
      /// An open square.
      case square
      /// A filled triangle.
      case triangle
      /// An open rhombus.
      case rhombus
      /// Two crossed lines.
      case cross
    }

    /// The dash pattern of a line.
    public enum Dash: Int, Sendable, Hashable, CaseIterable {
      /// An unbroken line.
      case solid
      /// Dashes.
      case dashed
      /// Dots.
      case dotted
      /// Alternating dashes and dots.
      case dashDotted
    }

    /// The style of a histogram.
    public enum HistogramStyle: Sendable, Hashable {
      /// The outline of its bins.
      case outline
      /// Its bins filled.
      case filled
      /// A point with its error in every bin, as is usual for data.
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
    /// The text in the legend; without it the series does not appear there.
    public var label: Plot.Text?
    /// The colour, counted from 0; by default the next free one.
    public var color: Int?
    /// The dash pattern; by default the next free one.
    public var dash: Dash?
    /// The form of points; by default the next free one.
    public var marker: Marker?
    /// The size of markers, in points (1/72 inch).
    public var markerSize: Double?

    init(_ shape: Shape, _ label: Plot.Text?) {
      self.shape = shape
      self.label = label
    }

    /// The series in a given colour.
    ///
    /// - Parameter color: The number of the colour, counted from 0; the seven colours repeat.
    public func colored(_ color: Int) -> Series { changing { $0.color = color } }

    /// The series with a given dash pattern.
    ///
    /// - Parameter dash: The dash pattern of its lines.
    public func dashed(_ dash: Dash) -> Series { changing { $0.dash = dash } }

    /// The series with a given form and size of points.
    ///
    /// - Parameters:
    ///   - marker: The form of points.
    ///   - size: The size of markers, in points (1/72 inch); `nil` for the default of 4.
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
  /// A line through points, in their order.
  ///
  /// - Parameters:
  ///   - x: The horizontal coordinates of the points.
  ///   - y: As many vertical coordinates.
  ///   - label: The text in the legend; `nil` for none.
  public static func line(_ x: [Double], _ y: [Double], label: Plot.Text? = nil) -> Self {
    check(x, y)
    return Self(.line(x: x, y: y), label)
  }

  /// Points, with error bars of one standard error if given.
  ///
  /// - Parameters:
  ///   - x: The horizontal coordinates of the points.
  ///   - y: As many vertical coordinates.
  ///   - xErrors: One standard error of each x; `nil` for no horizontal bars.
  ///   - yErrors: One standard error of each y; `nil` for no vertical bars.
  ///   - label: The text in the legend; `nil` for none.
  public static func points(
    _ x: [Double], _ y: [Double], xErrors: [Double]? = nil, yErrors: [Double]? = nil, label: Plot.Text? = nil
  ) -> Self {
    check(x, y, xErrors ?? x, yErrors ?? y)
    return Self(.points(x: x, y: y, xErrors: xErrors, yErrors: yErrors), label)
  }

  /// The area between two curves.
  ///
  /// - Parameters:
  ///   - x: The horizontal coordinates, in increasing order.
  ///   - lower: As many vertical coordinates of the lower curve.
  ///   - upper: As many vertical coordinates of the upper curve.
  ///   - label: The text in the legend; `nil` for none.
  public static func band(_ x: [Double], from lower: [Double], to upper: [Double], label: Plot.Text? = nil)
    -> Self
  {
    check(x, lower, upper)
    return Self(.band(x: x, lower: lower, upper: upper), label)
  }

  /// A histogram as an outline, filled, or as points with errors.
  ///
  /// - Parameters:
  ///   - histogram: The bins, their contents and errors.
  ///   - style: The style in which it is drawn.
  ///   - label: The text in the legend; `nil` for none.
  public static func histogram(
    _ histogram: Histogram, style: HistogramStyle = .outline, label: Plot.Text? = nil
  )
    -> Self
  { Self(.histogram(histogram, style), label) }

  /// A two-dimensional histogram as a heat map; empty cells are left out.
  ///
  /// - Parameter histogram: The cells; `Plot.colors` is the axis of their contents.
  public static func heat(_ histogram: Histogram.TwoDimensional) -> Self { Self(.heat(histogram), nil) }

  /// A thin line across the frame at one height.
  ///
  /// - Parameters:
  ///   - y: The height, in units of the vertical axis.
  ///   - label: The text in the legend; `nil` for none.
  public static func horizontal(at y: Double, label: Plot.Text? = nil) -> Self { Self(.horizontal(y), label) }

  /// A thin vertical line at one value of x.
  ///
  /// - Parameters:
  ///   - x: The position, in units of the horizontal axis.
  ///   - label: The text in the legend; `nil` for none.
  public static func vertical(at x: Double, label: Plot.Text? = nil) -> Self { Self(.vertical(x), label) }

  /// The thin line on which both values are equal.
  ///
  /// - Parameter label: The text in the legend; `nil` for none.
  public static func diagonal(label: Plot.Text? = nil) -> Self { Self(.diagonal, label) }

  private static func check(_ columns: [Double]...) {
    precondition(Set(columns.map(\.count)).count == 1, "the columns of a series must be equally long")
  }
}
