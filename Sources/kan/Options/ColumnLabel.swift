import ArgumentParser
import KANPlots
import SwiftKAN

/// The name of a column in formulas and figures, and its unit: `lepton pt (GeV)=p_T:GeV`.
struct ColumnLabel: ExpressibleByArgument {
  /// The column's name in the table.
  let column: String
  /// Its name in formulas and figures.
  let name: String
  /// Its unit, if given.
  let unit: String?

  /// As it is typed.
  var text: String { "\(column)=\(name)\(unit.map { ":\($0)" } ?? "")" }

  init?(argument: String) {
    guard let sign = argument.lastIndex(of: "=") else { return nil }
    let parts = argument[argument.index(after: sign)...].split(
      separator: ":", maxSplits: 1, omittingEmptySubsequences: false
    ).map(String.init)
    column = String(argument[..<sign])
    name = parts[0]
    unit = parts.count == 2 ? parts[1] : nil
    guard !column.isEmpty, !name.isEmpty, unit?.isEmpty != true else { return nil }
  }
}

/// The columns that are renamed.
struct LabelOptions: ParsableArguments {
  @Option(
    name: .customLong("label"),
    help: ArgumentHelp(
      "A name for a column in formulas and pictures, and its unit, such as 'lepton pt=p_T:GeV'; may be repeated. Models remember it.",
      valueName: "column=name:unit"))
  var all: [ColumnLabel] = []

  /// The units of labels as figures show them, by name.
  var units: [String: Plot.Text] {
    Dictionary(
      all.compactMap { label in label.unit.map { (label.name, Plot.Text(plain: $0)) } },
      uniquingKeysWith: { $1 })
  }
}

extension TableReading.Source {
  /// The table with columns renamed by labels, or by `columns` where there is no label. Columns that already have these names keep them.
  ///
  /// - Parameters:
  ///   - labels: The user's labels; each must name a column.
  ///   - columns: The names that a model stores of its table; this table may have other columns.
  /// - Throws: An error if a label has no column, or if names would not be distinct.
  func labelled(
    _ labels: [ColumnLabel], remembering columns: [ModelFile.Column] = []
  ) throws -> TableReading.Source {
    var table = self
    for label in labels {
      let column = known(label.column, in: self.names)
      guard let place = self.names.firstIndex(of: column) else {
        if self.names.contains(label.name) { continue }
        throw Failure(
          "\(path): --label names \"\(label.column)\", which is not a column; the table has \(self.names.joined(separator: ", "))"
        )
      }
      table.rename(place, of: self, to: label.name, unit: label.unit)
    }
    for column in columns where !table.names.contains(column.name) {
      guard let place = self.names.firstIndex(of: known(column.header, in: self.names)),
        table.names[place] == self.names[place]
      else { continue }
      table.rename(place, of: self, to: column.name, unit: nil)
    }
    let names = table.names
    if let twice = names.firstRepeated {
      throw Failure("\(path): two columns would be called \(twice); choose another --label")
    }
    switch content {
    case .plain(let content): table.content = .plain(try Table(names: names, columns: content.columns))
    case .mixed(let content): table.content = .mixed(content.renamed(names))
    }
    return table
  }

  /// Renames a column; its unit stays unless another is given.
  private mutating func rename(_ place: Int, of original: Self, to name: String, unit: String?) {
    let column = original.names[place]
    names[place] = name
    renamed[column] = name
    units[name] = unit ?? original.units[column]
  }

  /// The inputs and targets with other names in the file, for storage in a model.
  ///
  /// - Parameters:
  ///   - used: Names of inputs and targets; `kind=red` uses the column `kind`.
  ///   - columns: What the model stored before.
  func columns(usedAs used: [String], remembering columns: [ModelFile.Column]) -> [ModelFile.Column] {
    let own = zip(header, names).compactMap { header, name -> ModelFile.Column? in
      guard header != name, used.useColumn(name) else {
        return nil
      }
      return ModelFile.Column(header: header, name: name, unit: units[name])
    }
    return own + columns.filter { old in !own.contains { $0.name == old.name } }
  }

  /// Warnings for columns whose unit here differs from that in the model's table.
  func unitWarnings(_ columns: [ModelFile.Column]) -> [String] {
    columns.compactMap { column in
      guard let own = units[column.name], let known = column.unit, own != known,
        (try? PhysicalUnit(parsing: own)) != (try? PhysicalUnit(parsing: known))
          || (try? PhysicalUnit(parsing: own)) == nil
      else { return nil }
      return
        "\(path): the column \(column.name) is in \(own) here, but in \(known) in the table that the model was made from; "
        + "the model uses the numbers as they are"
    }
  }
}

extension [String] {
  /// Whether one of these inputs or targets derives from a column: it has its name, or is one of its classes, such as `kind=red`.
  func useColumn(_ name: String) -> Bool { contains { $0 == name || $0.hasPrefix(name + "=") } }
}
