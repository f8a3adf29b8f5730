import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import KANTraining
import RealModule
import Testing

@testable import KANSearch

/// Targets that are labels: log-odds are looked for in the same search.
@Suite struct LabelDiscoveryTests {
  /// Labels drawn from log-odds 2·x·y − 4·exp(−z) + 1, beside a column that says nothing.
  static func table(rows: Int = 3_000, seed: UInt64 = 5) throws -> (data: Dataset, logits: [Double]) {
    var random = SeededRandom(seed: seed)
    let columns = (0..<4).map { _ in (0..<rows).map { _ in random.uniform(in: 0.1...2.5) } }
    let logits = (0..<rows).map { s in
      2 * columns[0][s] * columns[1][s] - 4 * Double.exp(-columns[2][s]) - 1.5
    }
    let labels = logits.map { random.uniform() < Likelihood.probability(ofLogit: $0) ? 1.0 : 0 }
    return (
      try Dataset(
        inputNames: ["x", "y", "z", "u"], inputs: columns, targetNames: ["label"], targets: [labels]),
      logits
    )
  }

  private static func options() -> Discovery.Options {
    Discovery.Options(effort: .low, seed: 1, threads: 2)
  }

  @Test func logOddsAreFound() throws {
    let (data, logits) = try Self.table()
    let discovery = try discover(data, options: Self.options())
    let formula = try #require(discovery.formula)
    #expect(formula.meaning == .logOdds(event: "label = 1"))
    #expect(Set(formula.expression.variables) == ["x", "y", "z"], "\(formula.text)")
    // No worse than the truth by more than chance, on the rows of the fit and on new ones.
    let labels = try #require(formula.fidelity.last?.labels)
    let (other, otherLogits) = try Self.table(seed: 6)
    let measured = try #require(try formula.measured(on: other, as: "test").fidelity.last?.labels)
    let best = Metrics.rocAUC(scores: otherLogits, labels: other.targets[0])
    #expect(measured.rocAUC > best - 0.005 && measured.rocAUC < 1, "\(measured) \(best)")
    #expect(abs(measured.calibrationSlope - 1) < 4 * measured.calibrationSlopeError + 0.05)
    #expect(labels.rocAUCError > 0 && labels.rocAUCError < 0.05)
    #expect(Metrics.rocAUC(scores: logits, labels: data.targets[0]) > 0.8)
    #expect(!discovery.account.warnings.contains { $0.hasPrefix("the law separates the labels") })
    // A table from a line on, one constant more after the other, logistic regression beside them.
    let constants = discovery.candidates.map { $0.formula.expression.freeConstants.count }
    #expect((constants.min() ?? 99) <= 3 && discovery.candidates.count >= 3, "\(constants)")
    #expect(discovery.candidates.contains { $0.origin == .family("logistic-regression") })
    // Which of them is the shortest description is for lengths to say, and not for who takes another.
    let chosen = try #require(discovery.account.choice)
    let lengths = discovery.candidates.map(\.descriptionLength)
    #expect(
      discovery.account.sentenceOfLabels.contains("shortest")
        == (lengths[chosen.number - 1] == lengths.min()))
    for number in 1...discovery.candidates.count {
      #expect(!(try discovery.picking(number).account.sentenceOfLabels.contains("shortest")))
    }
  }

  @Test func theSameBitsForAnyNumberOfThreads() throws {
    let data = try Self.table(rows: 600).data
    var options = Self.options()
    let two = try discover(data, options: options)
    options.threads = 1
    let one = try discover(data, options: options)
    #expect(one.formula == two.formula && one.account.work == two.account.work)
  }

  @Test func zeroAndOneMayBeQuantities() throws {
    let x = (0..<60).map(Double.init)
    let data = try Dataset(
      inputNames: ["x"], inputs: [x], targetNames: ["t"], targets: [x.map { $0 < 30 ? 0 : 1 }])
    #expect(Discovery.Options.Task.automatic.likelihood(of: data.targets[0]) == .bernoulli)
    #expect(Discovery.Options.Task.automatic.likelihood(of: x) == .gaussian)
    #expect(Discovery.Options.Task.quantity.likelihood(of: data.targets[0]) == .gaussian)
    var options = Self.options()
    options.task = .quantity
    let discovery = try discover(data, options: options)
    #expect(discovery.formula?.meaning ?? .quantity == .quantity)
  }

  @Test func classesThatDoNotOverlapHaveALaw() throws {
    let x = (0..<80).map { Double($0) / 10 }
    let data = try Dataset(
      inputNames: ["x"], inputs: [x], targetNames: ["t"], targets: [x.map { $0 < 4 ? 0 : 1 }])
    let formula = try #require(try discover(data, options: Self.options()).formula)
    let labels = try #require(formula.fidelity.last?.labels)
    #expect(labels.accuracy > 0.95 && formula.constants.allSatisfy { $0.value.isFinite })
  }

  /// A law that separates the labels is chosen, although the rows do not determine the size of its constants, before one that does not.
  @Test func classesThatALineSeparatesHaveItsLaw() throws {
    var random = SeededRandom(seed: 3)
    let points = (0..<400).map { _ in (x: random.uniform(in: 0...4), z: random.uniform(in: 0...3)) }
      .filter { abs(2 * $0.x - 3 * $0.z) > 0.3 }
    let data = try Dataset(
      inputNames: ["x", "z"], inputs: [points.map(\.x), points.map(\.z)], targetNames: ["t"],
      targets: [points.map { 2 * $0.x > 3 * $0.z ? 1 : 0 }])
    let discovery = try discover(data, options: Self.options())
    let labels = try #require(discovery.formula?.fidelity.last?.labels)
    #expect(labels.rocAUC == 1 && labels.accuracy == 1, "\(discovery.formula?.text ?? "")")
    #expect(discovery.account.warnings.contains { $0.hasPrefix("the law separates the labels completely") })
  }

  @Test func otherNumbersAreNoLabels() throws {
    let x = (0..<30).map(Double.init)
    let data = try Dataset(
      inputNames: ["x"], inputs: [x], targetNames: ["t"], targets: [x.map { Double(Int($0) % 3) }])
    var options = Self.options()
    options.task = .label
    #expect(throws: DataError.invalidLabel(value: 2, row: 3, column: "t", expected: "0 or 1")) {
      _ = try discover(data, options: options)
    }
  }

  @Test func oneClassIsNothingToTellApart() throws {
    let x = (0..<30).map(Double.init)
    let data = try Dataset(
      inputNames: ["x"], inputs: [x], targetNames: ["t"], targets: [x.map { _ in 1 }])
    #expect(throws: SymbolicError.constantTarget(name: "t", value: 1)) {
      _ = try discover(data, options: Self.options())
    }
  }

  @Test func negativeWeightsAreSaid() throws {
    let data = try Self.table(rows: 400).data
    let weighted = try Dataset(
      inputNames: data.inputNames, inputs: data.inputs, targetNames: data.targetNames, targets: data.targets,
      weights: (0..<400).map { $0 % 20 == 0 ? -0.5 : 1 })
    let discovery = try discover(weighted, options: Self.options())
    #expect(discovery.account.warnings.contains { $0.hasPrefix("20 rows with negative weight") })
    #expect(discovery.formula?.fidelity.allSatisfy { $0.rmse.isFinite } == true)
  }
}
