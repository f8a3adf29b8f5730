import KANData
import KANFormula
import Testing

@testable import KANSearch

/// What symmetries are called, in the columns of the user.
@Suite struct SymmetryTextTests {
  private static let text = SymmetryText(target: "y")

  private static func problem(_ names: [String] = ["a", "b", "c"]) throws -> Subproblem {
    let columns = names.indices.map { n in (0..<30).map { 1 + Double(($0 * (n + 3) + n) % 17) / 4 } }
    return Subproblem(
      try Dataset(
        inputNames: names, inputs: columns, targetNames: ["y"],
        targets: [columns[0].indices.map { s in columns.reduce(1) { $0 * $1[s] } }]))
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let form: Generator.Form
    let kind: SymmetryAnalysis.Symmetry.Kind
    let statement: String
    let quantities: [String]
    let rest: String
    var degree: Double?
    var testDescription: String { statement }
  }

  static let cases = [
    Case(
      form: .absent(1), kind: .independence, statement: "y does not depend on b", quantities: [], rest: "y"),
    Case(
      form: .factor(0, degree: -2), kind: .factor, statement: "y is proportional to 1/a^2", quantities: [],
      rest: "a^2*y", degree: -2),
    Case(
      form: .pair(0, 1, 1, 1, weight: -1), kind: .translation,
      statement: "y depends on a and b only through a - b", quantities: ["a - b"], rest: "y"),
    Case(
      form: .pair(0, 2, 1, 2, weight: 1), kind: .rotation,
      statement: "y depends on a and b only through a^2 + b^2", quantities: ["a^2 + b^2"], rest: "y"),
    Case(
      form: .pair(0, 2, 1, 2, weight: -1), kind: .combination,
      statement: "y depends on a and b only through a^2 - b^2", quantities: ["a^2 - b^2"], rest: "y"),
    Case(
      form: .pair(0, 0, 1, 0, weight: -1), kind: .scaling,
      statement: "y depends on a and b only through a/b", quantities: ["a/b"], rest: "y"),
    Case(
      form: .together([0, 1, 2], [1, 2, -1], power: 1), kind: .translation,
      statement:
        "y does not change when a, b and c are shifted by s, 2*s and -s: it depends on them only through b - 2*a and c + a",
      quantities: ["b - 2*a", "c + a"], rest: "y"),
    Case(
      form: .together([0, 2], [1, 1], power: 0), kind: .scaling,
      statement:
        "y does not change when a and c are multiplied by λ and λ: it depends on them only through c/a",
      quantities: ["c/a"], rest: "y"),
    Case(
      form: .homogeneous([0, 1], [1, -1], degree: 2), kind: .homogeneity,
      statement:
        "y is homogeneous of degree 2 in a and b: it is multiplied by λ^2 when they are multiplied by λ and λ^(-1)",
      quantities: ["b*a"], rest: "y/a^2", degree: 2),
    Case(
      form: .logarithmic([0, 1], [1, 1], slope: 2.5), kind: .logarithm,
      statement: "y grows by 2.5*log(λ) when a and b are multiplied by λ and λ", quantities: ["b/a"],
      rest: "y - 5*log(a)/2", degree: 2.5),
  ]

  @Test(arguments: cases) func everyGeneratorHasItsSentence(sample: Case) throws {
    let before = try Self.problem()
    let generator = Generator(form: sample.form, residual: 0.25)
    let after = try #require(generator.reduced(before))
    let symmetry = Self.text.symmetry(
      SymmetryChain.Step(
        generator: generator, before: before, after: after, fullError: 0.5, reducedError: 0.75))
    #expect(symmetry.kind == sample.kind && symmetry.statement == sample.statement)
    #expect(symmetry.quantities == sample.quantities && symmetry.rest == sample.rest)
    #expect(symmetry.degree == sample.degree && symmetry.target == "y")
    #expect(symmetry.inputs == generator.inputs.map { ["a", "b", "c"][$0] })
    #expect(symmetry.remaining.count == 2)
    #expect((symmetry.residual, symmetry.fullError, symmetry.reducedError) == (0.25, 0.5, 0.75))
  }

  /// Sums, products and inner functions are told by groups of columns.
  @Test func separationsHaveTheirSentences() throws {
    let problem = try Self.problem()
    func symmetry(_ form: Separability.Form) -> SymmetryAnalysis.Symmetry {
      Self.text.symmetry(
        Separability.Finding(form: form, residual: 0, fullError: 0, reducedError: 0), of: problem)
    }
    let sum = symmetry(.sum([[0, 2], [1]]))
    #expect(sum.kind == .sum && sum.statement == "y is a sum of functions of (a, c) and (b)")
    #expect(sum.quantities == ["a, c", "b"] && sum.inputs == ["a", "b", "c"])
    #expect(
      symmetry(.product([[0], [1], [2]])).statement == "y is a product of functions of (a), (b) and (c)")
    let inner = symmetry(.composition([1, 2]))
    #expect(inner.statement == "y depends on b and c only through one function of them")
    #expect(inner.kind == .composition && inner.inputs == ["b", "c"] && inner.quantities == ["b, c"])
  }

  /// A problem in its quantities, written with one unknown function of them.
  @Test func theFormHoldsWhatIsLeft() throws {
    let problem = try Self.problem()
    let scaled = try #require(Generator(form: .factor(0, degree: 2), residual: 0).reduced(problem))
    let rest = try #require(Generator(form: .pair(1, 1, 2, 1, weight: -1), residual: 0).reduced(scaled))
    #expect(Self.text.form(problem) == "y = F(a, b, c)")
    let inner = Separability.Finding(form: .composition([1, 2]), residual: 0, fullError: 0, reducedError: 0)
    #expect(Self.text.form(problem, inner) == "y = F(G(b, c), a)")
    #expect(Self.text.form(rest) == "y = a^2*F(b - c)")
    #expect(Self.text.target(of: rest) == "y/a^2")
    var nothing = scaled
    for n in [1, 2] { nothing = try #require(Generator(form: .absent(n), residual: 0).reduced(nothing)) }
    #expect(Self.text.form(nothing) == "y = a^2*k")
  }

  /// A column may be called F, as a force is, or c: the function and the constant then have other names.
  @Test func columnsKeepTheirNames() throws {
    let problem = try Self.problem(["F", "c", "m"])
    let rest = try #require(Generator(form: .factor(0, degree: 1), residual: 0).reduced(problem))
    #expect(Self.text.form(rest) == "y = F*G(c, m)")
    var last = rest
    for n in [1, 2] { last = try #require(Generator(form: .absent(n), residual: 0).reduced(last)) }
    #expect(Self.text.form(last) == "y = F*k")
  }
}
