import ArgumentParser
import SwiftKAN

/// A model and the table with which a report compares it.
struct ReportOptions: ParsableArguments {
  @OptionGroup var data: ModelTable

  @Option(
    name: .customLong("units"),
    help: ArgumentHelp("Units of columns, such as pt=GeV,dphi=rad.", valueName: "column=unit,…"))
  var unit: UnitList?

  /// The report on the model.
  func report() throws -> ModelReport {
    let file = try ModelFile(named: data.model)
    return try ModelReport(
      file, on: try data.dataset(for: file), modelName: data.model,
      tableName: data.table ?? "(points of the network's own grids)",
      units: data.reading.format.labels.units.merging(unit?.units ?? [:]) { $1 })
  }
}
