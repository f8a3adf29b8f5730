import KANData
import KANFormula
import KANNumerics
import KANTraining
import Testing

@testable import KANSearch

/// The laws that people watch while a search goes on.
@Suite struct LiveFrontTests {
  private static func table() throws -> Dataset {
    var random = SeededRandom(seed: 81)
    let a = (0..<100).map { _ in random.uniform(in: 1...5) }
    let b = (0..<100).map { _ in random.uniform(in: 1...5) }
    let y = zip(a, b).map { 3 * $0 * $0 / $1 + 0.1 * random.normal() }
    return try Dataset(inputNames: ["a", "b"], inputs: [a, b], targetNames: ["y"], targets: [y])
  }

  /// Every front that is reported is one: longer laws leave less; no law of an earlier front is lost but to a better one.
  @Test func everyReportIsAFrontAndNothingGoodIsLost() throws {
    var options = Discovery.Options(effort: .low, seed: 2, threads: 1)
    options.methods = MethodSelection(without: ["expressions", "networks", "growth", "simple-networks"])
    var fronts: [[ProgressReport.FrontLaw]] = []
    let discovery = try discover(try Self.table(), options: options) { report in
      if let front = report.front { fronts.append(front) }
      return true
    }
    #expect(fronts.count > 1)
    for front in fronts {
      for (simple, long) in zip(front, front.dropFirst()) {
        #expect(simple.complexity < long.complexity)
        #expect(simple.error > long.error)
      }
    }
    for (before, after) in zip(fronts, fronts.dropFirst()) {
      #expect(before != after)
      for law in before {
        #expect(after.contains { $0.complexity <= law.complexity && $0.error <= law.error })
      }
    }
    // What was chosen was seen, or a law that beats it.
    let chosen = try #require(discovery.account.choice.map { discovery.candidates[$0.number - 1] })
    let complexity = chosen.formula.expression.complexity
    #expect(fronts.last?.contains { $0.complexity <= complexity && $0.error <= 1.001 * chosen.error } == true)
  }

  /// Whoever watches may stop the search.
  @Test func anObserverOfTheFrontStopsTheSearch() throws {
    var reports = 0
    let discovery = try discover(
      try Self.table(), options: Discovery.Options(effort: .low, seed: 2, threads: 1)
    ) { report in
      guard report.front != nil else { return true }
      reports += 1
      return reports < 2
    }
    #expect(discovery.account.ending == .request)
  }
}
