import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import Testing

@testable import KANSearch

/// What every reduction must do: make the smaller problem of a law that has one, with a way back that is the target again.
@Suite struct ReductionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    /// The name of the reduction.
    let reduction: String
    let law: SampleLaw
    /// What t may still depend on.
    let left: [String]
    /// Laws that are known.
    var known: [String] = []
    var testDescription: String { "\(reduction): \(law.text)" }
  }

  /// A new reduction adds its laws here; `everyReductionHasLawsHere` fails where one has none.
  static let cases = [
    Case(
      reduction: MultiplicativeSeparation.name, law: SampleLaw("3*a^2*(b + c)", 1...5, 1...5, 1...5),
      left: ["b", "c"]),
    Case(
      reduction: MultiplicativeSeparation.name,
      law: SampleLaw("exp(a)*(b + c)/sqrt(d)", 0.2...3, 1...5, 1...5, 1...5), left: ["b", "c"]),
    Case(
      reduction: AdditiveSeparation.name, law: SampleLaw("a*b + 2*c", 1...3, 1...3, 1...50), left: ["a", "b"]),
    Case(
      reduction: AdditiveSeparation.name, law: SampleLaw("a*b - c^2", 1...3, 1...3, 1...9), left: ["a", "b"]),
    Case(
      reduction: PairMerging.name, law: SampleLaw("(a - b)^3 + c", 1...5, 1...5, 1...5), left: ["c", "a - b"]),
    Case(
      reduction: PairMerging.name, law: SampleLaw("exp(a/b) + c", 1...5, 1...5, 1...5), left: ["c", "a/b"]),
    Case(
      reduction: AngleSubstitution.name, law: SampleLaw("tanh(a*b*cos(c)/9)", 1...9, 1...9, 0...3),
      left: ["a", "b", "cos(c)"]),
    Case(
      reduction: AngleSubstitution.name, law: SampleLaw("tanh(a*sin(b))", 1...9, 0...3),
      left: ["a", "sin(b)"]),
    Case(
      reduction: DegreeConversion.name, law: SampleLaw("a*sin(pi*b/180)", 1...5, 0...180),
      left: ["a", "pi*b/180"]),
    Case(
      reduction: LawParts.name, law: SampleLaw("a*cos(b*c) + a^2", 1...5, 1...5, 1...5),
      left: ["a", "cos(b*c)"], known: ["2*a*cos(b*c)"]),
    Case(
      reduction: FactorsOfLaws.name, law: SampleLaw("a^2*(b + c)^(3/2)", 1...5, 1...5, 1...5),
      left: ["b", "c"], known: ["2*a^2*(b + 1.3*c)"]),
    Case(
      reduction: SymmetryReduction.name, law: SampleLaw("exp(-(a - b)^2/4)*cos(c)", 1...5, 1...5, 0.2...1.2),
      left: ["c", "a - b"]),
    Case(
      reduction: SymmetryReduction.name,
      law: SampleLaw("sin(a - b)*c + c^2/9", 1...5, 1...5, 1...5),
      left: ["c", "a - b"]),
    Case(
      reduction: CommonIndex.name, law: SampleLaw("1/(exp(a*b/(3*c)) + 1)", 1...5, 1...5, 1...5),
      left: ["a*b/c"]),
  ]

  private static func reduction(_ name: String) throws -> any Reduction {
    try #require(Reductions.all.first { $0.name == name }).init()
  }

  private static func problems(
    _ problem: Subproblem, by reduction: some Reduction, in context: SearchContext
  ) -> [Subproblem] { context.reduce(problem, by: reduction) }

  private static func problems(
    _ name: String, _ data: Dataset, _ look: Look, knowing laws: [String] = []
  ) throws -> [Subproblem] {
    let known = try laws.map { try Expression(parsing: $0) }
    return try reduction(name).reduce(Subproblem(data), in: .sample(look).knowing(known))
  }

  /// Whether a problem's columns are the expressions of that text, in any order.
  private static func hasInputs(_ problem: Subproblem, _ texts: [String], of data: Dataset) throws -> Bool {
    guard problem.inputs.count == texts.count else { return false }
    return try texts.allSatisfy { text in
      let expected = try data.values(of: try Expression(parsing: text))
      return problem.inputs.contains { input in
        zip(problem.table.inputs[input], expected).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($1)) }
      }
    }
  }

  private static func expectWayBack(_ problem: Subproblem, _ data: Dataset) throws {
    let largest = data.targets[0].reduce(0) { max($0, abs($1)) }
    for (composed, target) in zip(try problem.composedValues(on: data), data.targets[0]) {
      #expect(abs(composed - target) <= 1e-11 * largest)
    }
    // New columns are what they say they are.
    for input in problem.inputs {
      let values = try data.values(of: problem.table.variable(input))
      for (column, value) in zip(problem.table.inputs[input], values) {
        #expect(abs(column - value) <= 1e-12 * max(1, abs(value)))
      }
    }
  }

  @Test(arguments: cases, [SampleLaw.Noise.none, .absolute(0.01)])
  func makesTheSmallerProblem(sample: Case, noise: SampleLaw.Noise) throws {
    let data = try sample.law.table(rows: 800, noise: noise)
    var look = Look()
    if case .absolute = noise { look.weighting = .absoluteNoise }
    let found = try Self.problems(sample.reduction, data, look, knowing: sample.known)
    #expect(
      try found.contains { try Self.hasInputs($0, sample.left, of: data) },
      "\(found.map { problem in problem.inputs.map { "\(problem.table.variable($0))" } })")
    for problem in found { try Self.expectWayBack(problem, data) }
  }

  /// A column over many decades stays or goes; the rest comes out the same.
  @Test(arguments: cases)
  func seesItBesideAColumnThatDoesNotMatter(sample: Case) throws {
    let data = try sample.law.table(rows: 800, isCrowded: true)
    let found = try Self.problems(sample.reduction, data, Look(), knowing: sample.known)
    #expect(
      try found.contains { problem in
        let isLeft = problem.inputs.contains { problem.table.variable($0) == .variable(SampleLaw.irrelevant) }
        return try Self.hasInputs(
          problem, sample.left + (isLeft ? [SampleLaw.irrelevant] : []), of: data)
      })
    for problem in found { try Self.expectWayBack(problem, data) }
  }

  /// A reduction of noise is wrong, but its way back is not.
  @Test(arguments: Reductions.all.map { $0.name }, Weighting.allCases)
  func keepsTheWayBackOfNoise(name: String, weighting: Weighting) throws {
    var random = SeededRandom(seed: 52)
    let data = try Dataset(
      ["a", "b", "c"].map { ($0, (0..<400).map { _ in random.uniform(in: 1...5) }) },
      target: (0..<400).map { _ in 3 + random.normal() })
    for problem in try Self.problems(name, data, Look(weighting: weighting)) {
      try Self.expectWayBack(problem, data)
    }
  }

  @Test func everyReductionHasLawsHere() {
    #expect(Set(Self.cases.map(\.reduction)) == Set(Reductions.all.map { $0.name }))
  }

  /// One that is left out by name makes nothing.
  @Test(arguments: cases)
  func makesNothingWhereItIsLeftOut(sample: Case) throws {
    let problem = Subproblem(try sample.law.table(rows: 300))
    let without = SearchContext.sample(methods: MethodSelection(without: [sample.reduction]))
    #expect(try Self.problems(problem, by: Self.reduction(sample.reduction), in: without).isEmpty)
    #expect(
      try Self.problems(
        problem, by: Self.reduction(sample.reduction), in: .sample(budget: WorkBudget(limit: 0))
      ).isEmpty)
  }
}
