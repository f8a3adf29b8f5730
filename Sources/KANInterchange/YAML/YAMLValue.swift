/// The part of YAML that Python's `yaml.dump` uses for named numbers, texts and lists of them.
///
/// Nested mappings, tags and multi-line texts with breaks are refused: pykan's configuration has none.
enum YAMLValue: Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  case real(Double)
  case text(String)
  case list([YAMLValue])

  /// The value as a whole number, if it is one.
  var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  /// The elements, if this is a list.
  var list: [YAMLValue]? { if case .list(let elements) = self { elements } else { nil } }
  /// The value as a text, if it is one.
  var text: String? { if case .text(let text) = self { text } else { nil } }
}
