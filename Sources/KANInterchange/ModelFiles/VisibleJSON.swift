import KANFiles

/// JSON text whose strings hold no steering characters, escaped or not: names of a file that a stranger wrote reach terminals
/// and comments.
///
/// Every document of a file is treated alike, so that names which refer to each other still do.
enum VisibleJSON {
  /// `text` with `[U+001B]` for the character that it means; what is no JSON comes out as some other text that is none.
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

  /// What follows a backslash.
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
