import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import RealModule
import Testing

@testable import KANSearch

/// Linear projections, grids and samples of curves of one input.
@Suite struct SeparableCurveTests {
  /// The normal equations of a line through four points, solved by hand.
  @Test func projectsOnAFewColumns() throws {
    let fit = try #require(
      LinearProjection.fit([[1, 1, 1, 1], [0, 1, 2, 3]], to: [1, 3, 4, 8]))
    #expect(abs(fit.coefficients[0] - 0.7) < 1e-14 && abs(fit.coefficients[1] - 2.2) < 1e-14)
    #expect(abs(fit.left - 1.8) < 1e-13)
    #expect(LinearProjection.fit([[1, 2, 3], [2, 4, 6]], to: [1, 0, 0]) == nil)
    #expect(LinearProjection.fit([[1, .nan, 3]], to: [1, 0, 0]) == nil)
  }

  @Test func gridsHaveTheirEnds() {
    let rates = CurveGrid.geometric(from: 0.1, to: 100, count: 4)
    #expect(zip(rates, [0.1, 1, 10, 100]).allSatisfy { abs($0 - $1) < 1e-12 * $1 })
    #expect(CurveGrid.places(in: 2...4, beyond: 0.5, count: 3) == [1, 3, 5])
    #expect(CurveGrid.combinations(of: [1, 2, 3], 2) == [[1, 2], [1, 3], [2, 3]])
    #expect(CurveGrid.pairs([1, 2], [5]) == [[1, 5], [2, 5]])
  }

  /// Beside other inputs a curve is looked for along those alone that the target follows.
  @Test func asksTheInputsThatTheTargetFollows() throws {
    let single = try SampleLaw("3*exp(-a)", 0...4).table(isCrowded: true)
    #expect(CurveSample.inputs(of: Subproblem(single)) == [0])
    let both = try SampleLaw("a*b", 1...5, 1...5).table()
    #expect(CurveSample.inputs(of: Subproblem(both)).isEmpty)
  }

  /// At the place of the grid that is the truth the linear fit leaves rounding, whether the curve or its logarithm is linear.
  @Test(arguments: [false, true])
  func startsFromTheBestPlace(isOfLogarithm: Bool) throws {
    let data = try SampleLaw("-3*exp(-0.5*a)", 0...4).table()
    let sample = try #require(CurveSample(Subproblem(data), along: 0, weighting: .absoluteNoise))
    let curve = SeparableCurve(
      starts: [[0.1], [0.5], [2]], isOfLogarithm: isOfLogarithm,
      columns: { theta, x in
        isOfLogarithm ? [x.map { _ in 1 }, x] : [x.map { Double.exp(-theta[0] * $0) }]
      },
      law: { theta, c, x in
        isOfLogarithm
          ? .real(.exp(c[0])) * .exp(.real(c[1]) * x) : .real(c[0]) * .exp(.real(-theta[0]) * x)
      })
    let law = try #require(sample.starts(of: curve, limit: 1, WorkBudget()).first)
    let rest = try #require(sample.rest(of: law))
    #expect(rest.allSatisfy { abs($0) < 1e-12 })
    #expect(sample.starts(of: curve, limit: 1, WorkBudget(limit: 0)).isEmpty)
  }
}
