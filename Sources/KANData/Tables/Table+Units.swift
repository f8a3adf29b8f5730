extension Table {
  /// The table with columns called `speed [m/s]` or `speed (m/s)` called `speed`, and the text between the brackets of each.
  ///
  /// - Parameter isUnit: Whether a text in round brackets is a unit; other round brackets belong to the name.
  /// - Throws: An error if names are equal without their units, or if nothing precedes the bracket.
  package func splittingUnits(
    where isUnit: (String) -> Bool = { _ in false }
  ) throws -> (table: Table, units: [String: String]) {
    var units: [String: String] = [:]
    let bare = names.map { name in
      let (short, unit) = Self.splitting(name, where: isUnit)
      units[short] = unit
      return short
    }
    return (try Table(names: bare, columns: columns), units)
  }

  /// A name without its unit, and the unit: `speed [m/s]`, `speed (m/s)`.
  package static func splitting(
    _ name: String, where isUnit: (String) -> Bool = { _ in false }
  ) -> (name: String, unit: String?) {
    for (open, close) in [("[", "]"), ("(", ")")] as [(Character, Character)] {
      guard name.last == close, let bracket = name.lastIndex(of: open) else { continue }
      let short = String(String(name[..<bracket]).reversed().drop { $0 == " " }.reversed())
      let unit = String(name[name.index(after: bracket)...].dropLast())
      guard !short.isEmpty || open == "[", open == "[" || isUnit(unit) else { continue }
      return (short, unit)
    }
    return (name, nil)
  }
}

extension Table {
  /// The column of this name, or the only one that has it apart from a unit after it.
  package func index(knownAs name: String) -> Int? {
    if let place = names.firstIndex(of: name) { return place }
    let bare = Self.splitting(name) { _ in true }.name
    let places = names.indices.filter { Self.splitting(names[$0]) { _ in true }.name == bare }
    return places.count == 1 ? places[0] : nil
  }
}
