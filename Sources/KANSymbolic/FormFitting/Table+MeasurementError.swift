import KANData

extension Table {
  /// The error of a measured column: one standard deviation per row.
  public enum MeasurementError: Sendable, Hashable {
    /// The same in every row, in the unit of the column.
    case value(Double)
    /// A share of the magnitude of every value: 0.02 for 2 %.
    case share(Double)
    /// The errors are in another column.
    case column(String)
    /// Different ones upwards and downwards, as in 5.0 +0.3 −0.2.
    indirect case pair(up: Table.MeasurementError, down: Table.MeasurementError)

    /// The columns that contain errors.
    public var columns: [String] {
      switch self {
      case .value, .share: []
      case .column(let name): [name]
      case .pair(let up, let down): up.columns + down.columns
      }
    }

    /// The errors of a column's rows, the mean of those upwards and downwards.
    ///
    /// - Throws: An error if a column is missing, or if an error is not positive and finite.
    package func meanErrors(of name: String, values: [Double], in table: Table) throws -> [Double] {
      let errors = try resolved(for: name, values: values, in: table)
      return zip(errors.up, errors.down).map { up, down in (up + down) / 2 }
    }

    /// The errors of a column's rows, upwards and downwards.
    func resolved(
      for name: String, values: [Double], in table: Table
    ) throws -> (up: [Double], down: [Double]) {
      switch self {
      case .pair(let up, let down):
        return (
          try up.resolved(for: name, values: values, in: table).up,
          try down.resolved(for: name, values: values, in: table).down
        )
      case .value(let sigma): return try checked(values.map { _ in sigma }, name)
      case .share(let share): return try checked(values.map { share * abs($0) }, name)
      case .column(let column):
        guard let place = table.index(knownAs: column) else {
          throw DataError.unknownColumn(name: column, role: .measurementError, columns: table.names)
        }
        return try checked(table.columns[place], name)
      }
    }

    private func checked(
      _ errors: [Double], _ name: String
    ) throws(SymbolicError) -> (up: [Double], down: [Double]) {
      if let bad = errors.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
        throw .form(.badError(of: name, value: errors[bad], row: bad + 1))
      }
      return (errors, errors)
    }
  }
}
