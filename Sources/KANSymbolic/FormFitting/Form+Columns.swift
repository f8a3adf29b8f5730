import KANData
import KANFormula

extension Form {
  /// Refuses a form that was probably meant otherwise: one in which no column of the table stands, and one with a constant that is
  /// called like a column without its unit, such as L where the table has `L [m]`.
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
