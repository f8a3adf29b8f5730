import KANData
import KANFormula
import KANNumerics
import Testing

@testable import KANSearch

/// Generators of laws with exact derivatives: what is read off them is a matter of mathematics.
@Suite struct GeneratorSearchTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let law: SampleLaw
    /// One that has to be found, and to leave nothing.
    let form: Generator.Form
    var testDescription: String { law.text }
  }

  static let cases = [
    Case(
      law: SampleLaw("(a - b)^3 + sin(c)*c*a - sin(c)*c*b", 1...3, 1...3, 1...3),
      form: .pair(0, 1, 1, 1, weight: -1)),
    Case(law: SampleLaw("exp(a/b) + c*a/b", 1...3, 1...3, 1...3), form: .pair(0, 0, 1, 0, weight: -1)),
    Case(law: SampleLaw("sin(a^2*b) + c", 1...2, 1...2, 1...3), form: .pair(0, 0, 1, 0, weight: .half)),
    Case(law: SampleLaw("tanh(a*a + b*b)*c", -1...1, -1...1, 1...2), form: .pair(0, 2, 1, 2, weight: 1)),
    Case(law: SampleLaw("log(a + 2*b)*exp(c)", 1...3, 1...3, 1...3), form: .pair(0, 1, 1, 1, weight: 2)),
    Case(law: SampleLaw("sin(1/a + 1/b)*c", 1...3, 1...3, 1...3), form: .pair(0, -1, 1, -1, weight: 1)),
    Case(
      law: SampleLaw("sqrt(a^2/2 + 3*b + c)", 1...3, 1...3, 1...3),
      form: .pair(1, 1, 2, 1, weight: Rational(1, 3) ?? 1)),
    Case(law: SampleLaw("a*sin(b + c*b^2)", 1...3, 1...2, 1...3), form: .factor(0, degree: 1)),
    Case(law: SampleLaw("sin(b + c*b^2)/a^2", 1...3, 0.1...0.7, 1...3), form: .factor(0, degree: -2)),
    Case(law: SampleLaw("b*c + exp(b/c) + 0*a", 1...3, 1...3, 1...3), form: .absent(0)),
    Case(
      law: SampleLaw("(a - c)^2*exp(b - c)", 4...6, 1...3, 1...3),
      form: .together([0, 1, 2], [1, 1, 1], power: 1)),
    Case(
      law: SampleLaw("a^2*exp(b/a) + a*c", 1...3, 1...3, 1...3),
      form: .homogeneous([0, 1, 2], [1, 1, 1], degree: 2)),
    Case(
      law: SampleLaw("2*log(a) + sin(b/a)*cos(c)", 1...3, 1...3, 1...3),
      form: .logarithmic([0, 1], [1, 1], slope: 2)),
  ]

  private func generators(_ law: SampleLaw) throws -> [Generator] {
    let data = try law.table(rows: 900)
    return GeneratorSearch(try Surrogate(law, on: data), of: Subproblem(data)).generators()
  }

  @Test(arguments: cases) func readsThemOffExactSlopes(sample: Case) throws {
    let found = try generators(sample.law)
    let generator = try #require(
      found.first { matches($0.form, sample.form) }, "\(found)")
    #expect(generator.residual < 1e-6)
  }

  /// The measured slope of a logarithm is no number to compare bit by bit.
  private func matches(_ form: Generator.Form, _ expected: Generator.Form) -> Bool {
    if case .logarithmic(let all, let weights, let slope) = form,
      case .logarithmic(let otherInputs, let otherWeights, let other) = expected
    {
      return all == otherInputs && weights == otherWeights && abs(slope - other) < 1e-9
    }
    return form == expected
  }

  /// What is left after a generator depends on its invariants: the target is the same function of them in every row, and the way back
  /// is the target again.
  @Test(arguments: cases) func takesOneInputAway(sample: Case) throws {
    let data = try sample.law.table(rows: 400)
    let problem = Subproblem(data)
    let reduced = try #require(Generator(form: sample.form, residual: 0).reduced(problem))
    #expect(reduced.inputs.count == problem.inputs.count - 1)
    let largest = data.targets[0].reduce(0) { max($0, abs($1)) }
    for (composed, target) in zip(try reduced.composedValues(on: data), data.targets[0]) {
      #expect(abs(composed - target) <= 1e-11 * largest)
    }
    for input in reduced.inputs {
      for (column, value) in zip(
        reduced.table.inputs[input], try data.values(of: reduced.table.variable(input)))
      {
        #expect(abs(column - value) <= 1e-12 * max(1, abs(value)))
      }
    }
  }

  /// A function without any symmetry has no generator that leaves nothing.
  @Test(arguments: [
    SampleLaw("a*sin(b) + exp(a*c/3) + b*c*c", 1...3, 1...3, 1...2),
    SampleLaw("sin(a*b) + cos(a*a*b/2) + exp(b/3)", 1...2, 1...2),
  ])
  func readsNothingWhereNothingIs(law: SampleLaw) throws {
    #expect(try generators(law).allSatisfy { $0.residual > 0.01 })
  }

  /// Where an input is exactly zero its logarithm moves infinitely fast, and x·∂t/∂x is zero.
  @Test(arguments: [
    ("a*sin(b)", Generator.Form.factor(0, degree: 1)), ("exp(-a*b)*cos(a*b)", .pair(0, 0, 1, 0, weight: 1)),
  ])
  func readsOnWhereEveryInputIsZeroSomewhere(text: String, form: Generator.Form) throws {
    let law = SampleLaw(text, -1...1, -1...1)
    let a = (0..<899).map { Double($0 % 31 - 15) / 15 }
    let b = (0..<899).map { Double($0 / 31 - 14) / 14 }
    let expression = try CompiledExpression(KANFormula.Expression(parsing: law.text), variables: ["a", "b"])
    let data = try Dataset(
      inputNames: ["a", "b"], inputs: [a, b], targetNames: ["y"], targets: [expression.values([a, b])])
    let found = GeneratorSearch(try Surrogate(law, on: data), of: Subproblem(data)).generators()
    let generator = try #require(found.first { $0.form == form }, "\(found)")
    #expect(generator.residual < 1e-6)
  }

  /// Powers of a generator that a column does not have.
  @Test func makesNothingOfRootsOfNegativeNumbers() throws {
    let data = try SampleLaw("a + b", -1...1, 1...3).table(rows: 200)
    let problem = Subproblem(data)
    #expect(Generator(form: .pair(0, .half, 1, 1, weight: 1), residual: 0).reduced(problem) == nil)
    #expect(
      Generator(form: .logarithmic([0, 1], [1, 1], slope: 2), residual: 0).reduced(problem) == nil)
  }
}

extension Subproblem {
  /// For messages of tests.
  var described: String { inputs.map { "\(table.variable($0))" }.joined(separator: ", ") }
}
