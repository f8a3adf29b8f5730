import KANData
import KANFormula
import Testing

@testable import KANSymbolic

/// What a fit knows of the rows of a table.
@Suite struct FormRowsTests {
  private static func rows(
    _ text: String, _ columns: [(String, [Double])], _ change: (inout Form.FitOptions) -> Void = { _ in }
  ) throws -> FormRows {
    let table = try Table(names: columns.map(\.0), columns: columns.map(\.1))
    var options = Form.FitOptions()
    change(&options)
    return try FormRows(
      table, for: try Form(parsing: text, columns: table.names, target: nil), options: options)
  }

  /// Errors of a function of the target follow to first order; a falling function turns up into down.
  @Test func aFallingFunctionTurnsErrorsAround() throws {
    let rows = try Self.rows("1/y = a*x", [("x", [1, 2]), ("y", [2, 4])]) {
      $0.sigma = .pair(up: .value(0.1), down: .value(0.3))
    }
    #expect(rows.target == [0.5, 0.25])
    let sigma = try #require(rows.sigma)
    // |d(1/y)/dy| = 1/y²; where y is larger its inverse is smaller.
    for (s, slope) in [0.25, 0.0625].enumerated() {
      #expect(abs(sigma.up[s] - 0.3 * slope) < 1e-16 && abs(sigma.down[s] - 0.1 * slope) < 1e-16)
    }
  }

  @Test func aFunctionWithoutValueOrSlopeIsNamed() throws {
    #expect(throws: SymbolicError.form(.targetNotFinite("log(y)", row: 2))) {
      try Self.rows("log(y) = a*x", [("x", [1, 2]), ("y", [2, -4])])
    }
    #expect(throws: SymbolicError.form(.badError(of: "y^2", value: 0, row: 2))) {
      try Self.rows("y^2 = a*x", [("x", [1, 2]), ("y", [2, 0])]) { $0.sigma = .value(1) }
    }
  }

  /// A form that was read for another table says which column it misses.
  @Test func aTableWithoutAnInputIsRefused() throws {
    let form = try Form(parsing: "y = a*x + b*z", columns: ["x", "z", "y"])
    let table = try Table(names: ["z", "t", "y"], columns: [[1, 2], [1, 2], [1, 2]])
    #expect(
      throws: DataError.unknownColumn(name: "x", role: .input, columns: ["z", "t", "y"])
    ) { try form.fit(to: table) }
    let other = try Table(names: ["x", "z"], columns: [[1, 2], [1, 2]])
    #expect(throws: FormulaError.self) { try form.fit(to: other) }
  }

  /// Groups come in the order of the table and are called as people write their labels.
  @Test func groupsAreThoseOfTheirLabels() throws {
    let rows = try Self.rows(
      "y = a*x", [("x", [1, 2, 3, 4, 5]), ("y", [1, 2, 3, 4, 5]), ("run", [7, 2.5, 7, -3, 2.5])]
    ) { $0.group = "run" }
    #expect(rows.groupNames == ["7", "2.5", "-3"] && rows.group == [0, 1, 0, 2, 1])
    #expect(rows.rowsByGroup == [[0, 2], [1, 4], [3]])
    #expect(rows.ungrouped.groupCount == 1 && rows.ungrouped.rowsByGroup == [[0, 1, 2, 3, 4]])
    // A part keeps the numbers of its groups, those without rows included.
    let part = rows.selecting([4, 3])
    #expect(
      part.group == [1, 2] && part.groupNames == rows.groupNames && part.rowsByGroup == [[], [0], [1]])
  }

  /// A part of the rows takes every column along.
  @Test func aPartKeepsRowsTogether() throws {
    let x = (0..<10).map(Double.init)
    let rows = try Self.rows("y = a*x", [("x", x), ("y", x.map { 10 * $0 }), ("e", x.map { 1 + $0 })]) {
      $0.sigma = .column("e")
      $0.inputSigmas = ["x": .pair(up: .column("e"), down: .value(2))]
    }
    let part = rows.limited(to: 4)
    #expect(part.count == 4 && rows.limited(to: 10).count == 10)
    let picked = part.columns[0]
    #expect(part.target == picked.map { 10 * $0 })
    #expect(part.sigma?.up == picked.map { 1 + $0 } && part.sigma?.down == picked.map { 1 + $0 })
    let errors = try #require(part.inputSigmas?[0])
    #expect(errors.up == picked.map { 1 + $0 } && errors.down == picked.map { _ in 2 })
  }

  @Test(arguments: [
    (Table.MeasurementError.share(0.1), [0.2, 0.4]), (.value(3), [3, 3]),
    (.pair(up: .share(0.1), down: .column("e")), [0.2, 0.4]),
  ])
  func errorsAreResolved(error: Table.MeasurementError, up: [Double]) throws {
    let table = try Table(names: ["y", "e"], columns: [[2, -4], [5, 6]])
    let resolved = try error.resolved(for: "y", values: [2, -4], in: table)
    for (value, wanted) in zip(resolved.up, up) { #expect(abs(value - wanted) < 1e-15) }
    if case .pair = error { #expect(resolved.down == [5, 6] && error.columns == ["e"]) }
  }

  /// An error is positive and finite in every row: a share of zero is none.
  @Test(arguments: [
    (Table.MeasurementError.share(0.1), 0.0), (.value(.nan), .nan), (.value(-1), -1),
    (.value(.infinity), .infinity),
  ])
  func errorsThatAreNoneAreNamed(error: Table.MeasurementError, value: Double) throws {
    let table = try Table(names: ["y"], columns: [[0, 1]])
    do {
      _ = try error.resolved(for: "y", values: [0, 1], in: table)
      Issue.record("\(error) was taken")
    } catch {
      guard case SymbolicError.form(.badError(let name, let found, let row)) = error else {
        throw error
      }
      #expect(name == "y" && row == 1 && (found == value || found.isNaN && value.isNaN))
    }
  }
}
