import ArgumentParser
import SwiftKAN

/// The table from which a law is learned, and the roles of its columns.
struct TrainingTable: ParsableArguments {
  @Argument(help: "The table: CSV, TSV, NPY or NPZ.")
  var table: String

  @Option(help: ArgumentHelp("The column to explain; several separated by commas.", valueName: "columns"))
  var target: NameList

  @Option(
    help: ArgumentHelp("The columns that explain it; by default all others.", valueName: "columns"))
  var inputs: NameList?

  @Option(help: ArgumentHelp("A column of event weights.", valueName: "column"))
  var weights: String?

  @OptionGroup var reading: TableReading

  @Option(
    help: ArgumentHelp(
      "The measurement error of the target, one standard deviation; rows are then weighted by 1/σ², where σ is the mean if the upward and the downward error differ.",
      valueName: "column|value|N%|+up,-down"))
  var sigma: SigmaArgument?

  func validate() throws {
    for (option, names) in [("--inputs", inputs?.names ?? []), ("--target", target.names)] {
      if let twice = names.firstRepeated {
        throw ValidationError("\(option) names \(twice) twice; name it once.")
      }
    }
    guard sigma != nil else { return }
    guard weights == nil, target.names.count == 1 else {
      throw ValidationError("--sigma needs a single --target and no --weights.")
    }
  }

  /// The samples of a table.
  struct Samples {
    let data: Dataset
    /// Notes on their preparation.
    let notes: [String]
    /// Those of them that concern units.
    let unitNotes: [String]
    /// The units of the columns.
    let units: [String: PhysicalUnit]
    /// Whether the targets are the classes of one column.
    let targetsAreClasses: Bool
    /// The same with class indices as the only target, if it contains classes in words, and their names.
    let ofClasses: (data: Dataset, names: [String])?
    /// A target that is one class of a column against all others, such as `kind=red`; `nil` if there is none.
    let oneClass: String?
    /// The inputs and targets that have other names in the file.
    let columns: [ModelFile.Column]
    /// The columns that the user names as targets, under their current names.
    let targetColumns: [String]
    /// The measurement errors of inputs, one for each row.
    let inputErrors: [String: [Double]]

    /// The units of the columns in a search for one of the targets.
    func units(for target: String) -> [String: PhysicalUnit] {
      units.filter { $0.key == target || !data.targetNames.contains($0.key) }
    }

    /// The columns used by a part of the samples.
    func columns(of part: Dataset) -> [ModelFile.Column] {
      let used = part.inputNames + part.targetNames
      return columns.filter { used.useColumn($0.name) }
    }
  }

  /// Reads the table into samples, with notes on their preparation and the units of its columns: from `units`, or from its header
  /// if `units` says so.
  ///
  /// - Parameters:
  ///   - beginning: A model to continue from: its inputs are used if the user names none, and the names that it stores.
  ///   - sigmaOf: The measurement errors of inputs.
  func samples(
    units: String? = nil, after beginning: ModelFile? = nil, sigmaOf: [NamedSigmaArgument] = []
  ) throws -> Samples {
    let source = try reading.source(table, remembering: beginning?.columns ?? [])
    let (prepared, inputErrors) = try prepared(
      from: source, inputs: inputs?.names ?? beginning?.network.inputs.map(\.name), sigmaOf)
    // The weights and unused columns may have other units.
    let used = prepared.data.inputNames + prepared.data.targetNames
    let read = try units.map {
      try ColumnUnits(parsing: $0, header: source.units.filter { used.contains($0.key) }) {
        source.known($0, in: source.names)
      }
    }
    var known = read?.units ?? [:]
    // The inputs into which categories are turned are pure numbers.
    if units != nil {
      for name in prepared.data.inputNames where !source.names.contains(name) {
        known[name] = try PhysicalUnit(parsing: "1")
      }
    }
    let unitNotes = read?.notes ?? []
    return Samples(
      data: prepared.data, notes: prepared.notes + unitNotes, unitNotes: unitNotes, units: known,
      targetsAreClasses: prepared.targetsAreClasses, ofClasses: try prepared.withClassIndices(),
      oneClass: target.names.first { !source.names.contains(source.known($0, in: source.names)) },
      columns: source.columns(usedAs: used, remembering: beginning?.columns ?? []),
      targetColumns: target.names.map { source.known($0, in: source.names) }, inputErrors: inputErrors)
  }

