extension Table {
  /// The table with columns called `speed [m/s]` called `speed`, and the text between the brackets of each.
  ///
  /// - Throws: names that are equal without their units, or nothing before the bracket.
  public func splittingUnits() throws(DataError) -> (table: Table, units: [String: String]) {
    var units: [String: String] = [:]
    let bare = names.map { name in
      guard name.last == "]", let bracket = name.firstIndex(of: "[") else { return name }
      let short = String(String(name[..<bracket]).reversed().drop { $0 == " " }.reversed())
      units[short] = String(name[name.index(after: bracket)...].dropLast())
      return short
    }
    return (try Table(names: bare, columns: columns), units)
  }
}
