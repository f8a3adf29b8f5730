import KANFormula
import KANNumerics
import Testing

@testable import KANSearch

/// Buckingham's theorem on problems whose groups are known, and on random dimensions.
@Suite struct DimensionlessGroupsTests {
  static func groups(_ units: [String], target: String) throws -> DimensionlessGroups {
    DimensionlessGroups(
      of: try units.map { try PhysicalUnit(parsing: $0).dimension },
      target: try PhysicalUnit(parsing: target).dimension)
  }

  @Test func pendulum() throws {
    let found = try Self.groups(["m", "m/s^2", "kg"], target: "s")
    #expect(found.groups.isEmpty)
    #expect(found.scales.first == [Rational.half, -Rational.half, 0])
  }

  @Test func relativity() throws {
    let found = try Self.groups(["kg", "m/s", "m/s"], target: "kg")
    #expect(found.groups == [[0, 1, -1]])
    #expect(found.scales.first == [1, 0, 0])
  }

  /// Drag of a sphere: ρ, v, d, μ and F give two groups, the force scale and one number like Reynolds'.
  @Test func drag() throws {
    let found = try Self.groups(["kg/m^3", "m/s", "m", "Pa*s"], target: "N")
    #expect(found.groups == [[1, 1, 1, -1]])
    #expect(found.scales.contains([1, 2, 2, 0]))
  }

  @Test func noScaleWithoutItsDimension() throws {
    #expect(try Self.groups(["m", "m"], target: "kg").scales.isEmpty)
    #expect(try Self.groups(["m", "m"], target: "1").scales.first == [0, 0])
  }

  /// Every group is a pure number, every scale has the target's dimension, and there are n − rank of them.
  @Test func randomDimensions() throws {
    for seed in 1...50 as ClosedRange<UInt64> {
      var random = SeededRandom(seed: seed)
      func draw() -> PhysicalDimension {
        PhysicalDimension(
          exponents: (0..<7).map { $0 < 3 ? Rational(Int(random.uniform(in: -2.5...2.5).rounded())) : 0 })
      }
      let quantities = (0..<5).map { _ in draw() }
      let target = draw()
      let found = DimensionlessGroups(of: quantities, target: target)
      func dimension(_ powers: [Rational]) -> PhysicalDimension? {
        zip(quantities, powers).reduce(PhysicalDimension.one) { total, factor in
          factor.0.power(factor.1).flatMap { total?.times($0) }
        }
      }
      for group in found.groups { #expect(dimension(group)?.isOne ?? false, "seed \(seed)") }
      for scale in found.scales { #expect(dimension(scale) == target, "seed \(seed)") }
      #expect(found.groups.count >= 2, "seed \(seed): five quantities of three bases")
    }
  }
}
