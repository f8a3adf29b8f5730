import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import KANTraining
import RealModule
import Testing

@testable import KANSearch

/// Labels of several classes: each class is told from one of them, and all together give probabilities by softmax.
@Suite struct ClassDiscoveryTests {
  /// Rows whose classes are drawn from the scores 0, 2a − 1/2 and 3b²/2 − 1 + ac.
  static func table(rows: Int = 1_500, seed: UInt64 = 3) throws -> (data: Dataset, scores: [[Double]]) {
    var random = SeededRandom(seed: seed)
    let columns: [[Double]] = (0..<3).map { _ in (0..<rows).map { _ in random.uniform(in: -2...2) } }
    let (a, b, c) = (columns[0], columns[1], columns[2])
    let zero = [Double](repeating: 0, count: rows)
    let red = a.map { 2 * $0 - 0.5 }
    let sand = (0..<rows).map { s -> Double in 1.5 * b[s] * b[s] - 1 + a[s] * c[s] }
    let scores = [zero, red, sand]
    let labels = (0..<rows).map { s -> Int in
      let softmax = Softmax(3) { scores[$0][s] }
      var rest = random.uniform()
      for k in 0..<2 {
        rest -= softmax.probability(ofLogit: scores[k][s])
        if rest < 0 { return k }
      }
      return 2
    }
    let names = ["kind=blue", "kind=red", "kind=sand"]
    let data = try Dataset(
      inputNames: ["a", "b", "c"], inputs: columns, targetNames: names,
      targets: (0..<3).map { k in labels.map { $0 == k ? 1 : 0 } })
    return (data, scores)
  }

  private static func options() -> Discovery.Options { Discovery.Options(effort: .low, seed: 1, threads: 2) }

  /// The scores that classes were drawn from are found, from blue as the reference, and predict as well as the truth.
  @Test func scoresAreFound() throws {
    let (data, _) = try Self.table()
    let found = try discover(classesOf: data, reference: "blue", options: Self.options())
    #expect(found.classes == data.targetNames && found.reference == "kind=blue" && found.laws.count == 2)
    #expect(found.shortNames == ["blue", "red", "sand"])
    let red = try #require(found.laws[0].formula)
    #expect(red.expression.variables == ["a"], "\(red.text)")
    #expect(red.meaning == .logOdds(event: "kind = red", against: "kind = blue"))
    #expect(red.equation(digits: 3).hasPrefix("ln(P(kind = red)/P(kind = blue)) = "))
    let sand = try #require(found.laws[1].formula)
    #expect(Set(sand.expression.variables) == ["a", "b", "c"], "\(sand.text)")
    #expect(found.fidelity.map(\.part) == ["all rows", "cross-validation"])
    #expect(found.fidelity[1].logLoss > found.fidelity[0].logLoss)
    #expect(found.fidelity[1].count == data.count)

    let (other, truth) = try Self.table(seed: 4)
    let test = try #require(try found.measured(on: other, as: "test").fidelity.last)
    let labels = other.targets[1].indices.map { other.targets[1][$0] + 2 * other.targets[2][$0] }
    let best = Metrics.logLoss(logits: truth, classes: labels)
    #expect(test.part == "test" && test.logLoss < best + 0.01, "\(test.logLoss) \(best)")
    #expect(test.logLoss < 0.6 * test.logLossOfShares && test.accuracy > 0.7)
    #expect(test.areas.allSatisfy { ($0.value ?? 0) > 0.85 })
    let sums = try found.probabilities(on: other)
    #expect((0..<other.count).allSatisfy { s in abs(sums.reduce(0) { $0 + $1[s] } - 1) < 1e-12 })
  }

  /// Numbers of classes say the same as a target each.
  @Test func numbersOfClassesAreSplit() throws {
    let (data, _) = try Self.table(rows: 300)
    let numbers = data.targets[1].indices.map { data.targets[1][$0] + 2 * data.targets[2][$0] }
    let numbered = try Dataset(
      inputNames: data.inputNames, inputs: data.inputs, targetNames: ["kind"], targets: [numbers])
    let found = try discover(classesOf: numbered, reference: "0", options: Self.options())
    #expect(found.classes == ["kind=0", "kind=1", "kind=2"] && found.reference == "kind=0")
    let same = try discover(classesOf: data, reference: "blue", options: Self.options())
    #expect(found.laws.map(\.formula?.expression) == same.laws.map(\.formula?.expression))
    #expect(found.formulas.map(\.meaning) == found.classes.map { .score(event: $0) })
  }

