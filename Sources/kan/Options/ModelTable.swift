import ArgumentParser
import SwiftKAN

/// A model file and the table to compare it with; the model stores its column names.
///
/// Without a table, the network is sampled at quasi-random points of the box of its own grids.
struct ModelTable: ParsableArguments {
  @Argument(help: "The model file.")
  var model: String

  @Argument(
    help:
      "The table: CSV, TSV, NPY or NPZ; it needs the model's columns. Without one, points of the network's own grids are used."
  )
  var table: String?

  @Option(help: ArgumentHelp("A column of event weights.", valueName: "column"))
  var weights: String?

  @OptionGroup var reading: TableReading

  /// The number of points that replace a table.
  private static let sampledPoints = 2048

  func validate() throws {
    guard table != nil || weights == nil else {
      throw ValidationError("--weights names a column of a table; give the table too.")
    }
  }

  /// A note on the origin of the rows; `nil` for a table.
  var note: String? {
    guard table == nil else { return nil }
    return
      "no table: \(Self.sampledPoints) quasi-random points of the network's own grids, with its outputs there"
  }

  /// Reads the columns on which `file` was trained, or samples its network.
  func dataset(for file: ModelFile) throws -> Dataset {
    guard let table else { return try Dataset(sampling: file.network, count: Self.sampledPoints) }
    return try file.dataset(from: table, weights: weights, reading: reading)
  }
}

extension ModelFile {
  /// Reads from a table the columns on which the model was trained.
  func dataset(from table: String, weights: String?, reading: TableReading) throws -> Dataset {
    let prepared = try reading.samples(
      of: try reading.source(table, remembering: columns), inputs: network.inputs.map(\.name),
      targets: targetNames,
      weights: weights)
    if reading.missing != .refuse { Terminal.note(prepared.notes) }
    guard lossName == .ce else { return prepared.data }
    do { return try prepared.withClassIndices(of: network.outputs.map(\.name))?.data ?? prepared.data } catch
    {
      throw Failure("\(table): \(error)")
    }
  }
}
