import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import Testing

@testable import KANSearch

/// Sums of trees at their best constants, and what one more tree would bring.
@Suite struct TermSumFitterTests {
  private struct Sample {
    let grammar: ExpressionGrammar
    let fitter: TermSumFitter
    let table: Dataset

    init(_ law: SampleLaw, rows: Int = 80, noise: SampleLaw.Noise = .none) throws {
      table = try law.table(rows: rows, noise: noise)
      grammar = ExpressionGrammar(Subproblem(table), rows: Array(0..<rows), catalog: .standard)
      fitter = TermSumFitter(
        grammar, target: table.targets[0], weights: table.targets[0].map { _ in 1 }, rounding: 1e-13,
        isTable: true)
    }
  }

  private static func terms(_ texts: String...) throws -> [TermSum.Term] {
    try texts.map { TermSum.Term(expression: try Expression(parsing: $0), cost: 5) }
  }

  /// Coefficients and inner constants of laws, from starts that are half or twice the truth.
  @Test(arguments: [
    (SampleLaw("0.6*sin(1.3*a) - 0.23*a", 0.1...4), ["sin(0.9*x0)", "x0"], [0.6, -0.23]),
    (SampleLaw("3*exp(-0.8*a) + 0.5", 0.1...4), ["exp(-1.6*x0)", "1"], [3, 0.5]),
    (SampleLaw("2.3*a^0.63 + 1.7*b^1.81", 0.2...9, 0.1...5), ["x0^0.5", "x1^1.5"], [2.3, 1.7]),
    (SampleLaw("4*a - 0.25*b^2", 1...3, 1...3), ["x0", "x1^2"], [4, -0.25]),
  ])
  func findsAllConstants(law: SampleLaw, texts: [String], coefficients: [Double]) throws {
    let sample = try Sample(law)
    let terms = try texts.map { TermSum.Term(expression: try Expression(parsing: $0), cost: 5) }
    let sum = try #require(sample.fitter.refined(terms, budget: WorkBudget()))
    for (found, truth) in zip(sum.coefficients, coefficients) { #expect(abs(found / truth - 1) < 1e-7) }
    #expect(sum.square < 1e-13 * sample.fitter.square)
    #expect(sum.constantCount == 2 + terms.reduce(0) { $0 + $1.expression.freeConstants.count })
    #expect(sum.hasInnerConstants == terms.contains { $0.constants > 1 } && sum.cost == 10)
    #expect(sum.form == Set(terms.map { $0.expression.form }), "the form stays")
    // What it says is its expression, and its span is orthonormal and holds nothing of what is left.
    let values = try CompiledExpression(sum.expression, variables: sample.grammar.names).values(
      sample.grammar.columns)
    for s in values.indices { #expect(abs(sample.table.targets[0][s] - values[s] - sum.residual[s]) < 1e-12) }
    for (n, a) in sum.span.enumerated() {
      for (m, b) in sum.span.enumerated() { #expect(abs(ColumnSums.dot(a, b) - (n == m ? 1 : 0)) < 1e-9) }
    }
  }

  @Test func refusesWhatIsNoSum() throws {
    let sample = try Sample(SampleLaw("cos(a)*b", 1...2, 3...4))
    func refined(_ terms: [TermSum.Term], _ budget: WorkBudget = WorkBudget()) -> TermSum? {
      sample.fitter.refined(terms, budget: budget)
    }
    #expect(refined(try Self.terms("x0", "2*x0")) == nil, "a term twice")
    #expect(refined(try Self.terms("sqrt(x0 - x1)")) == nil, "no value")
    #expect(refined(try Self.terms("q")) == nil, "no column")
    #expect(refined(try Self.terms("x0"), WorkBudget(limit: 0)) == nil)
    #expect(refined(try Self.terms("x0")) != nil)
    // The difference of nearly equal terms is a derivative in the guise of a sum: sin(x + ε·z) − sin x = ε·z·cos x.
    #expect(refined(try Self.terms("sin(x0)", "sin(x0 + x1/10000000)")) == nil)
    #expect(abs(sample.fitter.nothing.square / sample.table.targets[0].sumOfSquares - 1) < 1e-14)
  }

  /// A term must be worth its price: of two sums that leave the same the shorter is better, of equal price the nearer.
  @Test func lengthsOrderSums() throws {
    let fitter = try Sample(SampleLaw("a + b", 1...2, 3...4)).fitter
    func length(_ square: Double, _ cost: Int, _ constants: Int) -> Double {
      fitter.length(square: square * fitter.square, cost: cost, constants: constants)
    }
    #expect(length(0.1, 10, 2) < length(0.1, 12, 2) && length(0.1, 10, 2) < length(0.1, 10, 3))
    #expect(length(0.01, 10, 2) < length(0.1, 10, 2) && length(-1e-20, 10, 2) == length(0, 10, 2))
    // A tree of one unit more is half a nat.
    #expect(abs(length(0.1, 11, 2) - length(0.1, 10, 2) - 0.5) < 1e-12)
  }

  @Test func roundingIsTheEnd() throws {
    let sample = try Sample(SampleLaw("3*exp(-0.8*a) + 0.5", 0.1...4))
    let whole = try #require(sample.fitter.refined(try Self.terms("exp(-1.6*x0)", "1"), budget: WorkBudget()))
    #expect(sample.fitter.isAtRounding(whole))
    let part = try #require(sample.fitter.refined(try Self.terms("exp(-1.6*x0)"), budget: WorkBudget()))
    #expect(!sample.fitter.isAtRounding(part))
  }

  // MARK: - What one more tree would bring

  private static func bank(_ sample: Sample, trees: Int = 120, budget: WorkBudget = WorkBudget()) -> TermBank
  {
    let pool = TreePool(
      sample.grammar, settings: .init(trees: trees, treesOfOneColumn: 0), budget: WorkBudget())
    let free = FreeTree.all(sample.grammar, pool, catalog: .standard).prefix(40)
    return TermBank(
      sample.grammar, pool, Array(free), known: [], weights: sample.fitter.weights, core: 24, budget: budget)
  }

  /// The gain of a tree without constants is what a fit with it leaves less.
  @Test func gainsAreWhatAFitGains() throws {
    let sample = try Sample(SampleLaw("sqrt(a) + a*b + 1/b", 0.5...3, 1...4), noise: .absolute(0.05))
    let bank = Self.bank(sample)
    let sum = try #require(sample.fitter.refined(try Self.terms("x0*x1", "1"), budget: WorkBudget()))
    let gains = bank.gains(beside: sum, budget: WorkBudget())
    #expect(
      gains.count == bank.entries.count && gains.allSatisfy { $0 >= 0 && $0 <= sum.square * (1 + 1e-9) })
    var compared = 0
    for (n, entry) in bank.entries.enumerated() where entry.freeTree == nil && n % 5 == 0 {
      let term = TermSum.Term(expression: entry.expression, cost: entry.cost)
      guard let more = sample.fitter.refined(sum.terms + [term], budget: WorkBudget()) else {
        // It says nothing beside the sum.
        #expect(gains[n] <= 1e-6 * sum.square, "\(entry.expression)")
        continue
      }
      #expect(abs(sum.square - more.square - gains[n]) <= 1e-7 * sum.square, "\(entry.expression)")
      compared += 1
    }
    #expect(compared > 10)
  }

  /// The step of a constant inside makes up for a start that is off.
  @Test func aTreeWithAConstantNeedsNoNearStart() throws {
    let sample = try Sample(SampleLaw("2*exp(-1.1*a)", 0.1...4))
    let bank = Self.bank(sample)
    let gains = bank.gains(beside: sample.fitter.nothing, budget: WorkBudget())
    let form = Expression.exp(.real(0) * .variable("x0"))
    let share = { (rates: ClosedRange<Double>) in
      bank.entries.indices.filter { n in
        bank.entries[n].expression.form == form
          && rates.contains(-bank.entries[n].expression.freeConstants[0])
      }.map { gains[$0] / sample.fitter.square }
    }
    // At half and at 1.3 times the rate; without the step of the constant these leave 5 % and 1 %.
    let near = share(0.4...1.5)
    #expect(near.count > 1 && near.allSatisfy { $0 > 0.997 }, "\(near)")
    #expect(share(-10 ... -1).allSatisfy { $0 < 0.9 })
  }

  /// The best pair beside a sum is the one that fits of all pairs say.
  @Test func pairsAreTheBestPairs() throws {
    let sample = try Sample(SampleLaw("a*b + 0.3*a - 0.2*b^2", 0.5...3, 1...4), noise: .absolute(0.01))
    let bank = Self.bank(sample)
    let sum = try #require(sample.fitter.refined(try Self.terms("x0*x1"), budget: WorkBudget()))
    func square(_ entries: [Int]) throws -> Double {
      let terms = entries.map { TermSum.Term(expression: bank.entries[$0].expression, cost: 1) }
      return sample.fitter.refined(sum.terms + terms, budget: WorkBudget())?.square ?? .infinity
    }
    let found = try #require(bank.pairs(beside: sum, kept: 1, budget: WorkBudget()).first)
    var least = Double.infinity
    for (i, a) in bank.core.enumerated() {
      for b in bank.core[(i + 1)...] { least = min(least, try square([a, b])) }
    }
    #expect(try square(found) <= least * (1 + 1e-6))
    #expect(bank.pairs(beside: sum, kept: 1, budget: WorkBudget(limit: 0)).isEmpty)
  }

  /// e^(−c·x) beside two trees of the core is found at once, though no start is the constant.
  @Test func sumsAroundAConstantAreFound() throws {
    let sample = try Sample(SampleLaw("2*exp(-1.1*a) + 0.7*b + 0.4*a*b", 0.1...4, 1...3))
    let bank = Self.bank(sample)
    let found = bank.sumsAroundConstants(
      core: 24, kept: 12, of: sample.fitter.weighted, in: .sample())
    let fits = found.compactMap { entries in
      sample.fitter.refined(
        entries.map { TermSum.Term(expression: bank.entries[$0].expression, cost: 1) }, budget: WorkBudget())
    }
    #expect(fits.contains { sample.fitter.isAtRounding($0) })
    let threads = bank.sumsAroundConstants(
      core: 24, kept: 12, of: sample.fitter.weighted, in: .sample(threads: 3))
    #expect(threads == found)
  }

  /// Terms of laws that are known join the bank, wherever their constants stand.
  @Test func knownTermsAreEntries() throws {
    let sample = try Sample(SampleLaw("a + b", 1...2, 3...4))
    let pool = TreePool(sample.grammar, settings: .init(trees: 10, treesOfOneColumn: 0), budget: WorkBudget())
    let known = try Self.terms("exp(-0.37*x0*x1)", "x0^3*x1", "sqrt(x0 - x1)")
    let bank = TermBank(
      sample.grammar, pool, [], known: known, weights: sample.fitter.weights, core: 5, budget: WorkBudget())
    let expressions = bank.entries.map(\.expression)
    #expect(expressions.contains(known[0].expression) && expressions.contains(known[1].expression))
    #expect(!expressions.contains(known[2].expression), "it has no value")
    #expect(bank.core == Array(0..<5))
  }
}
