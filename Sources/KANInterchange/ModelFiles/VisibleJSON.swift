import KANFiles

/// JSON text whose strings contain no control characters, escaped or not: names in an untrusted file reach terminals and comments.
///
/// All documents of a file are treated alike, so that references between names remain valid.
enum VisibleJSON {
  /// `text` with control characters written as `[U+001B]`; text that is not JSON becomes another text that is not JSON.
  static func text(_ text: String) -> String {
    guard text.contains("\\") || text.unicodeScalars.contains(where: \.isSteering) else { return text }
    var result = String.UnicodeScalarView()
    var isInString = false
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      guard isInString else {
        isInString = scalar == "\""
        result.append(scalar)
        continue
      }
      switch scalar {
      case "\"":
        isInString = false
        result.append(scalar)
      case "\\": escape(&scalars, into: &result)
      default:
        if scalar.isSteering {
          result.append(contentsOf: scalar.visibleText.unicodeScalars)
        } else {
          result.append(scalar)
        }
      }
    }
    return String(result)
  }

  /// The characters after a backslash.
  private static func escape(
    _ scalars: inout Substring.UnicodeScalarView, into result: inout String.UnicodeScalarView
  ) {
    guard let kind = scalars.popFirst() else { return result.append("\\") }
    let short: [Unicode.Scalar: UInt32] = ["b": 8, "t": 9, "n": 10, "f": 12, "r": 13]
    var meant = short[kind].flatMap(Unicode.Scalar.init)
    if kind == "u", let code = UInt32(String(scalars.prefix(4)), radix: 16) {
      meant = Unicode.Scalar(code)
    }
    if let meant, meant.isSteering {
      if kind == "u" { scalars = scalars.dropFirst(4) }
      result.append(contentsOf: meant.visibleText.unicodeScalars)
    } else {
      result.append("\\")
      result.append(kind)
    }
  }
}
