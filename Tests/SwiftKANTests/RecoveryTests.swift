import Foundation
import KANNumerics
import SwiftKAN
import Testing

/// The laws that `discover` must bring out exactly, whatever the seed.
@Suite struct RecoveryTests {
  /// A law, and where its inputs lie.
  struct Law: Sendable, CustomTestStringConvertible {
    let text: String
    let ranges: [(name: String, range: ClosedRange<Double>)]
    let value: @Sendable ([Double]) -> Double
    var testDescription: String { text }
  }

  static let laws: [Law] = [
    Law(text: "exp(sin(pi*x) + y^2)", ranges: [("x", -1...1), ("y", -1...1)]) {
      exp(sin(.pi * $0[0]) + $0[1] * $0[1])
    },
    Law(text: "x*y", ranges: [("x", -1...1), ("y", -1...1)]) { $0[0] * $0[1] },
    Law(text: "x/y", ranges: [("x", -2...2), ("y", 0.5...3)]) { $0[0] / $0[1] },
    Law(text: "sqrt(x^2 + y^2)", ranges: [("x", -2...2), ("y", -2...2)]) {
      ($0[0] * $0[0] + $0[1] * $0[1]).squareRoot()
    },
    Law(text: "x^2*sin(3*y) + z", ranges: [("x", -2...2), ("y", -1...1), ("z", -1...1)]) {
      $0[0] * $0[0] * sin(3 * $0[1]) + $0[2]
    },
    Law(text: "exp(-x^2/2)/sqrt(2*pi)", ranges: [("x", -3...3)]) {
      exp(-$0[0] * $0[0] / 2) / (2 * Double.pi).squareRoot()
    },
    Law(text: "(a - b)/(1 - a*b)", ranges: [("a", -0.9...0.9), ("b", -0.9...0.9)]) {
      ($0[0] - $0[1]) / (1 - $0[0] * $0[1])
    },
    Law(text: "sin(12*x) + y", ranges: [("x", -1...1), ("y", -1...1)]) { sin(12 * $0[0]) + $0[1] },
    Law(text: "sin(3*x)/10000", ranges: [("x", -1...1)]) { 1e-4 * sin(3 * $0[0]) },
    Law(text: "log(x) + 2*log(y)", ranges: [("x", 0.2...5), ("y", 0.2...5)]) { log($0[0]) + 2 * log($0[1]) },
    Law(text: "cos(x^2 + y)", ranges: [("x", -1.5...1.5), ("y", -1...1)]) { cos($0[0] * $0[0] + $0[1]) },
    Law(text: "tanh(2*x) - x^3", ranges: [("x", -2...2)]) { tanh(2 * $0[0]) - $0[0] * $0[0] * $0[0] },
  ]

  static func table(_ law: Law, rows: Int, seed: UInt64) throws -> Dataset {
    var random = SeededRandom(seed: seed)
    let points = (0..<rows).map { _ in law.ranges.map { random.uniform(in: $0.range) } }
    return try Dataset(
      inputNames: law.ranges.map(\.name), inputs: law.ranges.indices.map { i in points.map { $0[i] } },
      targetNames: ["t"], targets: [points.map(law.value)])
  }

  @Test(arguments: laws, [1, 2, 3] as [UInt64])
  func bringsOutTheLawExactly(law: Law, seed: UInt64) throws {
    let data = try Self.table(law, rows: 400, seed: 100 + seed)
    let found = try discover(data, options: Discovery.Options(effort: .low, seed: seed))
    let formula = try #require(found.formula)
    #expect(formula.expression.freeConstants.isEmpty, "constants are not recognised in \(formula.text)")
    #expect(found.account.verdict == .exact)
    // Rows it has never seen, by the printed text, which is what a user takes away.
    let printed = try Expression(parsing: formula.text)
    let fresh = try Self.table(law, rows: 200, seed: 900 + seed)
    for s in 0..<fresh.count {
      let row = Dictionary(uniqueKeysWithValues: zip(fresh.inputNames, fresh.inputs.map { $0[s] }))
      let expected = fresh.targets[0][s]
      let scale = max(abs(expected), 1e-6)
      #expect(abs(printed.value(at: row) - expected) <= 1e-10 * scale, "\(formula.text) at \(row)")
    }
  }
}
