import KANData
import KANNumerics
import RealModule
import Testing

@testable import KANSymbolic

/// Periods that are short compared with the range of the data, without starts.
@Suite struct WaveSearchTests {
  /// Irregular times over many periods, and the brightness of a variable star.
  private static func table(period: Double, noise: Double, rows: Int = 150, seed: UInt64) throws -> Table {
    var random = SeededRandom(seed: seed)
    let t = random.uniforms(rows, in: 2_459_000...2_459_200).sorted()
    let y = t.map { 12 + 0.3 * sine(2 * .pi * ($0 - 2_459_003) / period + 0.8) + noise * random.normal() }
    return try Table(names: ["t", "y"], columns: [t, y])
  }

  private static func fit(_ text: String, _ table: Table) throws -> Form.Fit {
    try Form(parsing: text, columns: table.names, target: "y").fit(to: table)
  }

  @Test(arguments: [
    ("m0 + A*sin(2*pi*(t - 2459003)/P + phi)", "P", 1.0), ("m0 + A*cos(w*(t - 2459003) + phi)", "w", -1),
    ("m0 + A*sin(2*pi*(t - t0)/P)", "P", 1),
    ("m0 + a*sin(w*(t - 2459003)) + b*cos(w*(t - 2459003))", "w", -1),
  ])
  func aPeriodIsFoundInEveryNotation(text: String, name: String, power: Double) throws {
    let period = 7.31
    let fit = try Self.fit(text, try Self.table(period: period, noise: 0.02, seed: 5))
    let value = abs(try #require(fit.constants.first { $0.name == name }).value)
    let found = power > 0 ? value : 2 * .pi / value
    #expect(abs(found / period - 1) < 1e-3, "seed 5: \(found)")
    #expect(fit.statistics.rSquared > 0.9)
    #expect(!fit.account.warnings.contains { $0.contains("explains only") || $0.contains("no better") })
  }

  @Test(arguments: [1.9, 3.3, 23, 90]) func shortAndLongPeriodsAreFound(period: Double) throws {
    let fit = try Self.fit(
      "m0 + A*sin(2*pi*(t - 2459003)/P + phi)", try Self.table(period: period, noise: 0.05, seed: 11))
    let found = abs(try #require(fit.constants.first { $0.name == "P" }).value)
    // The error of a frequency is a fixed share of 1/range.
    #expect(abs(found / period - 1) < max(1e-3, 2.5e-4 * period), "seed 11: \(found)")
  }

  /// Bounds and starts of the user decide where the scan looks.
  @Test func boundsLimitTheScan() throws {
    let table = try Self.table(period: 7.31, noise: 0.02, seed: 5)
    var options = Form.FitOptions()
    options.bounds["P"] = 20...40
    let fit = try Form(
      parsing: "m0 + A*sin(2*pi*(t - 2459003)/P + phi)", columns: table.names, target: "y"
    ).fit(to: table, options: options)
    let found = try #require(fit.constants.first { $0.name == "P" }).value
    #expect((20...40).contains(found))
    #expect(fit.account.warnings.contains { $0.contains("explains only") || $0.contains("no better") })
  }

  /// Neighbours that are tens of orders of magnitude closer than the range is wide: the Nyquist limit exceeds every whole number.
  @Test(arguments: [40.0, 320]) func aColumnOverManyDecadesIsScanned(decades: Double) throws {
    let x = (0..<60).map { Double.pow(10, decades * (Double($0) / 59 - 1)) }
    let fit = try Self.fit("a*sin(w*x)", try Table(names: ["x", "y"], columns: [x, x.map { sine(3 * $0) }]))
    #expect(fit.constants.allSatisfy { $0.value.isFinite } && fit.statistics.rmse.isFinite)
  }

  @Test func aFitThatExplainsNothingSaysSo() throws {
    var random = SeededRandom(seed: 2)
    let x = random.uniforms(100, in: 0...1)
    let noise = x.map { _ in random.normal() }
    let nothing = try Self.fit("a + b*x", try Table(names: ["x", "y"], columns: [x, noise]))
    #expect(nothing.account.warnings.contains { $0.hasPrefix("the fit is no better than a constant") })
    let little = zip(x, noise).map { 2 * $0 + $1 }
    let part = try Self.fit("a + b*x", try Table(names: ["x", "y"], columns: [x, little]))
    #expect(part.account.warnings.contains { $0.hasPrefix("the fit explains only") })
    let much = zip(x, noise).map { 10 * $0 + $1 }
    let good = try Self.fit("a + b*x", try Table(names: ["x", "y"], columns: [x, much]))
    #expect(good.account.warnings.isEmpty)
  }
}
