import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import Testing

@testable import KANSearch

/// The laws that everybody tries first.
@Suite struct ElementaryCurvesTests {
  /// Of six inputs two matter: the plane of those is proposed, with their coefficients, and as the only one for the table.
  @Test func planesHaveTheInputsThatMatter() throws {
    var random = SeededRandom(seed: 11)
    let names = ["a", "b", "c", "d", "e", "f"]
    let columns = names.map { _ in (0..<60).map { _ in random.uniform(in: 1...5) } }
    let y = (0..<60).map { s in 2 * columns[0][s] - 3 * columns[2][s] + 100 + 0.3 * random.normal() }
    let data = try Dataset(inputNames: names, inputs: columns, targetNames: ["y"], targets: [y])
    let best = ElementaryCurves().best(for: Subproblem(data), WorkBudget())
    let plane = try #require(best.last)
    #expect(plane.variables == ["a", "c"])
    let values = try data.values(of: plane)
    #expect((zip(values, y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / 60).squareRoot() < 0.35)
    let all = ElementaryCurves().candidates(
      for: Subproblem(data), in: .sample(Look(weighting: .absoluteNoise)))
    #expect(all.contains { $0.variables == ["a", "c"] } && all.count > best.count)
  }

  /// Fewer rows than two an input leave out the largest planes; a single input has a line and no plane.
  @Test func planesHaveRowsEnough() throws {
    let x = (0..<8).map(Double.init)
    let data = try Dataset(
      inputNames: ["a", "b", "c", "d"],
      inputs: [x, x.map { $0 * $0 }, x.map { 1 / ($0 + 1) }, x.map { ($0 - 3) * ($0 - 3) * $0 }],
      targetNames: ["y"], targets: [x.map { 3 * $0 + 0.1 * ($0 * 7).truncatingRemainder(dividingBy: 3) }])
    let laws = ElementaryCurves().candidates(
      for: Subproblem(data), in: .sample(Look(weighting: .absoluteNoise)))
    #expect(laws.allSatisfy { $0.variables.count <= 2 })
  }
}
