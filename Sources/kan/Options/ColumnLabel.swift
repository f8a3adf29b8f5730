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
      "What a column is called in formulas and pictures, and its unit, such as 'lepton pt=p_T:GeV'; may be given again.",
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
  /// The table with columns called as labels say. Tables that have these names already stay as they are.
  func labelled(_ labels: [ColumnLabel]) throws -> TableReading.Source {
    var (names, units) = (names, units)
    var renamed: [String: String] = [:]
    for label in labels {
      let column = known(label.column, in: self.names)
      guard let place = self.names.firstIndex(of: column) else {
        if self.names.contains(label.name) { continue }
        throw Failure(
          "\(path): --label names \"\(label.column)\", which is no column; the table has \(self.names.joined(separator: ", "))"
        )
      }
      (names[place], renamed[column]) = (label.name, label.name)
      units[label.name] = label.unit ?? self.units[column]
    }
    if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
      throw Failure("\(path): two columns would be called \(twice); choose another --label")
    }
    let content: Content =
      switch self.content {
      case .plain(let table): .plain(try Table(names: names, columns: table.columns))
      case .mixed(let table): .mixed(table.renamed(names))
      }
    return TableReading.Source(path: path, content: content, units: units, header: header, renamed: renamed)
  }
}
