import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import RealModule
import Testing

@testable import KANSearch

/// Factors of a target that spans decades beside noise of one size.
@Suite struct LargeRowsTests {
  /// a·b³·cos(c·d) with a and b over two decades each, and noise of one percent of the root mean square, which hides most values.
  private static func problem(rows: Int = 2_500) throws -> Subproblem {
    var random = SeededRandom(seed: 4)
    func decades() -> [Double] { (0..<rows).map { _ in Double.pow(10, random.uniform(in: -1...1)) } }
    let (a, b) = (decades(), decades())
    let angles = (0..<2).map { _ in (0..<rows).map { _ in random.uniform(in: 1...3) } }
    let law = (0..<rows).map { a[$0] * .pow(b[$0], 3) * .cos(angles[0][$0] * angles[1][$0]) }
    let size = (law.sumOfSquares / Double(rows)).squareRoot()
    let target = law.map { $0 + 0.01 * size * random.normal() }
    return Subproblem(
      FeatureTable(
        try Dataset(
          inputNames: ["a", "b", "c", "d"], inputs: [a, b] + angles, targetNames: ["y"], targets: [target]),
        rows: rows))
  }

  @Test func takesTheRowsThatInputsPromise() throws {
    let problem = try Self.problem()
    let limit = Weighting.absoluteNoise.smallestSignificant(of: problem.table.target)
    let large = try #require(LargeRows(problem, limit: limit)).rows
    let table = problem.table
    // Of all rows, those of the largest a·b³, whatever the cosine makes of them.
    let promise = table.target.indices.map { table.inputs[0][$0] * .pow(table.inputs[1][$0], 3) }
    let least = large.map { promise[$0] }.quantile(0.1)
    let others = Set(table.target.indices).subtracting(large).map { promise[$0] }
    #expect(others.quantile(0.99) < least)
    #expect(large.contains { abs(table.target[$0]) < limit })
  }

  @Test func theirFactorsAreDividedOut() throws {
    let problems = MultiplicativeSeparation().reduce(
      try Self.problem(), in: .sample(Look(weighting: .absoluteNoise)))
    #expect(problems.contains { TextPrinter().print($0.factor) == "a*b^3" && $0.inputs == [2, 3] })
  }

  /// Without noise, and where all values stand out, there is nothing to choose.
  @Test func elsewhereThereIsNothingToChoose() throws {
    #expect(LargeRows(try Self.problem(), limit: 0) == nil)
    let table = try SampleLaw("a*(b + c)", 1...2, 1...2, 1...2).table(rows: 300)
    let problem = Subproblem(table)
    #expect(
      LargeRows(problem, limit: Weighting.absoluteNoise.smallestSignificant(of: problem.table.target)) == nil)
  }
}
