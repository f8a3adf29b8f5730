extension Plot {
  /// One axis of a plot.
  public struct Axis: Hashable, Sendable {
    /// The mapping of values to positions.
    public enum Scale: Sendable, Hashable {
      /// Equal differences have equal lengths.
      case linear
      /// Equal ratios have equal lengths; only positive values are shown.
      case logarithmic
    }

    /// The name of the quantity.
    public var label: Plot.Text
    /// Its unit, shown in brackets.
    public var unit: Plot.Text?
    /// The mapping of values to positions.
    public var scale: Scale
    /// The range; by default that of the data with a margin.
    public var range: ClosedRange<Double>?
    /// Names shown at 0, 1, 2 … instead of numbers.
    public var categories: [Plot.Text]

    /// An axis; by default linear, with the range of the data.
    ///
    /// - Parameters:
    ///   - label: The name of the quantity.
    ///   - unit: Its unit, shown in brackets; `nil` for none.
    ///   - scale: The mapping of values to positions.
    ///   - range: The range; `nil` means that of the data with a margin. An empty range, one that reaches beyond ±10²⁹⁰, and
    ///     for a logarithmic axis one that is not positive, counts as `nil`.
    ///   - categories: Names shown at 0, 1, 2 … instead of numbers; they determine the range.
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

    /// An axis labelled with the name of a column.
    ///
    /// - Parameters:
    ///   - name: The name of the column, shown in mathematical notation as by `Plot.Text.init(name:)`.
    ///   - unit: Its unit, shown in brackets; `nil` for none.
    ///   - scale: The mapping of values to positions.
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
