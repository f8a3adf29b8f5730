import KANData
import KANFormula
import Testing

@testable import KANSearch

/// What rounding leaves unknown of every value.
@Suite struct RowErrorsTests {
  /// Of y = x² − 4 near x = 2 the rounding of x to a float is all: slope times rounding of x.
  @Test func inputsRoundedToFloatsDecideNearAZero() throws {
    let x = (0..<100).map { Double(Float(1.5 + 0.01003 * Double($0))) }
    let y = x.map { $0 * $0 - 4 }
    let table = FeatureTable(try Dataset([("x", x)], target: y), rows: 100)
    let law = try Expression(parsing: "x^2 - 4")
    let errors = RowErrors.errors(of: table, rows: Array(0..<100), law: law)
    for (error, x) in zip(errors, x) { #expect(abs(error / (2 * x * x * 0x1p-24) - 1) < 1e-6) }
  }

  /// Without a law, a target over decades is taken to follow powers of its inputs: errors are shares of it.
  @Test func decadesAreTakenForPowers() throws {
    let x = (1...60).map { 1.01 * Double($0) + 1e-9 }
    let y = x.map { $0 * $0 * $0 }
    let table = FeatureTable(try Dataset([("x", x)], target: y), rows: 60)
    let errors = RowErrors.errors(of: table, rows: Array(0..<60), law: nil)
    // Both columns are doubles: the rounding of y and y/x times that of x.
    for (error, y) in zip(errors, y) { #expect(abs(error / (y * 2.0.squareRoot() * 0x1p-53) - 1) < 1e-6) }
  }
}
