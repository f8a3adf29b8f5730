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
    public var label: RichText
    /// Their unit, shown in brackets.
    public var unit: RichText?
    /// How values become places.
    public var scale: Scale
    /// The ends; those of the data with a margin where left out.
    public var range: ClosedRange<Double>?
    /// Names of the places 0, 1, 2 … in place of numbers.
    public var categories: [RichText]

    /// An axis.
    public init(
      _ label: RichText, unit: RichText? = nil, scale: Scale = .linear, range: ClosedRange<Double>? = nil,
      categories: [RichText] = []
    ) {
      self.label = label
      self.unit = unit
      self.scale = scale
      self.range = range
      self.categories = categories
    }

    /// An axis with the name of a column for a label.
    public init(column name: String, unit: RichText? = nil, scale: Scale = .linear) {
      self.init(RichText(name: name), unit: unit, scale: scale)
    }

    /// The label with the unit.
    var caption: RichText {
      guard let unit, !unit.source.isEmpty else { return label }
      return RichText("\(label.source) [\(unit.source)]")
    }
  }
}
