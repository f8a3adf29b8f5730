/// The preparation of a table with arbitrary contents for learning: which columns are inputs, and how missing values, categories
/// and row names are treated. Every step is reported.
package struct TablePreparation: Hashable, Sendable {
  /// The treatment of missing values in columns that are used.
  package enum Missing: String, Hashable, Sendable, CaseIterable {
    /// They are an error.
    case refuse
    /// Their rows are left out.
    case drop
    /// An input gets the median of its column; rows without a target or weight are left out.
    case impute
  }

  /// A dataset and the steps that led to it.
  package struct Prepared: Sendable {
    /// The samples.
    package let data: Dataset
    /// The steps, one sentence each.
    package let notes: [String]
    /// Whether the targets are the classes of one column, of which every row has one.
    package let targetsAreClasses: Bool
    /// The only target, if its column contains classes in words, and these.
    let classes: (column: String, levels: [String])?

    /// Samples and the steps that led to them.
    package init(data: Dataset, notes: [String], targetsAreClasses: Bool = false) {
      self.init(data: data, notes: notes, targetsAreClasses: targetsAreClasses, classes: nil)
    }

    init(
      data: Dataset, notes: [String], targetsAreClasses: Bool, classes: (column: String, levels: [String])?
    ) {
      self.data = data
      self.notes = notes
      self.targetsAreClasses = targetsAreClasses
      self.classes = classes
    }
  }

  /// The treatment of missing values.
  package var missing: Missing
  /// The maximum number of categories of a text column that become separate inputs of 0 and 1.
  package var levelLimit: Int

  /// The preparation; by default missing values are refused.
  package init(missing: Missing = .refuse, levelLimit: Int = 12) {
    self.missing = missing
    self.levelLimit = levelLimit
  }

  /// The samples of a table.
  ///
  /// - Parameters:
  ///   - inputs: The names of the inputs; `nil` for all columns that are numbers or categories and do not merely name rows.
  ///   - targets: The names of the targets. A column of text becomes labels of 0 and 1, `kind=red`: one label for two classes, one
  ///     per class for more.
  ///   - weights: The name of the column of weights.
  ///   - measured: The names of columns with a unit, which measure something even if they count the rows.
  /// - Throws: An error for unknown names, missing values that are refused, and text where numbers are needed.
  package func dataset(
    from table: MixedTable, inputs: [String]? = nil, targets: [String], weights: String? = nil,
    measured: Set<String> = []
  ) throws -> Prepared {
    var notes: [String] = []
    func place(_ name: String, _ role: DataError.Role) throws(DataError) -> Int {
      guard let place = table.names.firstIndex(of: name) else {
        throw .unknownColumn(name: name, role: role, columns: table.names)
      }
      return place
    }
    let labels = try targets.map { name throws(DataError) in
      try Self.labels(name, of: table, upTo: levelLimit)
    }
    notes += labels.compactMap(\.note)
    let targetColumns = labels.flatMap(\.columns)
    let targetPlaces = targetColumns.map(\.place)
    let weightPlace = try weights.map { name throws(DataError) in try place(name, .weight) }
    let fixed = targetPlaces + [weightPlace].compactMap { $0 }
    let chosen: [Int]
    // Levels that are requested by name, such as state=treated, by the position of their column.
    var asked: [Int: [String]] = [:]
    if let inputs {
      var places: [Int] = []
      for name in inputs {
        if !table.names.contains(name), let (c, level) = table.level(named: name) {
          asked[c, default: []].append(level)
          if !places.contains(c) { places.append(c) }
        } else {
          places.append(try place(name, .input))
        }
      }
      chosen = places
    } else {
      let others = table.names.indices.filter { !fixed.contains($0) }
      chosen = usable(others, of: table, measured: measured, &notes)
    }
    guard !chosen.isEmpty else { throw DataError.noInputs }
    let placesOfLabels = Set(targetColumns.filter { $0.level != nil }.map(\.place))
    for c in fixed where !placesOfLabels.contains(c) {
      for (s, cell) in table.columns[c].enumerated() {
        if case .text(let text) = cell {
          throw DataError.notANumber(text: text, place: .line(table.lines[s]), column: table.names[c])
        }
      }
    }
    let rows = try complete(chosen, fixed, of: table, &notes)
    var found: [(name: String, values: [Double])] = []
    for c in chosen { found += try self.inputs(of: c, asked: asked[c], table, rows, &notes) }
    let data = try Dataset(
      inputNames: found.map(\.name), inputs: found.map(\.values), targetNames: targetColumns.map(\.name),
      targets: targetColumns.map { target in
        target.level.map { table.columns[target.place].indicator(of: $0, in: rows) }
          ?? table.columns[target.place].numbers(in: rows)
      },
      weights: weightPlace.map { table.columns[$0].numbers(in: rows) })
    return Prepared(
      data: data, notes: notes, targetsAreClasses: labels.count == 1 && targetColumns.count > 1,
      classes: labels.count == 1 && !labels[0].levels.isEmpty ? (targets[0], labels[0].levels) : nil)
  }

  /// Some columns of a table without gaps, for a form that names its columns.
  ///
  /// - Parameters:
  ///   - inputs: The columns whose gaps may become medians.
  ///   - others: The other columns that are used: rows with gaps in them are left out.
  /// - Throws: An error for gaps that are refused, and if no row is left.
  package func completed(
    _ table: MixedTable, inputs: [String], others: [String]
  ) throws(DataError) -> (table: MixedTable, notes: [String]) {
    let chosen = inputs.compactMap(table.names.firstIndex)
    let fixed = others.compactMap(table.names.firstIndex).filter { !chosen.contains($0) }
    var notes: [String] = []
    let rows = try complete(chosen, fixed, of: table, &notes)
    let places = table.names.indices.filter { chosen.contains($0) || fixed.contains($0) }
    let columns = places.map { c in
      let column = table.columns[c]
      let median = MixedTable.Cell.number(column.median)
      return rows.map { column[$0].isMissing ? median : column[$0] }
    }
    let result = MixedTable(
      names: places.map { table.names[$0] }, columns: columns, lines: rows.map { table.lines[$0] })
    return (result, notes)
  }

  /// The inputs that a column becomes: one for a column of numbers; for a column of categories those that were asked for, or all but
  /// the first.
  private func inputs(
    of c: Int, asked: [String]?, _ table: MixedTable, _ rows: [Int], _ notes: inout [String]
  ) throws(DataError) -> [(name: String, values: [Double])] {
    let (name, column) = (table.names[c], table.columns[c])
    func indicators(_ levels: some Sequence<String>) -> [(name: String, values: [Double])] {
      levels.map { ("\(name)=\($0)", column.indicator(of: $0, in: rows)) }
    }
    if let asked { return indicators(asked) }
    let levels = column.levels(in: rows)
    if levels.isEmpty { return [(name, column.numbers(in: rows, missing: column.median))] }
    // A few texts among numbers are mistakes, not categories.
    let hasNumbers = column.hasNumbers(in: rows)
    if !hasNumbers, levels.count > levelLimit {
      throw .tooManyCategories(found: levels.count, limit: levelLimit, column: name)
    }
    guard !hasNumbers, levels.count > 1 else {
      let s = rows.first { column[$0].text != nil } ?? 0
      throw .notANumber(text: column[s].text ?? "", place: .line(table.lines[s]), column: name)
    }
    notes.append(Self.note(onCategories: levels, of: name))
    return indicators(levels.dropFirst())
  }

  /// How the categories of a column became inputs.
  private static func note(onCategories levels: [String], of name: String) -> String {
    let inputs = levels.dropFirst().map { "\(name)=\($0)" }.joined(separator: ", ")
    if levels.count == 2 {
      return "\(name) has 2 categories; the input \(inputs) is 1 for \(levels[1]) and 0 for \(levels[0])"
    }
    return "\(name) has \(levels.count) categories; each of the inputs \(inputs) is 1 for its category and "
      + "0 for the others, and all are 0 for \(levels[0])"
  }

  // MARK: - Labels

  /// A target: a column of numbers, or 1 where a column of text has one of its levels and 0 elsewhere.
  private typealias Target = (name: String, place: Int, level: String?)

  /// The targets that a name stands for, and the classes of a column of text. Text with two classes gives one label, with more classes one per class; a name such as
  /// `kind=red` is one of them.
  private static func labels(
    _ name: String, of table: MixedTable, upTo limit: Int
  ) throws(DataError) -> (columns: [Target], levels: [String], note: String?) {
    guard let place = table.names.firstIndex(of: name) else {
      guard let (place, level) = table.level(named: name) else {
        throw .unknownColumn(name: name, role: .target, columns: table.names)
      }
      return ([(name, place, level)], [], nil)
    }
    let column = table.columns[place]
    let levels = column.levels(in: column.indices)
    let hasNumbers = column.hasNumbers(in: column.indices)
    // A few texts among numbers are mistakes, and a column with a different text in every row does not contain classes.
    guard !hasNumbers, levels.count > 1, levels.count <= limit else { return ([(name, place, nil)], [], nil) }
    let shown = levels.count == 2 ? [levels[1]] : levels
    let note =
      levels.count == 2
      ? "the target '\(name)' has two values; the label \(name)=\(levels[1]) is 1 for \(levels[1]) and 0 for \(levels[0])"
      : "\(name) has \(levels.count) classes: \(levels.joined(separator: ", "))"
    return (shown.map { ("\(name)=\($0)", place, $0) }, levels, note)
  }

  // MARK: - Columns

  /// The columns that may be inputs if none are named.
  private func usable(
    _ places: [Int], of table: MixedTable, measured: Set<String>, _ notes: inout [String]
  ) -> [Int] {
    var kept: [Int] = []
    for c in places {
      let (name, column) = (table.names[c], table.columns[c])
      let levels = column.levels(in: column.indices)
      let hasNumbers = column.hasNumbers(in: column.indices)
      if !hasNumbers && levels.isEmpty {
        notes.append("the column \(name) is empty and was left out")
      } else if table.unnamed.contains(name)
        || places.count > 1 && RowNumbers.namesRows(name, column, isMeasured: measured.contains(name))
      {
        notes.append(
          "the column \(name) only identifies the rows and was left out; name it among the inputs to include it"
        )
      } else if !levels.isEmpty && !hasNumbers && (levels.count > levelLimit || levels.count < 2) {
        notes.append(
          "the column \(name) contains text (\(levels.prefix(2).map { "\"\($0)\"" }.joined(separator: ", "))"
            + "\(levels.count > 2 ? ", …" : "")) and was left out")
      } else if let copy = kept.first(where: { table.columns[$0] == column }) {
        notes.append("the column \(name) is a copy of \(table.names[copy]) and was left out")
      } else {
        kept.append(c)
      }
    }
    return kept
  }

  // MARK: - Rows

  /// The rows that are used.
  private func complete(
    _ inputs: [Int], _ fixed: [Int], of table: MixedTable, _ notes: inout [String]
  ) throws(DataError) -> [Int] {
    func isMissing(_ c: Int, _ s: Int) -> Bool { table.columns[c][s].isMissing }
    let all = table.lines.indices
    let lacking = (inputs + fixed).filter { c in all.contains { isMissing(c, $0) } }
    guard let first = lacking.first else { return Array(all) }
    if missing == .refuse {
      let s = all.first { isMissing(first, $0) } ?? 0
      let place = DataError.Place.line(table.lines[s])
      if case .notFinite(let text) = table.columns[first][s] {
        throw .notFinite(text: text, place: place, column: table.names[first])
      }
      throw .missingValue(place: place, column: table.names[first])
    }
    // A missing category has no median.
    let needed =
      missing == .drop
      ? inputs + fixed : fixed + inputs.filter { !table.columns[$0].levels(in: all).isEmpty }
    let rows = all.filter { s in !needed.contains { isMissing($0, s) } }
    guard !rows.isEmpty else { throw .noRows }
    if rows.count < all.count {
      let left = all.count - rows.count
      let names = lacking.filter { needed.contains($0) }.map { table.names[$0] }
      notes.append(
        "\(left) of \(all.count) rows \(left == 1 ? "lacks" : "lack") a value of \(names.joined(separator: ", ")) and "
          + "\(left == 1 ? "was" : "were") left out"
      )
    }
    for c in inputs where !needed.contains(c) {
      let count = rows.count { isMissing(c, $0) }
      if count > 0 {
        notes.append(
          "\(count) missing value\(count == 1 ? "" : "s") of \(table.names[c]) \(count == 1 ? "was" : "were") replaced by its median"
        )
      }
    }
    return Array(rows)
  }
}
