extension Plot {
  /// One axis of a plot.
  public struct Axis: Hashable, Sendable {
    /// How values become places.
    public enum Scale: Sendable, Hashable {
      /// Equal differences are equally long.
      case linear
      /// Equal ratios are equally long; only positive values have a place.
      case logarithmic
    }

    /// What the values are.
    public var label: Plot.Text
    /// Their unit, shown in brackets.
    public var unit: Plot.Text?
    /// How values become places.
    public var scale: Scale
    /// The ends; those of the data with a margin where left out.
    public var range: ClosedRange<Double>?
    /// Names of the places 0, 1, 2 … in place of numbers.
    public var categories: [Plot.Text]

    /// An axis.
    public init(
      _ label: Plot.Text, unit: Plot.Text? = nil, scale: Scale = .linear, range: ClosedRange<Double>? = nil,
      categories: [Plot.Text] = []
    ) {
      self.label = label
      self.unit = unit
      self.scale = scale
      self.range = range
      self.categories = categories
    }

    /// An axis with the name of a column for a label.
    public init(column name: String, unit: Plot.Text? = nil, scale: Scale = .linear) {
      self.init(Plot.Text(name: name), unit: unit, scale: scale)
    }

    /// The label with the unit.
    var caption: Plot.Text {
      guard let unit, !unit.source.isEmpty else { return label }
      return Plot.Text("\(label.source) [\(unit.source)]")
    }
  }
}
