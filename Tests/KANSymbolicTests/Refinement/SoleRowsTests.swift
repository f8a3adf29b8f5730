import KANFormula
import KANNumerics
import Testing

@testable import KANSymbolic

/// Rows without which a constant of a law would not be known.
@Suite struct SoleRowsTests {
  private static let x = (0..<50).map { 10 * Double($0) / 49 }

  private static func soleRows(of law: String, _ y: [Double]) throws -> [Int] {
    let rows = ExpressionRefiner(columns: [x], names: ["x"], target: y, rootWeights: nil, spread: 1)
    return rows.soleRows(of: try #require(rows.refine(try Expression(parsing: law))))
  }

  private static func noisy(_ law: (Double) -> Double) -> [Double] {
    var random = SeededRandom(seed: 4)
    return x.map { law($0) + 0.05 * random.normal() }
  }

  /// A peak or a pole at an outlier, narrower than the distance of rows, is determined by this row alone.
  @Test(arguments: ["3.0*x + 2.0 - 14.0*exp(-400*(x - 200/49)^2)", "3.0*x + 2.0 + 0.07/(x - 4.087)"])
  func whatIsFittedToAnOutlierRestsOnIt(law: String) throws {
    var y = Self.noisy { 3 * $0 + 2 }
    y[20] -= 14
    #expect(try Self.soleRows(of: "3.1*x + 2.1", y).isEmpty)
    #expect(try Self.soleRows(of: law, y) == [20])
  }

  /// A peak of several rows does not, nor does a slope that a distant row determines best.
  @Test func whatSeveralRowsShowRestsOnNone() throws {
    let peak = Self.noisy { 3 * $0 + 2 - 14 * .exp(-2 * ($0 - 4) * ($0 - 4)) }
    #expect(try Self.soleRows(of: "3.0*x + 2.0 - 13.0*exp(-1.9*(x - 4.1)^2)", peak).isEmpty)
    let rise = Self.noisy { .exp($0) }
    #expect(try Self.soleRows(of: "1.1*exp(0.99*x)", rise).isEmpty)
  }

  /// A pole next to an outlier has a place and a size that no row tells apart.
  @Test func aPoleBesideTheOutlierRestsOnIt() throws {
    var y = Self.x.map { 3 * $0 + 2 }
    y[20] = 0
    #expect(try Self.soleRows(of: "3*x + 2 - 8.1840468458505586e-18/(x - 4.0816326523032505)^2", y) == [20])
  }

  /// Without noise as with it.
  @Test func exactTablesAreTreatedAlike() throws {
    var y = Self.x.map { 3 * $0 + 2 }
    y[20] -= 14
    #expect(try Self.soleRows(of: "3.0*x + 2.0 - 14.0*exp(-400*(x - 200/49)^2)", y) == [20])
    #expect(try Self.soleRows(of: "1.1*exp(0.99*x)", Self.x.map { .exp($0) }).isEmpty)
  }

  /// One distant row determines a slope best, but not alone.
  @Test func aDistantRowIsNoOutlier() throws {
    let x = Self.x + [1000]
    var random = SeededRandom(seed: 6)
    let y = x.map { 2 * $0 + 0.05 * random.normal() }
    let rows = ExpressionRefiner(columns: [x], names: ["x"], target: y, rootWeights: nil, spread: 1)
    #expect(rows.soleRows(of: try #require(rows.refine(try Expression(parsing: "1.9*x + 0.1")))).isEmpty)
  }
}
