import ArgumentParser
import SwiftKAN

/// `kan predict`: the predictions of a model for new rows.
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a model's predictions for the rows of a table.",
    discussion: """
      The table must have the model's inputs, by name; it needs no target, and other columns may contain anything. The predictions of a \
      classifier are probabilities. If the model has formulas, they make the predictions, each with one standard error that \
      follows from the errors of the constants and does not include the scatter of individual measurements. A note on stderr counts \
      the rows beyond the range of the training data, and the rows with a missing input or an undefined formula, whose \
      predictions are written as nan.

      Examples:

        kan predict m.kan table.csv -o predictions.csv
        kan predict result/network.kan events.csv \\
          --by formula --keep -o events-with-p.csv
        kan predict m.kan table.csv > predictions.csv
      """)

  @Argument(help: "The model file.")
  var model: String

  @Argument(help: "The table: CSV, TSV, NPY or NPZ; it needs the model's inputs.")
  var table: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The CSV file to write; by default stdout.", valueName: "file.csv"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "What to predict with: network or formula; by default the formula, if the model has one.",
      valueName: "network|formula")
  )
  var by: ModelPredictor.Source?

  @Flag(help: "Write the table's own columns before the predictions.")
  var keep = false

  @OptionGroup var format: TableFormat
  @OptionGroup var compute: ComputeOptions

  /// The number of rows predicted and written at a time.
  private static let blockRows = 65_536

  func run() throws {
    let file = try ModelFile(named: model)
    let predictor = try ModelPredictor(file, by: by)
    let source = try format.source(table, remembering: file.columns)
    let columns = try source.columns(predictor.inputNames, admitsGaps: true)
    let rowCount = source.rowCount
    try OutputPath.check([output], besides: [model, table])
    let names = self.names(predictor, source)
    let target = try output.map { try CSVWriter(path: $0, names: names) }
    if target == nil { try Self.print(CSVWriter.header(names)) }
    var (outside, undefined) = (0, 0)
    for start in stride(from: 0, to: rowCount, by: Self.blockRows) {
      let block = start..<min(start + Self.blockRows, rowCount)
      // Only complete rows are predicted.
      let whole = block.filter { s in columns.allSatisfy { $0[s].isFinite } }
      let inputs = columns.map { column in whole.map { column[$0] } }
      let answers = whole.isEmpty ? [] : try predictor.predictions(inputs, threads: compute.threads)
      outside += whole.isEmpty ? 0 : predictor.rowsOutside(inputs)
      var predictions = predictor.columnNames.map { _ in [Double](repeating: .nan, count: block.count) }
      for (column, answer) in answers.enumerated() {
        for (s, value) in zip(whole, answer) { predictions[column][s - start] = value }
      }
      undefined += (0..<block.count).count { s in !predictions.allSatisfy { $0[s].isFinite } }
      try write(predictions, classes: predictor.classNames, of: block, source, to: target)
    }
    try target?.finish()
    say(outside, undefined, of: rowCount)
  }

  /// Writes a block of predictions, after the table's own columns if they are kept; classes in words are written as these.
  private func write(
    _ predictions: [[Double]], classes: [String]?, of block: Range<Int>, _ source: TableReading.Source,
    to target: CSVWriter?
  ) throws {
    if classes == nil, !keep || source.isPlain {
      let numbers = (keep ? source.numbers(in: block) : []) + predictions
      if let target { return try target.append(numbers) }
      return try Self.print(CSVWriter.rows(numbers))
    }
    var cells = predictions.map { $0.map(MixedTable.Cell.number) }
    if let classes, let column = predictions.last {
      cells[cells.count - 1] = column.map { value in
        Int(exactly: value).map { .text(classes[$0]) } ?? .number(value)
      }
    }
    cells = (keep ? source.cells(in: block) : []) + cells
    if let target { try target.append(cells: cells) } else { try Self.print(CSVWriter.rows(cells: cells)) }
  }

  private static func print(_ bytes: [UInt8]) throws {
    try Results.print(String(decoding: bytes, as: UTF8.self))
  }

  /// The columns to write, including the table's own if they are kept.
  private func names(_ predictor: ModelPredictor, _ source: TableReading.Source) -> [String] {
    guard keep else { return predictor.columnNames }
    // A prediction of a column that is already present gets a distinct name.
    return source.header
      + predictor.columnNames.map { source.names.contains($0) ? "\($0) predicted" : $0 }
  }

  private func say(_ outside: Int, _ undefined: Int, of rows: Int) {
    if outside > 0 {
      Terminal.write(
        "kan: note: \(outside) of \(rows) rows lie beyond the range of the training data, where the model extrapolates\n"
      )
    }
    if undefined > 0 {
      Terminal.write(
        "kan: note: in \(undefined) of \(rows) rows an input is missing or the prediction is not a finite number; it is written as nan or inf\n"
      )
    }
    if let output { Terminal.write("wrote \(output)\n") }
  }
}

extension ModelPredictor.Source: ExpressibleByArgument {}

extension TableReading.Source {
  /// Whether the table contains numbers only.
  fileprivate var isPlain: Bool {
    if case .plain = content { true } else { false }
  }

  /// The numbers of some rows of a table of numbers, column by column.
  fileprivate func numbers(in block: Range<Int>) -> [[Double]] {
    guard case .plain(let table) = content else { return [] }
    return table.columns.map { Array($0[block]) }
  }

  /// Some rows, column by column.
  fileprivate func cells(in block: Range<Int>) -> [[MixedTable.Cell]] {
    switch content {
    case .plain(let table): table.columns.map { $0[block].map(MixedTable.Cell.number) }
    case .mixed(let table): table.columns.map { Array($0[block]) }
    }
  }
}
