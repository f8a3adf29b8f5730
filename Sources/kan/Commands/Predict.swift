import ArgumentParser
import SwiftKAN

/// `kan predict`: what a model says of new rows.
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a model's predictions for the rows of a table.",
    discussion: """
      The table needs the model's inputs, by name; a target is not needed and other columns do not matter. A classifier's \
      predictions are probabilities. Formulas speak where the model has them, with one standard error of the value from those \
      of the constants; it does not hold the scatter of single measurements. Rows beyond the range that the model was made \
      on are counted on stderr, as are rows on which a formula is not defined, which are written as nan.

      Examples:

        kan predict m.kan table.csv -o predictions.csv
        kan predict result/network.kan events.csv --by formula --keep -o events-with-p.csv
        kan predict m.kan table.csv > predictions.csv
      """)

  @Argument(help: "The model file.")
  var model: String

  @Argument(help: "The table: CSV, TSV, NPY or NPZ; it needs the model's inputs.")
  var table: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The CSV file to write; stdout when left out.", valueName: "file.csv"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "What speaks: network or formula; the formula where the model has one.", valueName: "network|formula"))
  var by: ModelPredictor.Source?

  @Flag(help: "Write the table's own columns before the predictions.")
  var keep = false

  @OptionGroup var compute: ComputeOptions

  /// Rows that are predicted and written at a time.
  private static let blockRows = 65_536

  func run() throws {
    let file = try ModelFile(named: model)
    let predictor = try ModelPredictor(file, by: by)
    let rows = try Table(named: table)
    let columns = try predictor.inputNames.map { name in
      guard let column = rows[name] else {
        throw DataError.unknownColumn(name: name, role: .input, columns: rows.names)
      }
      return column
    }
    try OutputPath.check([output], besides: [model, table])
    let names = try self.names(predictor, rows)
    let target = try output.map { try CSVWriter(path: $0, names: names) }
    if target == nil { try Self.print(CSVWriter.header(names)) }
    var (outside, undefined) = (0, 0)
    for start in stride(from: 0, to: rows.rowCount, by: Self.blockRows) {
      let block = start..<min(start + Self.blockRows, rows.rowCount)
      let inputs = columns.map { Array($0[block]) }
      let predictions = try predictor.predictions(inputs, threads: compute.threads)
      outside += predictor.rowsOutside(inputs)
      undefined += block.count - (0..<block.count).count { s in predictions.allSatisfy { $0[s].isFinite } }
      let written = (keep ? rows.columns.map { Array($0[block]) } : []) + predictions
      if let target { try target.append(written) } else { try Self.print(CSVWriter.rows(written)) }
    }
    try target?.finish()
    say(outside, undefined, of: rows.rowCount)
  }

  private static func print(_ bytes: [UInt8]) throws {
    try Results.print(String(decoding: bytes, as: UTF8.self))
  }

  /// The columns to write: with the table's own where they are kept.
  private func names(_ predictor: ModelPredictor, _ rows: Table) throws -> [String] {
    guard keep else { return predictor.columnNames }
    // A prediction of a column that is there gets a name of its own.
    return rows.names + predictor.columnNames.map { rows.names.contains($0) ? "\($0) predicted" : $0 }
  }

  private func say(_ outside: Int, _ undefined: Int, of rows: Int) {
    if outside > 0 {
      Terminal.write(
        "kan: note: \(outside) of \(rows) rows lie beyond the range that the model was made on; there it extrapolates\n"
      )
    }
    if undefined > 0 {
      Terminal.write(
        "kan: note: on \(undefined) of \(rows) rows the prediction is not a finite number; they are written as nan or inf\n"
      )
    }
    if let output { Terminal.write("wrote \(output)\n") }
  }
}

extension ModelPredictor.Source: ExpressibleByArgument {}
