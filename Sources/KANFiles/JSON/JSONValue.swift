/// A JSON value as in its file: members in order, without duplicates, and exact integers.
package indirect enum JSONValue: Hashable, Sendable {
  case object([JSONMember])
  case array([JSONNode])
  case string(String)
  /// An integer of at most 64 bits, written without a decimal point or exponent.
  case integer(Int)
  /// Any other number as the nearest `Double`, always finite.
  case number(Double)
  case bool(Bool)
  case null

  /// The text of a string as JSON, quotes included.
  package static func quoted(_ text: String) -> String {
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
