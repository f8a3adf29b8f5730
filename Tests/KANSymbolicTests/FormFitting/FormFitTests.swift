import Foundation
import KANData
import KANNumerics
import KANSymbolic
import Testing

/// What a fit says of its constants and rows: consistent, and without a unit where it has none.
@Suite struct FormFitTests {
  private static let x = (0..<24).map { Double($0) / 6 }
  private static let y = x.indices.map { n in
    2 * exponential(-x[n] / 1.5) + 0.3 + 0.05 * sine(Double(n * n))
  }

  private static func fit(
    x: [Double] = x, y: [Double] = y, _ change: (inout Form.FitOptions) -> Void = { _ in }
  ) throws -> Form.Fit {
    var options = Form.FitOptions()
    change(&options)
    let table = try Table(names: ["x", "y"], columns: [x, y])
    return try Form(parsing: "y = a*exp(-x/b) + c", columns: table.names).fit(to: table, options: options)
  }

  /// What is said of the rows is what their residuals give.
  @Test func statisticsAreThoseOfTheResiduals() throws {
    let fit = try Self.fit()
    let residuals = zip(fit.predictions, fit.target).map { $0 - $1 }
    let square = residuals.sumOfSquares
    let mean = Self.y.reduce(0, +) / 24
    let total = Self.y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let statistics = fit.statistics
    #expect(statistics.rows == 24 && statistics.degreesOfFreedom == 21)
    #expect(abs(statistics.sumOfSquares / square - 1) < 1e-12)
    #expect(abs(statistics.rmse - (square / 24).squareRoot()) < 1e-14)
    #expect(abs(try #require(statistics.residualStandardDeviation) - (square / 21).squareRoot()) < 1e-14)
    #expect(abs(statistics.rSquared - (1 - square / total)) < 1e-12)
    #expect(statistics.maximumError == residuals.map { abs($0) }.max())
    #expect(statistics.chiSquare == nil && statistics.probability == nil && fit.pulls == nil)
    #expect(fit.account.converged && fit.account.agreeing >= 1 && fit.account.outliers.isEmpty)
    // The formula says the same of them.
    let fidelity = try #require(fit.formula.fidelity.first)
    #expect(fidelity.count == 24 && fidelity.maximumError == statistics.maximumError)
    #expect(abs(fidelity.rSquared - statistics.rSquared) < 1e-12)
  }

  /// The last steps of an exact law are rounding.
  @Test func aPerfectFitHasConverged() throws {
    let table = try Table(names: ["x", "y"], columns: [[1, 2], [2, 4]])
    let fit = try Form(parsing: "y = a*x + b", columns: table.names).fit(to: table)
    #expect(fit.account.converged && fit.statistics.rmse < 1e-14)
  }

  /// Names that may be meant as columns are called constants.
  @Test(
    arguments: [
      ("a*x + b*U", "b and U are taken as constants"), ("a*x + b*t", "b and t are taken"),
      ("a*x + tenp", "tenp is taken as a constant"), ("a*x + b1", nil),
      ("a*T + b*x + c", nil),
    ] as [(String, String?)])
  func constantsLikeColumnsAreNoted(text: String, names: String?) throws {
    let table = try Table(
      names: ["x", "y", "T", "temp", "b2"],
      columns: [[1, 2, 3, 4], [2, 4, 6, 9], [1, 4, 2, 2], [0, 1, 0, 1], [0, 1, 1, 0]])
    let form = try Form(parsing: text, columns: table.names, target: "y")
    let notes = try form.fit(to: table).account.warnings.filter { $0.contains("taken as") }
    guard let names else {
      #expect(notes.isEmpty, "\(notes)")
      return
    }
    #expect(notes.count == 1 && notes[0].contains("T, temp, b2"), "\(notes)")
    #expect(notes.first?.contains(names) == true, "\(notes)")
  }

