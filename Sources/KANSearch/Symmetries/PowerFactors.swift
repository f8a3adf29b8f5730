import KANFormula
import KANNumerics
import RealModule

/// Powers of inputs that a target of any sign may be proportional to: exponents of a linear fit of log|t| that are simple numbers.
///
/// What is left of log|t| may be rough, as the logarithm of a cosine is near its zeros, and still the exponents of factors come out;
/// an input that is none has a simple exponent by chance only. Whether they are factors, a network without these inputs tells.
enum PowerFactors {
  /// How near an exponent is to a simple number, and denominators of these.
  private static let (nearness, denominators) = (0.08, [1, 2])
  /// Exponents below are none.
  private static let least = 0.4
  /// Against rank deficiency, relative to the number of rows.
  private static let ridge = 1e-9

  /// Columns of the problem's table and their exponents, those that are simple numbers.
  static func candidates(_ problem: Subproblem) -> [(column: Int, degree: Rational)] {
    exponents(problem).compactMap { column, p in
      guard abs(p) > least, let degree = Rational(near: p, denominators: denominators, within: nearness)
      else {
        return nil
      }
      // A root of a negative number is none.
      return degree.denominator > 1 && problem.table.inputs[column].contains { $0 < 0 }
        ? nil : (column, degree)
    }
  }

  /// The exponents of all columns that have logarithms.
  static func exponents(_ problem: Subproblem) -> [(column: Int, exponent: Double)] {
    let usable = problem.inputs.filter { !problem.table.inputs[$0].contains(0) }
    let rows = problem.values.indices.filter { problem.values[$0] != 0 }
    guard !usable.isEmpty, rows.count > 10 * (usable.count + 1) else { return [] }
    let logarithms = usable.map { i in rows.map { Double.log(abs(problem.table.inputs[i][$0])) } }
    var design = Matrix(rows: rows.count, columns: usable.count + 1, repeating: 1)
    for (c, column) in logarithms.enumerated() {
      for (r, value) in column.enumerated() { design[r, c] = value }
    }
    let fit = ridgeLeastSquares(
      design, rows.map { .log(abs(problem.values[$0])) }, ridge: ridge * Double(rows.count))
    return zip(usable, fit).map { ($0, $1) }
  }
}
