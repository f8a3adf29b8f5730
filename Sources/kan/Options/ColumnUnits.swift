import SwiftKAN

/// The units of a table's columns, from the command line or the table's header.
struct ColumnUnits {
  let units: [String: PhysicalUnit]
  /// Notes on units that the search cannot use.
  let notes: [String]

  /// The word for units in the header.
  static let header = "header"

  /// Reads `m=kg,v=m/s`, `header`, or `header,T=K`, in which the named columns have other units than in the header.
  ///
  /// - Parameters:
  ///   - header: The units in the header of the table, by column; only those of columns that are used.
  ///   - known: The name of a column in the table for a name that the user writes.
  init(
    parsing text: String, header: [String: String] = [:], known: (String) -> String = { $0 }
  ) throws {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let usesHeader = Self.namesHeader(text)
    var pairs: [String: String] = [:]
    for part in parts where !usesHeader || part.trimmed != Self.header {
      guard let sign = part.firstIndex(of: "="), sign != part.startIndex else {
        throw Failure(
          "--units: '\(part)' is not column=unit; write m=kg,v=m/s, or 'header' for columns called 'v [m/s]'",
          status: .usage)
      }
      let name = known(part[..<sign].trimmed)
      guard pairs.updateValue(String(part[part.index(after: sign)...]), forKey: name) == nil else {
        throw Failure("--units: the column \"\(name)\" has two units", status: .usage)
      }
    }
    var (units, notes) = try Self.units(pairs, isGiven: true)
    if usesHeader {
      let own = try Self.units(header.filter { pairs[$0.key] == nil }, isGiven: false)
      units.merge(own.units) { given, _ in given }
      notes += own.notes
      if header.isEmpty {
        notes.append("no column that is used has a unit in the header of the table, as in 'v [m/s]'")
      }
    }
    (self.units, self.notes) = (units, notes)
  }

  /// Whether units are those in the header of the table.
  static func namesHeader(_ text: String) -> Bool {
    text.split(separator: ",").contains { $0.trimmed == header }
  }

  /// Reads one unit per column. A unit that is no unit in the header leaves its column without one.
  private static func units(
    _ texts: [String: String], isGiven: Bool
  ) throws -> (units: [String: PhysicalUnit], notes: [String]) {
    var units: [String: PhysicalUnit] = [:]
    var notes: [String] = []
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      if let scale = LabelScale(named: text) {
        notes.append(note(on: scale, text, of: name))
        continue
      }
      do { units[name] = try PhysicalUnit(parsing: text) } catch {
        guard !isGiven else { throw Failure("the unit '\(text)' of the column \"\(name)\": \(error)") }
        notes.append("the unit '\(text)' of \(name) is not known, so \(name) has no unit in the search")
      }
    }
    return (units, notes)
  }

  private static func note(on scale: LabelScale, _ text: String, of name: String) -> String {
    switch scale {
    case .temperature:
      "\(name) in \(text) is not measured from absolute zero, so \(name) has no unit in the search; a column in K has one"
    case .logarithmic: "\(text) is a logarithmic scale, so \(name) has no unit in the search"
    }
  }
}

extension Substring {
  /// Without the blanks at both ends.
  fileprivate var trimmed: String { String(drop { $0 == " " }).trimmedAtEnd }
}
