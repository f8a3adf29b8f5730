import ArgumentParser
import KANPlots
import SwiftKAN

/// What a column is called in formulas and pictures, and its unit: `lepton pt (GeV)=p_T:GeV`.
struct ColumnLabel: ExpressibleByArgument {
  /// The column as the table has it.
  let column: String
  /// What it is called.
  let name: String
  /// Its unit, where one is given.
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

/// The columns that are called otherwise than the table has them.
struct LabelOptions: ParsableArguments {
  @Option(
    name: .customLong("label"),
    help: ArgumentHelp(
      "A name for a column in formulas and pictures, and its unit, such as 'lepton pt=p_T:GeV'; may be repeated. Models remember it.",
      valueName: "column=name:unit"))
  var all: [ColumnLabel] = []

  /// The units of labels as pictures write them, by name.
  var units: [String: Plot.Text] {
    Dictionary(
      all.compactMap { label in label.unit.map { (label.name, Plot.Text(plain: $0)) } },
      uniquingKeysWith: { $1 })
  }
}

extension TableReading.Source {
  /// The table with columns called as labels say, and as `columns` say where no label does. Columns that have these names already
  /// keep them.
  ///
  /// - Parameters:
  ///   - labels: What the user asks for; each must name a column.
  ///   - columns: What a model remembers of the table that it was made from; this table may have other columns.
  /// - Throws: A label without a column, and names that would not be distinct.
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
    if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
      throw Failure("\(path): two columns would be called \(twice); choose another --label")
    }
    switch content {
    case .plain(let content): table.content = .plain(try Table(names: names, columns: content.columns))
    case .mixed(let content): table.content = .mixed(content.renamed(names))
    }
    return table
  }

  /// Calls a column otherwise; its unit stays where no other is given.
  private mutating func rename(_ place: Int, of original: Self, to name: String, unit: String?) {
    let column = original.names[place]
    names[place] = name
    renamed[column] = name
    units[name] = unit ?? original.units[column]
  }

  /// The columns among some inputs and targets that the file calls otherwise, as a model remembers them.
  ///
  /// - Parameters:
  ///   - used: Names of inputs and targets; `kind=red` uses the column `kind`.
  ///   - columns: What the model remembered before.
  func columns(usedAs used: [String], remembering columns: [ModelFile.Column]) -> [ModelFile.Column] {
    let own = zip(header, names).compactMap { header, name -> ModelFile.Column? in
      guard header != name, used.useColumn(name) else {
        return nil
      }
      return ModelFile.Column(header: header, name: name, unit: units[name])
    }
    return own + columns.filter { old in !own.contains { $0.name == old.name } }
  }

  /// What a reader must know where a column has another unit here than in the table that a model was made from.
  func unitWarnings(_ columns: [ModelFile.Column]) -> [String] {
    columns.compactMap { column in
      guard let own = units[column.name], let known = column.unit, own != known,
        (try? PhysicalUnit(parsing: own)) != (try? PhysicalUnit(parsing: known))
          || (try? PhysicalUnit(parsing: own)) == nil
      else { return nil }
      return
        "\(path): the column \(column.name) is in \(own) here, and in \(known) in the table that the model was made from; "
        + "the model takes the numbers as they are"
    }
  }
}

extension [String] {
  /// Whether one of these inputs or targets is made of a column: it has its name, or is a class of it, such as `kind=red`.
  func useColumn(_ name: String) -> Bool { contains { $0 == name || $0.hasPrefix(name + "=") } }
}
