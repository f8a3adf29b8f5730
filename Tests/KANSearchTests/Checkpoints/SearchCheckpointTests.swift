import Foundation
import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import Testing

@testable import KANSearch

/// A search that goes on from any of its checkpoints gives the bits of one that was never stopped.
@Suite struct SearchCheckpointTests {
  /// 1/(a + 0.3) + sin(2·b) with noise: no family has it, so that networks are trained and recognised.
  private static func table(shifted: Double = 0) throws -> Dataset {
    var random = SeededRandom(seed: 71)
    let a = (0..<120).map { _ in random.uniform(in: 0...2) }
    let b = (0..<120).map { _ in random.uniform(in: -2...2) }
    let y = zip(a, b).map { 1 / ($0 + 0.3) + sin(2 * $1) + 0.02 * random.normal() + shifted }
    return try Dataset(inputNames: ["a", "b"], inputs: [a, b], targetNames: ["y"], targets: [y])
  }

  private static func options(seeds: Int = 1) -> Discovery.Options {
    var options = Discovery.Options(effort: .low, seed: 5, threads: 2)
    options.methods = MethodSelection(without: ["expressions", "networks", "growth", "shortening"])
    options.seedCount = seeds
    return options
  }

  /// All that a search says but for its time.
  private static func result(_ discovery: Discovery) -> [String] {
    discovery.candidates.map {
      "\($0.formula.text) \($0.error) \($0.descriptionLength) \($0.odds) \($0.verdict) \($0.origin)"
    } + [
      "\(discovery.account.work ?? 0) \(discovery.account.attempts) \(String(describing: discovery.account.choice))",
      "\(String(describing: discovery.account.stability)) \(discovery.network)",
    ]
  }

  /// The checkpoint after it was a document.
  private static func copy(_ checkpoint: SearchCheckpoint) throws -> SearchCheckpoint {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try decoder.decode(SearchCheckpoint.self, from: try encoder.encode(checkpoint))
  }

  @Test(arguments: [1, 2])
  func goesOnToTheSameBits(seeds: Int) throws {
    let data = try Self.table()
    var noted: [SearchCheckpoint] = []
    let options = Self.options(seeds: seeds)
    let whole = try discover(
      data, options: options, resuming: nil, onCheckpoint: { noted.append($0) })
    let checkpoints = noted
    #expect(checkpoints.count >= 4 * seeds)
    #expect(whole.account.attempts.contains { $0.splineError != nil })
    for place in [0, checkpoints.count / 2, checkpoints.count - 1] {
      let resumed = try discover(
        data, options: Self.options(seeds: seeds), resuming: try Self.copy(checkpoints[place]))
      #expect(Self.result(resumed) == Self.result(whole))
    }
  }

  /// What was found before the stop is not looked for again.
  @Test func doesNotRepeatTheStagesThatAreDone() throws {
    let data = try Self.table()
    var noted: [SearchCheckpoint] = []
    let options = Self.options()
    _ = try discover(data, options: options, resuming: nil, onCheckpoint: { noted.append($0) })
    let last = try #require(noted.last)
    var again = 0
    _ = try discover(data, options: options, resuming: last, onCheckpoint: { _ in again += 1 })
    #expect(again == 0)
  }

  @Test func refusesAnotherTable() throws {
    var noted: SearchCheckpoint?
    var options = Self.options()
    options.methods = MethodSelection(without: ["expressions", "networks", "growth", "simple-networks"])
    _ = try discover(try Self.table(), options: options, resuming: nil, onCheckpoint: { noted = $0 })
    let checkpoint = try #require(noted)
    #expect(throws: SymbolicError.self) {
      try discover(try Self.table(shifted: 1), options: options, resuming: checkpoint)
    }
  }
}
