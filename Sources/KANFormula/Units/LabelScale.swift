/// A scale whose numbers are no multiples of a unit, such as degrees Celsius: products and powers of them mean nothing.
package enum LabelScale: Sendable, Hashable {
  /// A temperature whose zero is not the absolute one.
  case temperature
  /// The logarithm of a quantity.
  case logarithmic

  /// The scale with a name such as `degC` or `mag`; `nil` for other names.
  package init?(named name: String) {
    switch name.filter({ !$0.isWhitespace }) {
    case "degC", "°C", "℃", "degF", "°F", "℉": self = .temperature
    case "mag", "dex", "dB", "dBm": self = .logarithmic
    default: return nil
    }
  }
}
