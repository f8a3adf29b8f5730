import KANData
import KANFormula
import KANInterchange
import KANPlots

extension ModelFile {
  /// What a file notes of the rows that it was made from.
  private enum Key {
    static let seed = "seed"
    static let share = "validation"
    static let count = "table rows"
  }

  /// Notes which rows of the table were kept back for validation, so that pictures can tell them apart.
  ///
  /// - Parameters:
  ///   - share: The share of the rows that were kept back.
  ///   - seed: The seed of the split.
  ///   - count: The number of rows of the table.
  package mutating func noteSplit(validation share: Double, seed: UInt64, rows count: Int) {
    provenance[Key.share] = "\(share)"
    provenance[Key.seed] = "\(seed)"
    provenance[Key.count] = "\(count)"
  }

  /// The rows of a table that the network learned from and those that were kept back; all and none where the file does not
  /// say, or the table is another one.
  package func parts(of data: Dataset) -> (training: Dataset, validation: Dataset?) {
    guard let share = provenance[Key.share].flatMap(Double.init), share > 0,
      let seed = provenance[Key.seed].flatMap(UInt64.init), provenance[Key.count] == "\(data.count)",
      let split = try? data.split(validation: share, seed: seed)
    else { return (data, nil) }
    return (split.train, split.validation)
  }

  /// Which rows of a table were kept back for validation; `nil` where the file does not say, or the table is another one.
  func validationRows(of data: Dataset?) -> [Bool]? {
    guard let data else { return nil }
    // The numbers of the rows, dealt as the rows themselves were.
    let numbers = (0..<data.count).map(Double.init)
    guard
      let rows = try? Dataset(
        inputNames: ["row"], inputs: [numbers], targetNames: ["target"], targets: [numbers]),
      let validation = parts(of: rows).validation
    else { return nil }
    var isValidation = [Bool](repeating: false, count: data.count)
    for row in validation.inputs[0] { isValidation[Int(row)] = true }
    return isValidation
  }

  /// The units that the model knows, by column: those of its formulas before those of the table that it was made from.
  var columnUnits: [String: Plot.Text] {
    var units: [String: Plot.Text] = [:]
    for column in columns { units[column.name] = column.unit.map { Plot.Text(plain: $0) } }
    for formula in formulas {
      if let unit = formula.outputUnit { units[formula.outputName] = Plot.Text(plain: unit) }
      for variable in formula.variables {
        if let unit = variable.unit { units[variable.name] = Plot.Text(plain: unit) }
      }
    }
    return units
  }
}