  /// The samples for one of several targets, and notes on their preparation. If rows with gaps are left out, a row that lacks only
  /// another target is kept.
  func part(of samples: Samples, for target: String) throws -> (data: Dataset, notes: [String]) {
    guard reading.missing != .refuse, samples.data.targetNames.count > 1, !samples.targetsAreClasses else {
      return (try samples.data.selecting(target: target), samples.notes)
    }
    let prepared = try reading.samples(
      of: try reading.source(table), inputs: samples.data.inputNames, targets: [target], weights: weights)
    return (prepared.data, prepared.notes + samples.unitNotes)
  }

  /// The samples of a table, and the errors of inputs; rows have weights 1/σ² if measurement errors are given.
  private func prepared(
    from source: TableReading.Source, inputs: [String]?, _ sigmaOf: [NamedSigmaArgument]
  ) throws -> (TablePreparation.Prepared, inputErrors: [String: [Double]]) {
    for (option, names) in [("--inputs", inputs ?? []), ("--target", target.names)] {
      let known = names.map { source.known($0, in: source.names) }
      if let twice = known.firstRepeated {
        throw Failure("\(table): \(option) names the column \"\(twice)\" twice; name it once")
      }
    }
    if let weights {
      let taken: [(DataError.Role, [String])] = [(.target, target.names), (.input, self.inputs?.names ?? [])]
      if let (role, _) = taken.first(where: { $0.1.contains(weights) }) {
        throw Failure("\(table): \(DataError.columnInTwoRoles(name: weights, first: role, second: .weight))")
      }
    }
    guard let error = sigma?.error else {
      return (try reading.samples(of: source, inputs: inputs, targets: target.names, weights: weights), [:])
    }
    if let both = error.columns.first(where: target.names.contains) {
      throw Failure(
        "\(table): The column \"\(both)\" is both target and measurement error; give it one role.")
    }
    // Columns of errors are read with the target, so that they are not inputs and their gaps count.
    let errors = error.columns + sigmaOf.flatMap(\.error.columns)
    if let unknown = errors.first(where: { !source.names.contains(source.known($0, in: source.names)) }) {
      let complaint = DataError.unknownColumn(name: unknown, role: .measurementError, columns: source.names)
      throw Failure("\(table): \(complaint)")
    }
    let targets = errors.reduce(into: target.names) { if !$0.contains($1) { $0.append($1) } }
    let prepared = try reading.samples(of: source, inputs: inputs, targets: targets, weights: nil)
    let data = prepared.data
    let columns = try Table(names: data.inputNames + data.targetNames, columns: data.inputs + data.targets)
    let weighted = TablePreparation.Prepared(
      data: try Dataset(
        columns, inputs: data.inputNames, target: data.targetNames[0],
        sigma: error.renamed(columns.known)),
      notes: prepared.notes + [Self.note(onAsymmetry: error, of: target.names[0])].compactMap(\.self))
    return (weighted, try Self.inputErrors(sigmaOf, of: data, in: columns))
  }

  /// The errors of the inputs of a table.
  private static func inputErrors(
    _ sigmaOf: [NamedSigmaArgument], of data: Dataset, in columns: Table
  ) throws -> [String: [Double]] {
    var errors: [String: [Double]] = [:]
    for given in sigmaOf {
      let name = columns.known(given.name)
      guard let place = data.inputNames.firstIndex(of: name) else {
        throw Failure(
          "--sigma-of \(given.name) names no input; the inputs are \(data.inputNames.joined(separator: ", "))",
          status: .usage)
      }
      guard errors[name] == nil else {
        throw Failure("--sigma-of \(given.name) is given twice", status: .usage)
      }
      errors[name] = try given.error.renamed(columns.known).meanErrors(
        of: name, values: data.inputs[place], in: columns)
    }
    return errors
  }

  /// A note on errors upwards and downwards that differ, which weights cannot express; `nil` for others.
  private static func note(onAsymmetry error: Table.MeasurementError, of target: String) -> String? {
    guard case .pair(let up, let down) = error, up != down else { return nil }
    return
      "rows are weighted by the mean of the upward and the downward error of \(target); `kan fit` with the form of the law and "
      + "the same --sigma uses both"
  }
}
