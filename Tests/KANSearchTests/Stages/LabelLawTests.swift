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
}
