import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import KANTraining
import RealModule
import Testing

@testable import KANSearch

/// Which laws of labels are chosen: the true form where the labels tell it, and none where they tell nothing.
@Suite struct LabelLawTests {
  /// Labels drawn from log-odds of two inputs in −1...1, or in other ranges.
  private static func table(
    rows: Int, seed: UInt64, _ ranges: [ClosedRange<Double>] = [-1...1, -1...1],
    logOdds: (Double, Double) -> Double
  ) throws -> Dataset {
    var random = SeededRandom(seed: seed)
    let columns = ranges.map { range in (0..<rows).map { _ in random.uniform(in: range) } }
    let labels = (0..<rows).map { s -> Double in
      random.uniform() < Likelihood.probability(ofLogit: logOdds(columns[0][s], columns[1][s])) ? 1 : 0
    }
    return try Dataset(
      inputNames: ["x", "y"], inputs: columns, targetNames: ["label"], targets: [labels])
  }

  private static func found(_ data: Dataset, _ edit: (inout Discovery.Options) -> Void = { _ in }) throws
    -> Discovery
  {
    var options = Discovery.Options(effort: .low, seed: 1, threads: 2)
    edit(&options)
    return try discover(data, options: options)
  }

  /// Labels that no input predicts, frequent or rare, have no law: the share of ones stands in the table, and nothing is better.
  @Test(arguments: Array(zip(1...8 as ClosedRange<UInt64>, [0, -0.3, 0.2, 1, -2, -3.4, 0.5, -1])))
  func noiseHasNoLaw(seed: UInt64, logOdds: Double) throws {
    let discovery = try Self.found(try Self.table(rows: 150 + 60 * Int(seed), seed: seed) { _, _ in logOdds })
    #expect(discovery.formula == nil && discovery.account.verdict == .none, "seed \(seed)")
    #expect(
      discovery.account.sentenceOfLabels.hasPrefix("no law found: the inputs do not predict the label"))
    let share = try #require(discovery.account.choice.map { discovery.candidates[$0.number - 1] })
    #expect(share.formula.expression.variables.isEmpty && share.formula.expression.complexity == 1)
    #expect(
      share.formula.constants.allSatisfy { abs($0.value - logOdds) < 4 * ($0.standardError ?? 0) },
      "seed \(seed): \(share.formula.text)")
  }

  /// What constraints leave is no law if the share of ones is as good.
  @Test func excludedFormulasAreSaid() throws {
    let data = try Self.table(rows: 500, seed: 9) { x, y in 4 - 10 * (x * x + y * y) }
    let discovery = try Self.found(data) { $0.constraints.maximumComplexity = 5 }
    #expect(discovery.formula == nil && discovery.account.sentenceOfLabels.contains("the options excluded"))
  }

  /// The form that generated the labels is found where it is much likelier than others.
  @Test(
    arguments: [
      (
        1_200, [-1...1, -1...1], { @Sendable (x: Double, y: Double) in 3 * Double.sin(3 * x) * y + 0.8 }, 3,
        "a sine with a rate, times the other input"
      ),
      (
        500, [-1...1, -1...1], { @Sendable (x: Double, y: Double) in 4 - 10 * (x * x + y * y) }, 2,
        "two squares with one coefficient"
      ),
      (
        1_500, [60...120, 0...5],
        { @Sendable (x: Double, y: Double) in 3 - (x - 91) * (x - 91) / 72 + 0.3 * y }, 4,
        "a peak in one input and a line in the other"
      ),
      (
        2_000, [0...10, -2...2],
        { @Sendable (x: Double, _: Double) in 5 * Double.exp(-(x - 6) * (x - 6)) - 1 }, 4, "a peak alone"
      ),
    ] as [(Int, [ClosedRange<Double>], @Sendable (Double, Double) -> Double, Int, String)])
  func formsOfLogOddsAreFound(
    rows: Int, ranges: [ClosedRange<Double>], logOdds: @Sendable (Double, Double) -> Double, constants: Int,
    form: String
  ) throws {
    let data = try Self.table(rows: rows, seed: 3, ranges, logOdds: logOdds)
    let formula = try #require(try Self.found(data).formula)
    #expect(formula.expression.freeConstants.count == constants, "\(form): \(formula.text)")
    // The same function, up to the errors of the constants.
    let compiled = try CompiledExpression(formula.expression, variables: data.inputNames)
    let fitted = compiled.values(data.inputs).map(Likelihood.probability(ofLogit:))
    let truth = zip(data.inputs[0], data.inputs[1]).map { Likelihood.probability(ofLogit: logOdds($0, $1)) }
    #expect(Metrics.rmse(fitted, truth) < 0.06, "\(form): \(formula.text)")
    #expect(
      formula.constants.allSatisfy { abs($0.value) > $0.standardError ?? 0 }, "\(form): \(formula.text)")
  }

  /// The work of the search for few inputs grows with the effort, and more inputs do not get it.
  @Test func effortCounts() throws {
    let data = try Self.table(rows: 1_500, seed: 3, [60...120, 0...5]) { x, y in
      3 - (x - 91) * (x - 91) / 72 + 0.3 * y
    }
    let (low, normal) = (try Self.found(data), try Self.found(data) { $0.effort = .normal })
    #expect(try #require(low.account.work) < (try #require(normal.account.work)))
    let without = try Self.found(data) { $0.methods = MethodSelection(without: [CurvedLogOdds.name]) }
    #expect(!without.candidates.contains { $0.origin == .family(CurvedLogOdds.name) })
    let columns = (0...CurvedLogOdds.inputs).map { n in data.inputs[n % 2].map { $0 + Double(n) } }
    let wide = FeatureTable(
      try Dataset(
        inputNames: columns.indices.map { "c\($0)" }, inputs: columns, targetNames: ["t"],
        targets: data.targets), rows: 1_500)
    var context = SearchContext.sample()
    context.likelihood = .bernoulli
    #expect(CurvedLogOdds().candidates(for: Subproblem(wide), in: context).isEmpty)
  }

  /// Functions that the units of the inputs forbid are not proposed, and a note says what units do.
  @Test func unitsExcludeForms() throws {
    let data = try Self.table(rows: 600, seed: 5, [1...3, 1...3]) { x, y in 3 * (x - y) + Double.log(x) }
    let units = ["x": try PhysicalUnit(parsing: "m"), "y": try PhysicalUnit(parsing: "s")]
    let discovery = try Self.found(data) { $0.units = units }
    #expect(discovery.account.warnings.contains { $0.hasPrefix("log-odds are pure numbers") })
    for candidate in discovery.candidates {
      #expect(!candidate.formula.text.contains("log(x)"), "\(candidate.formula.text)")
    }
  }
}