  /// Another unit of the target or of the input is another unit of the constants, and nothing else.
  @Test(arguments: [(1e-12, 1.0), (1e9, 1), (1, 1e7), (1e5, 1e-8)])
  func unitsAreOfNoConsequence(unitOfTarget: Double, unitOfInput: Double) throws {
    let plain = try Self.fit()
    let scaled = try Self.fit(x: Self.x.map { $0 * unitOfInput }, y: Self.y.map { $0 * unitOfTarget })
    let units = [unitOfTarget, unitOfInput, unitOfTarget]
    for (n, unit) in units.enumerated() {
      let (a, b) = (plain.constants[n], scaled.constants[n])
      #expect(abs(b.value / (a.value * unit) - 1) < 1e-6, "\(a.name)")
      let errors = (try #require(a.standardError), try #require(b.standardError))
      #expect(abs(errors.1 / (errors.0 * unit) - 1) < 1e-5, "\(a.name)")
    }
    #expect(abs(scaled.statistics.rSquared - plain.statistics.rSquared) < 1e-10)
  }

  /// The order of the rows decides nothing.
  @Test func orderIsOfNoConsequence() throws {
    let order = (0..<24).map { $0 * 7 % 24 }
    let (plain, mixed) = (
      try Self.fit(), try Self.fit(x: order.map { Self.x[$0] }, y: order.map { Self.y[$0] })
    )
    for (a, b) in zip(plain.constants, mixed.constants) {
      #expect(abs(a.value - b.value) < 1e-7 * abs(a.value))
    }
    #expect(order.map { plain.target[$0] } == mixed.target)
  }

  @Test func correlationsAreCorrelations() throws {
    let fit = try Self.fit { $0.bounds = ["c": 0.4 ... .infinity] }
    #expect(fit.constants[2].state == .atBound && fit.constants[2].standardError == nil)
    for a in 0..<3 {
      for b in 0..<3 {
        #expect(fit.correlation[a][b] == fit.correlation[b][a] && abs(fit.correlation[a][b]) <= 1)
        if a == b { #expect(fit.correlation[a][b] == 1) }
      }
    }
    #expect(fit.correlation[0][1] != 0 && fit.correlation[0][2] == 0)
  }

  /// As many constants as rows leave no residual to tell errors by; stated errors still do.
  @Test func withoutADegreeOfFreedomOnlyStatedErrorsTell() throws {
    let (x, y) = ([0.0, 1, 2], [2.3, 1.3, 0.8])
    let own = try Self.fit(x: x, y: y)
    #expect(own.statistics.degreesOfFreedom == 0 && own.statistics.residualStandardDeviation == nil)
    #expect(own.constants.allSatisfy { $0.standardError == nil } && own.statistics.rmse < 1e-9)
    let stated = try Self.fit(x: x, y: y) { $0.sigma = .value(0.1) }
    #expect(
      stated.constants.allSatisfy { ($0.standardError ?? 0) > 0 } && stated.statistics.probability == nil)
  }

  /// The band at the rows: its mean square is the number of constants over that of rows, times σ² (the trace of the hat matrix).
  @Test func theBandHasTheTraceOfTheHat() throws {
    let fit = try Self.fit { $0.sigma = .value(0.2) }
    let band = fit.band([Self.x])
    #expect(band.values == fit.predictions)
    let sum = band.standardErrors.sumOfSquares
    #expect(abs(sum / (3 * 0.04) - 1) < 1e-8)
    let pulls = try #require(fit.pulls)
    for (pull, (y, f)) in zip(pulls, zip(fit.target, fit.predictions)) {
      #expect(abs(pull - (y - f) / 0.2) < 1e-9)
    }
  }

  private static func copy<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
  }

  @Test func documentsComeBackFromTheirText() throws {
    let fit = try Self.fit {
      $0.sigma = .value(0.1)
      $0.robustness = .student
      $0.bounds = ["c": 0.4 ... .infinity]
    }
    #expect(try Self.copy(fit.constants) == fit.constants)
    #expect(try Self.copy(fit.statistics) == fit.statistics)
    #expect(try Self.copy(fit.account) == fit.account)
    #expect(fit.account.robustness == .student && fit.account.errorScale == .stated)
  }
}
