import KANData
import KANFormula

extension Form {
  /// Throws for a form that was probably meant differently: one without any column of the table, and one with a constant that has
  /// the name of a column without its unit, such as L for the column `L [m]`.
  ///
  /// - Throws: `SymbolicError.form` with `columnWithUnit` or `noColumns`.
  package func checkNames(against columns: [String]) throws(SymbolicError) {
    for constant in constants {
      if let column = columns.first(where: { Table.splitting($0) { _ in true }.name == constant }) {
        throw .form(.columnWithUnit(constant, column: column))
      }
    }
    guard inputs.isEmpty else { return }
    throw .form(.noColumns(columns: columns.filter { !target.variables.contains($0) }))
  }
}
