import Foundation
import KANData
import KANSymbolic
import Testing

/// Fits of the NIST Statistical Reference Datasets (https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml) against their
/// certified values.
@Suite struct NISTFitTests {
  /// Digits that a number has in common with its certified value.
  private static func digits(_ value: Double, _ certified: Double) -> Double {
    value == certified ? 11 : min(11, -log10(abs(value / certified - 1)))
  }

  @Test(arguments: try NISTProblem.all(), [0, 1])
  func reachesTheCertifiedValuesFromBothStarts(problem: NISTProblem, start: Int) throws {
    let form = try Form(parsing: problem.form, columns: problem.table.names)
    var options = Form.FitOptions()
    options.starts = problem.starts[start]
    let fit = try form.fit(to: problem.table, options: options)
    #expect(fit.constants.count == problem.certified.count)
    for constant in fit.constants {
      let certified = try #require(problem.certified[constant.name])
      let values = Self.digits(constant.value, certified.value)
      #expect(values >= 6, "\(problem.name) \(constant.name) = \(constant.value): \(values) digits")
      let error = try #require(constant.standardError)
      let errors = Self.digits(error, certified.deviation)
      #expect(
        errors >= problem.digitsOfDeviations,
        "\(problem.name) σ(\(constant.name)) = \(error): \(errors) digits")
    }
    #expect(fit.account.warnings.isEmpty)
    #expect(fit.statistics.degreesOfFreedom == problem.table.rowCount - problem.certified.count)
  }

  @Test(arguments: try NISTProblem.all())
  func findsTheCertifiedMinimumWithoutStarts(problem: NISTProblem) throws {
    let form = try Form(parsing: problem.form, columns: problem.table.names)
    let fit = try form.fit(to: problem.table)
    #expect(
      Self.digits(fit.statistics.sumOfSquares, problem.residualSumOfSquares) >= problem.digitsOfDeviations,
      "\(problem.name): \(fit.statistics.sumOfSquares)")
  }
}
