import KANData
import KANFormula
import Testing

@testable import KANSearch

/// Waves that a regular grid cannot show.
@Suite struct GridResolutionTests {
  private static let x = (0..<40).map { 0.5 * Double($0) }

  private static func leavesUnresolved(_ law: String, x: [Double] = x) throws -> Bool {
    let data = try Dataset([("x", x)], target: x)
    return GridResolution(data).leavesUnresolved(try Expression(parsing: law))
  }

  /// The Nyquist frequency is π/0.5 = 6.28; an alias of sin(1.7·x) is sin((1.7 + 2·π/0.5)·x).
  @Test func aliasesAreSeen() throws {
    #expect(try Self.leavesUnresolved("sin(14.2664*x)"))
    #expect(try Self.leavesUnresolved("exp(-x) + 3*cos(11*x + 1)"))
    #expect(try !Self.leavesUnresolved("sin(1.7*x)"))
    #expect(try !Self.leavesUnresolved("exp(-x)*sin(4*x)"))
  }

  /// Gaps do not matter, irregular rows resolve everything, and only waves are looked at.
  @Test func onlyWavesOnGridsCount() throws {
    let gaps = Self.x.indices.filter { $0 % 7 != 3 }.map { Self.x[$0] }
    #expect(try Self.leavesUnresolved("sin(14.2664*x)", x: gaps))
    let irregular = Self.x.map { $0 + 0.1 * ($0 * 7.3).truncatingRemainder(dividingBy: 1) }
    #expect(try !Self.leavesUnresolved("sin(14.2664*x)", x: irregular))
    #expect(try !Self.leavesUnresolved("exp(-30*(x - 4.2)^2)"))
  }
}
