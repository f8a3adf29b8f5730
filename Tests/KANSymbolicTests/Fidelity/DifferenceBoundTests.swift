import Foundation
import KANFormula
import Testing

@testable import KANSymbolic

/// Proven distances of functions whose distance is known.
@Suite struct DifferenceBoundTests {
  /// f − g on a box, the largest difference as points see it.
  private static func bound(
    _ f: String, _ g: String, on box: [ClosedRange<Double>], breaks: [[Double]] = [],
    operations: Double = 1e7, areEqual: Bool = false
  ) throws -> CertifiedBound {
    let names = Array(["x", "y"][..<box.count])
    let (first, second) = (try Expression(parsing: f), try Expression(parsing: g))
    let (a, b) = (
      try CompiledExpression(first, variables: names), try CompiledExpression(second, variables: names)
    )
    let distances = { (points: [[Double]]) in
      zip(a.values(points), b.values(points)).map { ($0 - $1).magnitude }
    }
    let centre = box.map { [($0.lowerBound + $0.upperBound) / 2] }
    return DifferenceBound(
      first: try TaylorProgram(first, variables: names), second: try TaylorProgram(second, variables: names),
      distances: distances, box: box.map { Interval($0) }, breaks: breaks, operations: operations,
      areEqual: areEqual
    ).certified(largestSeen: distances(centre)[0])
  }

  @Test(arguments: [
    // The differences: 0.01·sin(5x), (x·y)³/1000 and |x|/100, whose largest values are at places no grid knows.
    ("x^2", "x^2 + 0.01*sin(5*x)", [-1.0...1.0], 0.01),
    ("exp(x*y)", "exp(x*y) - (x*y)^3/1000", [-1.0...2.0, 0.5...1.5], 0.027),
    ("abs(x)/100", "0*x", [-0.7...1.3], 0.013),
  ])
  func areWithinATenthOfTheTruth(f: String, g: String, box: [ClosedRange<Double>], truth: Double) throws {
    let certified = try Self.bound(f, g, on: box)
    let bound = try #require(certified.bound)
    #expect(bound >= truth * (1 - 1e-12) && bound <= 1.1 * truth * (1 + 1e-9), "\(bound)")
    #expect(certified.isTight && certified.largestSeen <= truth * (1 + 1e-12))
  }

  @Test func equalFunctionsDifferByRounding() throws {
    let known = try Self.bound("(x + 1)^2", "x^2 + 2*x + 1", on: [0...10], areEqual: true)
    let bound = try #require(known.bound)
    #expect(bound < 1e-11, "\(bound) of values up to 121")
    #expect(known.isTight)
    let unknown = try Self.bound("(x + 1)^2", "x^2 + 2*x + 1", on: [0...10])
    #expect(try #require(unknown.bound) < 1e-10)
  }

  @Test func aPoleInsideHasNoBound() throws {
    let certified = try Self.bound("1/(x - 0.3)", "x", on: [0...1], operations: 1e6)
    #expect(certified.bound == nil && !certified.isTight)
  }

  @Test func workIsCounted() throws {
    let few = try Self.bound("sin(30*x*y)", "0*x", on: [-1...1, -1...1], operations: 1e5)
    let many = try Self.bound("sin(30*x*y)", "0*x", on: [-1...1, -1...1], operations: 1e8)
    #expect(few.boxes < many.boxes || many.isTight)
    #expect(try #require(many.bound) <= #require(few.bound))
    #expect(try #require(many.bound) >= 1 - 1e-12)
  }

  /// Work beyond every whole number is as good as unlimited.
  @Test(arguments: [1e25, .greatestFiniteMagnitude]) func workMayBeUnlimited(operations: Double) throws {
    let certified = try Self.bound("x^2", "x^2 + 0.01*sin(5*x)", on: [-1...1], operations: operations)
    #expect(try #require(certified.bound) <= 0.011 * (1 + 1e-9) && certified.isTight)
  }

  @Test func aBoxWithoutWidthIsAPoint() throws {
    let certified = try Self.bound("exp(x)", "0*x", on: [1...1])
    #expect(abs(try #require(certified.bound) - M_E) < 1e-12)
  }

  @Test func whatIsDefinedNowhereHasNoDistance() throws {
    let certified = try Self.bound("log(x)", "0*x", on: [(-2)...(-1)])
    #expect(certified.bound == 0)
  }
}
