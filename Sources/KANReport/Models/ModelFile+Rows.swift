import KANData
import KANFormula
import KANInterchange
import KANPlots

extension ModelFile {
  /// The keys under which a file records the rows that it was made from.
  private enum Key {
    static let seed = "seed"
    static let share = "validation"
    static let count = "table rows"
  }

  /// Records which rows of the table are validation rows, so that figures can distinguish them.
  ///
  /// - Parameters:
  ///   - share: The fraction of rows used for validation.
  ///   - seed: The seed of the split.
  ///   - count: The number of rows of the table.
  package mutating func noteSplit(validation share: Double, seed: UInt64, rows count: Int) {
    provenance[Key.share] = "\(share)"
    provenance[Key.seed] = "\(seed)"
    provenance[Key.count] = "\(count)"
  }

  /// The training and validation rows of a table; all and none if the file does not say, or the table is a different one.
  package func parts(of data: Dataset) -> (training: Dataset, validation: Dataset?) {
    guard let share = provenance[Key.share].flatMap(Double.init), share > 0,
      let seed = provenance[Key.seed].flatMap(UInt64.init), provenance[Key.count] == "\(data.count)",
      let split = try? data.split(validation: share, seed: seed)
    else { return (data, nil) }
    return (split.train, split.validation)
  }

  /// Which rows of a table are validation rows; `nil` if the file does not say, or the table is a different one.
  func validationRows(of data: Dataset?) -> [Bool]? {
    guard let data else { return nil }
    // The numbers of the rows, split as the rows themselves were.
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

  /// The units stored in the model, by column: those of its formulas take precedence over those of the table that it was made from.
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
