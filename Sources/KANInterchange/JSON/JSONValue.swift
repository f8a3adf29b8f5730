/// A JSON value as a file holds it: members in their order, none twice, integers exact.
enum JSONValue: Hashable {
  struct Member: Hashable {
    let key: String
    let value: JSONValue
  }

  case object([Member])
  case array([JSONValue])
  case string(String)
  case integer(Int)
  /// A fraction, or an integer beyond 64 bits: legal JSON that no header needs the value of.
  case otherNumber
  case bool(Bool)
  case null

  /// The text of a string as JSON, quotes included.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20:
        result += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
