import KANData
import KANFormula
import KANNumerics
import KANTestSupport
import RealModule
import Testing

@testable import KANSearch

/// Functions of the target in which a law may be simpler, and their ways back.
@Suite struct TargetTransformTests {
  /// Values in the domains of all transforms.
  private static let values = (1...40).map { 0.02 * Double($0) + 0.01 }

  @Test(arguments: TargetTransform.all)
  func hasAWayBack(transform: TargetTransform) throws {
    let transformed = try #require(transform.values(Self.values))
    let back = try CompiledExpression(
      transform.inverse(.variable("u"), isNegative: false), variables: ["u"]
    ).values([transformed])
    expectClose(back, Self.values, within: 1e-13, "\(transform)")
  }

  /// A target that is negative everywhere has roots and logarithms as well.
  @Test(arguments: TargetTransform.all)
  func hasAWayBackOfNegativeTargets(transform: TargetTransform) throws {
    let negative = Self.values.map { -$0 }
    guard let transformed = transform.values(negative) else {
      #expect([.cos, .logit].contains(transform))
      return
    }
    let back = try CompiledExpression(
      transform.inverse(.variable("u"), isNegative: true), variables: ["u"]
    ).values([transformed])
    expectClose(back, negative, within: 1e-13, "\(transform)")
  }

  /// |dτ/dt| against a central difference with h = 1e-5, whose own error is h²·τ‴ and rounding/h.
  @Test(arguments: TargetTransform.all)
  func slopeIsADifferenceQuotient(transform: TargetTransform) throws {
    let h = 1e-5
    let values = Self.values.filter { $0 > 0.1 }
    let up = try #require(transform.values(values.map { $0 + h }))
    let down = try #require(transform.values(values.map { $0 - h }))
    for (n, t) in values.enumerated() {
      #expect(
        isClose(transform.slope(at: t), abs(up[n] - down[n]) / (2 * h), within: 1e-5), "\(transform) at \(t)")
    }
  }

  @Test(arguments: [
    // Zeros have no inverse, both signs no root, and wide targets no sine.
    (TargetTransform.power(-1), [0.0, 1, 2]), (.power(2), [-1, 1, 2]), (.power(.half), [-1, 1, 2]),
    (.log, [0, 1, 2]), (.sin, [-2, 0, 2]), (.cos, [-0.1, 0, 1]), (.tan, [-1.6, 0, 1]), (.exp, [0, 0.1, 0.2]),
    (.exp, [0, 10, 60]), (.logit, [0, 0.5, 0.7]), (.logit, [0.1, 0.5, 1]), (.sin, [0.1, 0.11, 0.12]),
  ])
  func refusesWhatHasNoWayBack(transform: TargetTransform, target: [Double]) {
    #expect(transform.values(target) == nil)
  }

  @Test func rootsTakeZero() {
    #expect(TargetTransform.power(.half).values([0, 4, 9]) == [0, 2, 3])
    #expect(TargetTransform.power(2).values([0, 2, 3]) == [0, 4, 9])
    #expect(TargetTransform.power(1).values([0, 0]) == [0, 0])
  }

  @Test func commonOnesComeFirst() {
    let all = TargetTransform.all
    #expect(Set(all).count == all.count && all[0] == .power(1))
    #expect(all.filter(\.isCommon).contains(.log) && !all.filter(\.isCommon).contains(.sin))
    #expect(!TargetTransform.power(Rational(2, 3) ?? 1).isCommon)
  }

  // MARK: - Weights

  private static func problem(_ target: [Double], factor: Expression = 1) throws -> Subproblem {
    let a = target.indices.map { Double($0 + 1) }
    let table = FeatureTable(try Dataset([("a", a)], target: target), rows: 100)
    return factor == 1
      ? Subproblem(table)
      : Subproblem(table: table, values: zip(target, a).map { $0 / $1 }, factor: factor, inputs: [0])
  }

  /// An error of one size in t is one of the slope's size in τ(t).
  @Test(arguments: TargetTransform.all)
  func noiseOfOneSizeWeighsByTheSlope(transform: TargetTransform) throws {
    let problem = try Self.problem(Self.values)
    let target = try #require(
      TransformedTarget(problem, transform, weighting: .absoluteNoise, limit: 100))
    for (n, row) in target.rows.enumerated() {
      #expect(isClose(target.weights[n] * transform.slope(at: Self.values[row]), 1, within: 1e-14))
    }
  }

  @Test(arguments: TargetTransform.all)
  func noiseThatIsAShareWeighsByTheValueAsWell(transform: TargetTransform) throws {
    let problem = try Self.problem(Self.values)
    let target = try #require(
      TransformedTarget(problem, transform, weighting: .proportionalNoise, limit: 100))
    for (n, row) in target.rows.enumerated() {
      let t = Self.values[row]
      #expect(isClose(target.weights[n] * transform.slope(at: t) * t, 1, within: 1e-14))
    }
  }

  /// With a factor f an error of y is one of 1/f in t.
  @Test func factorsWeigh() throws {
    let problem = try Self.problem(Self.values, factor: .variable("a"))
    let target = try #require(TransformedTarget(problem, .power(1), weighting: .absoluteNoise, limit: 100))
    expectClose(target.weights, target.rows.map { Double($0 + 1) }, within: 1e-14)
  }

  /// Exact rows weigh by their relative error, but for those near zero.
  @Test func exactRowsWeighByTheirSize() throws {
    let values = [1e-9, 1, 2, 3, 4, 5, 6, 7, 8]
    let target = try #require(
      TransformedTarget(try Self.problem(values), .power(1), weighting: .rounding, limit: 100))
    #expect(isClose(target.weights[0], 1 / (0.05 * 4), within: 1e-14))
    for n in 1..<9 { #expect(isClose(target.weights[n], 1 / values[n], within: 1e-14)) }
    expectClose(target.weighted, zip(values, target.weights).map { $0 * $1 }, within: 1e-15)
    expectClose(target.weighted(values), target.weighted, within: 1e-15)
    let few = try #require(
      TransformedTarget(try Self.problem(values), .power(1), weighting: .rounding, limit: 4))
    #expect(few.rows.count == 4 && few.values.count == 4 && few.weights.count == 4)
    #expect(TransformedTarget(try Self.problem([-1, 1]), .log, weighting: .rounding, limit: 4) == nil)
  }

  /// Where the slope is zero a row has no weight, rather than an infinite one.
  @Test func weightsAreFinite() throws {
    let values = [-0.5, -0.1, 0, 0.1, 0.5].map { $0 * .pi }
    for weighting in Weighting.allCases {
      let target = try #require(
        TransformedTarget(try Self.problem(values), .sin, weighting: weighting, limit: 10))
      #expect(target.weights.allSatisfy { $0.isFinite })
    }
  }
}
