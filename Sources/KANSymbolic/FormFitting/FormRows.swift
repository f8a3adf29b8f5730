import KANData
import KANFormula
import KANNumerics

/// The rows to which a form is fitted: inputs, target, their errors of measurement, and groups.
struct FormRows: Sendable {
  /// `columns[i][s]`, in the order of the form's inputs.
  let columns: [[Double]]
  let target: [Double]
  /// The standard deviation of the target for laws above it and for laws below it; `nil` if unknown.
  let sigma: (up: [Double], down: [Double])?
  /// The same for the inputs, `inputSigmas[i]`; `nil` for exact ones, and as a whole if all are exact.
  let inputSigmas: [(up: [Double], down: [Double])?]?
  /// The group of every row, 0 if there is only one.
  let group: [Int]
  /// The names of the groups; empty without groups.
  let groupNames: [String]

  var count: Int { target.count }
  var groupCount: Int { max(1, groupNames.count) }

  init(
    columns: [[Double]], target: [Double], sigma: (up: [Double], down: [Double])?,
    inputSigmas: [(up: [Double], down: [Double])?]?, group: [Int], groupNames: [String]
  ) {
    self.columns = columns
    self.target = target
    self.sigma = sigma
    self.inputSigmas = inputSigmas
    self.group = group
    self.groupNames = groupNames
  }

  /// The rows of a table, checked.
  init(_ table: Table, for form: Form, options: Form.FitOptions) throws {
    if let missing = form.inputs.first(where: { table[$0] == nil }) {
      throw DataError.unknownColumn(name: missing, role: .input, columns: table.names)
    }
    columns = form.inputs.compactMap { table[$0] }
    target = try Self.target(of: form, in: table)
    sigma = try Self.sigma(of: form, in: table, options: options)
    if options.inputSigmas.isEmpty {
      inputSigmas = nil
    } else {
      guard options.sigma != nil else { throw SymbolicError.form(.inputErrorsAlone) }
      if let stranger = options.inputSigmas.keys.sorted().first(where: { !form.inputs.contains($0) }) {
        throw SymbolicError.form(.unknownErrorColumn(stranger, columns: form.inputs))
      }
      var sigmas: [(up: [Double], down: [Double])?] = []
      for (name, column) in zip(form.inputs, columns) {
        guard let error = options.inputSigmas[name] else {
          sigmas.append(nil)
          continue
        }
        sigmas.append(try error.resolved(for: name, values: column, in: table))
      }
      inputSigmas = sigmas
    }
    guard let name = options.group else {
      group = target.map { _ in 0 }
      groupNames = []
      return
    }
    guard let labels = table[name] else {
      throw SymbolicError.form(.unknownGroup(name, columns: table.names))
    }
    // In order of appearance, which is that of the experiments.
    var numbers: [Double: Int] = [:]
    var names: [String] = []
    group = labels.map { label in
      if let known = numbers[label] { return known }
      numbers[label] = names.count
      names.append(table.groupName(label, in: name))
      return names.count - 1
    }
    groupNames = names
  }

  private static func target(of form: Form, in table: Table) throws -> [Double] {
    if case .variable(let name) = form.target, let column = table[name] { return column }
    let values = try compiled(form.target, table.names).values(table.columns)
    if let bad = values.firstIndex(where: { !$0.isFinite }) {
      throw SymbolicError.form(.targetNotFinite(form.targetName, row: bad + 1))
    }
    return values
  }

  /// Errors are stated for the column that was measured; those of a function of it follow to first order.
  private static func sigma(
    of form: Form, in table: Table, options: Form.FitOptions
  ) throws -> (up: [Double], down: [Double])? {
    guard let error = options.sigma else { return nil }
    let measured = form.target.variables
    guard measured.count <= 1 else {
      throw SymbolicError.form(.errorOfSeveralColumns(form.targetName, columns: measured.sorted()))
    }
    guard let name = measured.first, let column = table[name] else { return nil }
    let own = try error.resolved(for: name, values: column, in: table)
    guard form.target != .variable(name) else { return own }
    let slopes = try compiled(form.target, table.names).valuesAndVariableDerivatives(table.columns).jacobian
    let slope = slopes[table.names.firstIndex(of: name) ?? 0]
    func scaled(_ up: [Double], _ down: [Double]) -> [Double] {
      slope.indices.map { abs(slope[$0]) * (slope[$0] >= 0 ? up[$0] : down[$0]) }
    }
    let sigma = (up: scaled(own.up, own.down), down: scaled(own.down, own.up))
    if let bad = sigma.up.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
      throw SymbolicError.form(.badError(of: form.targetName, value: sigma.up[bad], row: bad + 1))
    }
    return sigma
  }

  private static func compiled(
    _ expression: Expression, _ names: [String]
  ) throws -> CompiledExpression {
    return try CompiledExpression(expression, variables: names)
  }

  /// The standard deviation of every row's target, the mean of both directions; `nil` if unknown.
  var meanSigma: [Double]? {
    sigma.map { zip($0.up, $0.down).map { up, down in (up + down) / 2 } }
  }

  /// The reciprocals of the standard deviations, 1 if they are unknown.
  var rootWeights: [Double] { meanSigma?.map { 1 / $0 } ?? target.map { _ in 1 } }

  /// Some of the rows.
  func selecting(_ rows: [Int]) -> FormRows {
    func picked(_ column: [Double]) -> [Double] { rows.map { column[$0] } }
    func pair(_ pair: (up: [Double], down: [Double])) -> (up: [Double], down: [Double]) {
      (picked(pair.up), picked(pair.down))
    }
    return FormRows(
      columns: columns.map(picked), target: picked(target), sigma: sigma.map(pair),
      inputSigmas: inputSigmas?.map { $0.map(pair) }, group: rows.map { group[$0] }, groupNames: groupNames)
  }

  /// The same rows as one experiment.
  var ungrouped: FormRows {
    FormRows(
      columns: columns, target: target, sigma: sigma, inputSigmas: inputSigmas, group: target.map { _ in 0 },
      groupNames: [])
  }

  /// At most `limit` evenly spaced rows.
  func limited(to limit: Int) -> FormRows {
    count > limit ? selecting(Array(0..<count).evenlySpaced(atMost: limit)) : self
  }

  /// The rows of every group.
  var rowsByGroup: [[Int]] {
    var rows = [[Int]](repeating: [], count: groupCount)
    for (s, g) in group.enumerated() { rows[g].append(s) }
    return rows
  }
}
