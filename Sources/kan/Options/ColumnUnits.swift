import SwiftKAN

/// The units of a table's columns, from the command line or the table's header.
struct ColumnUnits {
  let units: [String: PhysicalUnit]

  /// The word for units in the header.
  static let header = "header"

  /// Reads `m=kg,v=m/s`.
  init(parsing text: String) throws {
    var pairs: [String: String] = [:]
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let sign = part.firstIndex(of: "="), sign != part.startIndex else {
        throw Failure(
          "--units: '\(part)' is not column=unit; write m=kg,v=m/s, or 'header' for columns called 'v [m/s]'",
          status: .usage)
      }
      let name = String(part[..<sign].drop { $0 == " " }).trimmedAtEnd
      guard pairs.updateValue(String(part[part.index(after: sign)...]), forKey: name) == nil else {
        throw Failure("--units: the column \"\(name)\" has two units", status: .usage)
      }
    }
    try self.init(pairs)
  }

  /// Reads one unit per column.
  init(_ texts: [String: String]) throws {
    var units: [String: PhysicalUnit] = [:]
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      do { units[name] = try PhysicalUnit(parsing: text) } catch {
        throw Failure("the unit '\(text)' of the column \"\(name)\": \(error)")
      }
    }
    self.units = units
  }
}