  /// exp(z)/(1 + exp(z)) is what two classes have, so that the log-loss is that of their log-odds.
  @Test func fidelityAgreesWithTwoClasses() {
    var random = SeededRandom(seed: 2)
    let logits = (0..<200).map { _ in random.uniform(in: -3...3) }
    let labels = logits.map { random.uniform() < Likelihood.probability(ofLogit: $0) ? 1 : 0 }
    let both = Discovery.OfClasses.Fidelity(
      part: "all rows", classes: ["no", "yes"],
      scores: [[Double](repeating: 0, count: logits.count), logits], labels: labels, weights: nil)
    let numbers = labels.map(Double.init)
    #expect(abs(both.logLoss - Metrics.logLoss(logits: logits, labels: numbers)) < 1e-12)
    #expect(both.accuracy == Metrics.accuracy(logits: logits, labels: numbers))
    let share = numbers.reduce(0, +) / Double(labels.count)
    let entropy = -share * Double.log(share) - (1 - share) * Double.log(1 - share)
    #expect(abs(both.logLossOfShares - entropy) < 1e-12)
    let area = Metrics.rocAUC(scores: logits, labels: numbers)
    #expect(both.areas.allSatisfy { abs(($0.value ?? 0) - area) < 1e-12 })
  }

  /// Three classes on a line, the outer ones larger: what tells the inner one from either is told from the inner one.
  @Test func theReferenceIsInTheMiddle() throws {
    var random = SeededRandom(seed: 9)
    let labels = (0..<300).map { $0 % 5 < 2 ? 0 : $0 % 5 < 4 ? 2 : 1 }
    let x = labels.map { Double($0) + random.uniform(in: -0.7...0.7) }
    let data = try Dataset(
      inputNames: ["x"], inputs: [x], targetNames: ["k=low", "k=mid", "k=top"],
      targets: (0..<3).map { k in labels.map { $0 == k ? 1 : 0 } })
    #expect(try ClassContrasts(data).reference == "k=mid")
    let found = try discover(classesOf: data, options: Self.options())
    #expect(found.fidelity.allSatisfy { $0.accuracy > 0.75 }, "\(found.fidelity)")
  }

  @Test func contrastsHaveTheRowsOfTwoClasses() throws {
    let data = try Dataset(
      inputNames: ["x"], inputs: [[1, 2, 3, 4, 5, 6]], targetNames: ["k=a", "k=b", "k=c", "k=d"],
      targets: [[1, 0, 0, 0, 0, 0], [0, 1, 0, 1, 1, 0], [0, 0, 1, 0, 0, 1], [0, 0, 0, 0, 0, 0]])
    let contrasts = try ClassContrasts(data)
    // A class without rows is left out, and the one of most rows is the reference.
    #expect(contrasts.classes == ["k=a", "k=b", "k=c"] && contrasts.reference == "k=b")
    #expect(contrasts.targets == ["k=a", "k=c"])
    let part = try contrasts.part("k=c")
    #expect(part.inputs == [[2, 3, 4, 5, 6]] && part.targets == [[0, 1, 0, 0, 1]])
    #expect(try ClassContrasts(data, reference: "a").reference == "k=a")
    #expect(throws: SymbolicError.unknownClass("d", classes: ["k=a", "k=b", "k=c"])) {
      try ClassContrasts(data, reference: "d")
    }
    let twice = try Dataset(
      inputNames: ["x"], inputs: [[1, 2]], targetNames: ["k=a", "k=b"], targets: [[1, 0], [1, 1]])
    #expect {
      try ClassContrasts(twice)
    } throws: { "\($0)".contains("row 1") && "\($0)".contains("exactly one class") }
  }
}
