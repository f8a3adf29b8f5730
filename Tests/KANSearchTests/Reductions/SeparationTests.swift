import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import RealModule
import Testing

@testable import KANSearch

/// Factors and terms of single inputs: which ones, with which exponents, and what is left alone.
@Suite struct SeparationTests {
  private static func divided(
    _ law: SampleLaw, cautiously isCautious: Bool = false, _ weighting: Weighting = .rounding,
    noise: SampleLaw.Noise = .none, isCrowded: Bool = false
  ) throws -> Subproblem? {
    let data = try law.table(rows: 600, noise: noise, isCrowded: isCrowded)
    return MultiplicativeSeparation(isCautious: isCautious).reduce(
      Subproblem(data), in: .sample(Look(weighting: weighting))
    ).first
  }

  @Test(arguments: [
    ("(b + c)*a^3", "a^3"), ("(b + c)/a^2", "a^(-2)"), ("sqrt(a)*(b + c)", "sqrt(a)"),
    ("a^(2/3)*(b + c)", "a^(2/3)"), ("(b + c)*exp(-a)", "exp(a)^(-1)"), ("(b + c)/(1 + a)", "(1 + a)^(-1)"),
  ])
  func dividesOutAFactor(law: String, factor: String) throws {
    let problem = try #require(try Self.divided(SampleLaw(law, 1...4, 1...5, 1...5)))
    #expect(problem.inputs == [1, 2])
    let found = try CompiledExpression(problem.factor, variables: ["a"]).values([[1.3, 2.7]])
    let expected = try CompiledExpression(try Expression(parsing: factor), variables: ["a"]).values([
      [1.3, 2.7]
    ])
    #expect(abs(found[0] / found[1] - expected[0] / expected[1]) < 1e-12)
  }

