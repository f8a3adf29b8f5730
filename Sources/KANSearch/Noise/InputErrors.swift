import KANData
import KANFormula
import KANSymbolic

/// The measurement errors of the inputs of a table, and what they add to the errors of the target.
struct InputErrors: Sendable {
  /// One array per input of the table; `nil` for exact inputs.
  private let columns: [[Double]?]
  /// The inputs with errors.
  private let names: [String]
  private let target: String

  var isEmpty: Bool { names.isEmpty }

  /// - Throws: An error if the table has no errors of its target, if an input is unknown, if there is not one error for each row, or
  /// if an error is not positive and finite.
  init(_ errors: [String: [Double]], of data: Dataset) throws {
    names = data.inputNames.filter { errors[$0] != nil }
    target = data.targetNames[0]
    columns = data.inputNames.map { errors[$0] }
    if let stranger = errors.keys.sorted().first(where: { !data.inputNames.contains($0) }) {
      throw SymbolicError.form(.unknownErrorColumn(stranger, columns: data.inputNames))
    }
    for name in names {
      guard data.weightsAreInverseVariances else { throw SymbolicError.form(.inputErrorsAlone) }
      let column = errors[name] ?? []
      guard column.count == data.count else {
        throw DataError.raggedColumn(name: name, found: column.count, expected: data.count)
      }
      if let row = column.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
        throw SymbolicError.form(.badError(of: name, value: column[row], row: row + 1))
      }
    }
  }

  /// σ² of the target with what the errors of the inputs add to it, for every row.
  ///
  /// - Parameters:
  ///   - data: The table, with weights 1/σ².
  ///   - law: The law whose slopes are used; rows where a slope is not finite keep their σ².
  func effectiveVariances(of data: Dataset, slopesOf law: Expression) throws -> [Double] {
    let slopes = try CompiledExpression(law, variables: data.inputNames)
      .valuesAndVariableDerivatives(data.inputs).jacobian
    let own = data.weights ?? [Double](repeating: 1, count: data.count)
    return (0..<data.count).map { s in
      columns.indices.reduce(1 / own[s]) { sum, i in
        guard let errors = columns[i] else { return sum }
        let part = slopes[i][s] * errors[s]
        return part.isFinite ? sum + part * part : sum
      }
    }
  }

  /// How the errors of the inputs were used.
  func note(on law: String) -> String {
    "rows are weighted by the effective variance of \(target), which includes the errors of \(names.inWords) times the slopes of \(target) = "
      + "\(law), the law of a first search"
  }

  /// The reason why they were not used if the first search found no law.
  var noteWithoutSlopes: String {
    "rows are weighted by the errors of \(target) alone, because a first search found no law whose slopes give the effect of the errors of \(names.inWords)"
  }

  /// The reason why they were not used if the search was stopped.
  var noteOnUnused: String {
    "rows are weighted by the errors of \(target) alone, because the search ended before the errors of \(names.inWords) were used"
  }
}
