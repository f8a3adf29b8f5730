/// The part of YAML that Python's `yaml.dump` uses for numbers, texts and lists of them under names.
///
/// Nested mappings, tags and multi-line texts with breaks are refused: pykan's configuration has none.
enum YAMLValue: Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  case real(Double)
  case text(String)
  case list([YAMLValue])

  /// The whole number that this is.
  var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  /// The elements of the list that this is.
  var list: [YAMLValue]? { if case .list(let elements) = self { elements } else { nil } }
  /// The text that this is.
  var text: String? { if case .text(let text) = self { text } else { nil } }
}