  /// A column that does not matter is dropped, and comes back when asked for.
  @Test func dropsWhatDoesNotMatter() throws {
    let problem = try #require(try Self.divided(SampleLaw("a*(b + c)", 1...5, 1...5, 1...5), isCrowded: true))
    #expect(problem.dropped == [3])
    #expect(problem.restoringDroppedInputs?.inputs == [1, 2, 3])
    #expect(
      try Self.divided(SampleLaw("a*(b + c)", 1...5, 1...5, 1...5), cautiously: true, isCrowded: true)?
        .inputs == [1, 2, 3])
  }

  @Test func leavesWhatActsTogether() throws {
    #expect(try Self.divided(SampleLaw("a*b + c^2*a^2", 1...5, 1...5, 1...5)) == nil)
    // A cautious look divides out powers alone.
    #expect(try Self.divided(SampleLaw("exp(a)*(b + c)", 0.2...3, 1...5, 1...5), cautiously: true) == nil)
  }

  /// Inputs whose signs are the sign of the target are divided out once, so that the rest has roots.
  @Test func takesTheSignOut() throws {
    let law = SampleLaw("a*sqrt(b^2 + c)", 1...5, 1...5, 1...5, isSigned: false)
    var random = SeededRandom(seed: 8)
    let plain = try law.table(rows: 600)
    let signs = (0..<600).map { _ in random.uniform() < 0.5 ? -1.0 : 1 }
    let data = try Dataset(
      inputNames: plain.inputNames,
      inputs: [zip(plain.inputs[0], signs).map { $0 * $1 }, plain.inputs[1], plain.inputs[2]],
      targetNames: ["y"],
      targets: [zip(plain.targets[0], signs).map { $0 * $1 }])
    let problem = try #require(
      MultiplicativeSeparation().reduce(Subproblem(data), in: .sample(Look(weighting: .absoluteNoise))).first)
    #expect(problem.values.allSatisfy { $0 > 0 })
  }

  /// Exponents beside noise are whole ones where they are known to a third only.
  @Test func roundsExponentsBesideNoise() throws {
    let problem = try #require(
      try Self.divided(
        SampleLaw("a^2*(b + c)", 1...5, 1...5, 1...5), .proportionalNoise, noise: .proportional(0.1)))
    #expect(problem.factor == .power(.variable("a"), 2))
  }

  @Test(arguments: [
    ("a*b + 2*c", "2*c"), ("a*b - c", "-c"), ("a*b + c^2/2", "c^2/2"), ("a*b + 90/c", ""),
  ])
  func takesATermAway(law: String, term: String) throws {
    let data = try SampleLaw(law, 1...2, 1...2, 1...20).table(rows: 800)
    let problem = AdditiveSeparation().reduce(Subproblem(data), in: .sample()).first
    if term.isEmpty {
      // 90 is a number of no simple kind.
      #expect(problem == nil || problem?.term != 0)
      return
    }
    let found = try #require(problem)
    #expect(found.inputs == [0, 1])
    let expected = try data.values(of: try Expression(parsing: term))
    for (value, expected) in zip(try data.values(of: found.term), expected) {
      #expect(abs(value - expected) < 1e-12 * max(1, abs(expected)))
    }
  }

  @Test func takesNoTermOfOneInput() throws {
    let data = try SampleLaw("a^2 + a", 1...5).table()
    #expect(AdditiveSeparation().reduce(Subproblem(data), in: .sample()).isEmpty)
  }

  /// The factor that was divided out before stands before the term.
  @Test func takesTermsInsideOfFactors() throws {
    let data = try SampleLaw("d^2*(a*b + 3*c)", 1...2, 1...2, 1...20, 1...3).table(rows: 1_000)
    let divided = try #require(
      MultiplicativeSeparation().reduce(Subproblem(data), in: .sample()).first)
    let rest = try #require(AdditiveSeparation().reduce(divided, in: .sample()).first)
    #expect(rest.inputs == [0, 1])
    let products = zip(data.inputs[0], data.inputs[1]).map { $0 * $1 }
    for (value, product) in zip(rest.values, products) { #expect(abs(value - product) < 1e-9) }
  }

  /// The ways to make two columns one: sizes that differ too much are not added.
  @Test(arguments: [
    ("tanh(a*b/9)", "a*b"), ("tanh(a - b)", "a - b"), ("tanh(a + b - 6)", "a + b"), ("tanh(a/b)", "a/b"),
    ("tanh((a^2 + b^2)/20)", "a^2 + b^2"),
  ])
  func mergesAPair(law: String, quantity: String) throws {
    let data = try SampleLaw("\(law) + c", 1...5, 1...5, 1...3).table(rows: 900)
    let found = PairMerging().reduce(Subproblem(data), in: .sample())
    #expect(found.count <= PairMerging.Settings().limit)
    let best = try #require(found.first)
    let expected = try data.values(of: try Expression(parsing: quantity))
    for (value, expected) in zip(best.table.inputs[best.inputs.last ?? 0], expected) {
      #expect(abs(value - expected) < 1e-12 * max(1, abs(expected)))
    }
  }

  /// Of several problems the most convincing come first, no more than are asked for.
  @Test func ranksMergedPairs() throws {
    let law = SampleLaw("tanh(a - b) + c", 1...5, 1...5, 1...3)
    let problems = [Subproblem(try law.table(rows: 500)), Subproblem(try law.table(rows: 500, seed: 9))]
    #expect(PairMerging().reduce(problems, limit: 1, in: .sample()).count == 1)
    let without = SearchContext.sample(methods: MethodSelection(without: [PairMerging.name]))
    #expect(PairMerging().reduce(problems, limit: 1, in: without).isEmpty)
    #expect(PairMerging().reduce(Subproblem(try SampleLaw("a", 1...5).table()), in: .sample()).isEmpty)
  }

  /// An angle is of the size of a turn, and one of more than two of them is no angle.
  @Test func knowsAngles() throws {
    let wide = try SampleLaw("a*b", 1...50, 1...50).table(rows: 100)
    #expect(AngleSubstitution().reduce(Subproblem(wide), in: .sample()).isEmpty)
    let small = try SampleLaw("a*b", 0...0.1, 1...50).table(rows: 100)
    #expect(AngleSubstitution().reduce(Subproblem(small), in: .sample()).isEmpty)
    let three = try SampleLaw("a*b*c", 1...3, 1...3, 1...3).table(rows: 100)
    #expect(AngleSubstitution().reduce(Subproblem(three), in: .sample()).isEmpty)
    let one = try SampleLaw("a*cos(b)", 1...50, 0...3).table(rows: 100)
    #expect(AngleSubstitution().reduce(Subproblem(one), in: .sample()).count == 2)
  }

  /// Degrees of inputs, and of a target too: arctan in degrees.
  @Test func knowsDegrees() throws {
    let radians = try SampleLaw("a*sin(b)", 1...5, 0...6).table(rows: 100)
    #expect(DegreeConversion().reduce(Subproblem(radians), in: .sample()).isEmpty)
    let data = try SampleLaw("180/pi*arctan(tan(pi*a/180)/b)", 5...80, 1...5).table(rows: 300)
    let found = DegreeConversion().reduce(Subproblem(data), in: .sample())
    #expect(found.count == 2)
    let turned = try #require(found.first)
    for (value, target) in zip(turned.values, data.targets[0]) {
      #expect(abs(value - target * .pi / 180) < 1e-12)
    }
    for (value, target) in zip(try turned.composedValues(on: data), data.targets[0]) {
      #expect(abs(value - target) < 1e-10)
    }
  }
}
