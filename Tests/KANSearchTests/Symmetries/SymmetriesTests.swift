import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import Testing

@testable import KANSearch

/// From a table to what is told of it.
@Suite struct SymmetriesTests {
  private func analysis(_ data: Dataset, threads: Int = 1, tolerance: Double = 0) throws -> SymmetryAnalysis {
    try symmetries(of: data, options: SymmetryAnalysis.Options(threads: threads, tolerance: tolerance))
  }

  /// The law, what it depends on in the end, and a kind that was used.
  static let cases: [(SampleLaw, [String], SymmetryAnalysis.Symmetry.Kind)] = [
    (SampleLaw("sin(a - b) + (a - b)*c^2", 1...3, 1...3, 1...3), ["c", "a - b"], .translation),
    (SampleLaw("exp(a/b)*(1 + c*a/b)", 1...3, 1...3, 0.1...1), ["c", "a/b"], .scaling),
    (SampleLaw("exp(-(a^2 + b^2)/4)*(1 + c)", -2...2, -2...2, 0...1), ["c", "a^2 + b^2"], .rotation),
    (SampleLaw("a^2*(2 + sin(b*c + b))", 1...3, 1...2, 1...2), ["b", "c"], .factor),
  ]

  @Test(arguments: cases.indices, [0, 0.01])
  func tellsWhatHolds(place: Int, noise: Double) throws {
    let (law, quantities, kind) = Self.cases[place]
    let data = try law.table(rows: 2_500, noise: noise > 0 ? .absolute(noise) : .none)
    let found = try analysis(data)
    #expect(found.quantities.sorted() == quantities.sorted(), "\(found)")
    let symmetry = try #require(found.symmetries.first { $0.kind == kind })
    #expect(symmetry.residual < 0.15 && symmetry.reducedError <= max(3.2 * symmetry.fullError, 3e-5))
    #expect(found.reducedError < (noise > 0 ? 0.05 : 2e-3))
    #expect(found.work > 0 && found.judgedRows == 500)
  }

  @Test func tellsSumsAndProductsApart() throws {
    let sum = try analysis(try SampleLaw("sin(3*a) + exp(b)", 0...2, 0...1).table(rows: 1_500))
    #expect(sum.symmetries.map(\.kind) == [.sum] && sum.symmetries[0].quantities == ["a", "b"])
    let product = try analysis(try SampleLaw("(2 + sin(3*a))*(1 + exp(b))", 0...2, 0...2).table(rows: 1_500))
    #expect(product.symmetries.map(\.kind) == [.product])
  }

  /// Products that change their sign have no logarithm.
  @Test func tellsProductsOfEitherSign() throws {
    let two = try analysis(try SampleLaw("exp(-a)*sin(3*b)", 0...2, -2...2).table(rows: 1_500))
    #expect(
      two.symmetries.map(\.kind) == [.product] && two.symmetries.first?.quantities == ["a", "b"], "\(two)")
    let three = SampleLaw("(sin(2*a) + a*c^2 - c)*(b - sin(3*b))", 0...2, -2...2, 0.5...1.5)
    let found = try analysis(try three.table(rows: 2_500))
    #expect(found.symmetries.map(\.kind) == [.product], "\(found)")
    #expect(found.symmetries.first?.quantities == ["a, c", "b"] && found.form == "y = F(a, c)*G(b)")
    let sum = try analysis(try SampleLaw("sin(3*a)*b + a", -1...1, -1...1).table(rows: 1_500))
    #expect(!sum.symmetries.map(\.kind).contains(.product), "\(sum)")
  }

  @Test func tellsNothingOfNoise() throws {
    var random = SeededRandom(seed: 5)
    let data = try Dataset(
      ["a", "b"].map { ($0, (0..<400).map { _ in random.uniform(in: 1...5) }) },
      target: (0..<400).map { _ in 3 + random.normal() })
    let found = try analysis(data)
    #expect(found.symmetries.isEmpty && found.quantities == ["a", "b"] && found.form == "y = F(a, b)")
    #expect(found.notes.contains { $0.contains("so none is reported") })
  }

  @Test func tellsNothingWhereNothingIs() throws {
    let law = SampleLaw("sin(a*b) + cos(a*a*b/2) + exp(b/3)", 1...2, 1...2)
    #expect(try analysis(try law.table(rows: 2_000)).symmetries.isEmpty)
  }

  /// The small term makes the ratio of two slopes depend on the third input: nearly a composition, but the rows tell.
  @Test func tellsNoCompositionWhereThereIsNearlyOne() throws {
    let law = SampleLaw("sin(a - b)*(1 + c) + 0.03*a", -2...2, -2...2, 0...1)
    let found = try analysis(try law.table(rows: 3_000, noise: .absolute(0.01)))
    #expect(!found.symmetries.map(\.kind).contains(.composition), "\(found)")
  }

  @Test func doesNotDependOnThreadsOrTheMoment() throws {
    let data = try Self.cases[0].0.table(rows: 700)
    #expect(try analysis(data) == analysis(data, threads: 3))
  }

  @Test func leavesConstantInputsOutAndSaysSo() throws {
    let law = try SampleLaw("a - b + sin(a - b)", 1...3, 1...3).table(rows: 600)
    let data = try Dataset(
      inputNames: ["a", "g", "b"], inputs: [law.inputs[0], law.inputs[0].map { _ in 9.81 }, law.inputs[1]],
      targetNames: ["y"], targets: law.targets)
    let found = try analysis(data)
    #expect(found.quantities == ["a - b"] && found.form == "y = F(a - b)", "\(found)")
    #expect(found.notes == ["the input g never changes and was left out"])
  }

  @Test func refusesTablesThatCannotBeSearched() throws {
    let small = try SampleLaw("a + b", 1...3, 1...3).table(rows: 50)
    #expect(throws: SymbolicError.tooFewRows(rows: 50, needed: 120)) { try analysis(small) }
    let constant = try SampleLaw("2 + 0*a", 1...3).table(rows: 200)
    #expect(throws: SymbolicError.constantTarget(name: "y", value: 2)) { try analysis(constant) }
    func search(_ data: Dataset) throws {
      _ = try SymmetrySearch(data, options: SymmetryAnalysis.Options(), observer: nil)
    }
    let column = small.inputs[0] + small.inputs[0] + small.inputs[0]
    let flat = try Dataset([("a", column.map { _ in 2 })], target: column)
    #expect(throws: DataError.noInputs) { try search(flat) }
    let two = try Dataset(
      inputNames: ["a"], inputs: [column], targetNames: ["y", "z"], targets: [column, column])
    #expect(throws: SymbolicError.severalTargets(["y", "z"])) { try search(two) }
  }

  @Test func stopsWhenAsked() throws {
    let data = try Self.cases[0].0.table(rows: 700)
    #expect(throws: SymbolicError.stopped) {
      try symmetries(of: data, options: SymmetryAnalysis.Options(threads: 1)) { _ in false }
    }
  }
}
