import Foundation
import KANData
import KANFormula
import KANNumerics
import KANSearch
import SymbolLibrary
import Testing

@testable import KANReport

/// What `account.json` says of a search is enough to get the same bits again.
@Suite struct RepeatedSearchTests {
  /// The settings as a reader of the document has them.
  private struct Document: Decodable {
    struct Settings: Decodable {
      let effort: Discovery.Options.Effort
      let without: Set<String>
      let functions: [String]
      let constants: [String: Double]
      let units: [String: String]
      let seed: UInt64
      let seedCount: Int
      let threads: Int
      let validationShare: Double
    }
    let search: Discovery.Account
    let settings: Settings
  }

  private static func table() throws -> Dataset {
    var random = SeededRandom(seed: 61)
    let a = (0..<80).map { _ in random.uniform(in: 1...5) }
    let b = (0..<80).map { _ in random.uniform(in: 1...5) }
    let y = zip(a, b).map { 9.81 * $0 * $0 / $1 * (1 + 0.01 * random.normal()) }
    return try Dataset(inputNames: ["a", "b"], inputs: [a, b], targetNames: ["y"], targets: [y])
  }

  @Test(arguments: [1, 2])
  func comesOutTheSame(seeds: Int) throws {
    let data = try Self.table()
    var options = Discovery.Options(
      effort: .low, catalog: try SymbolCatalog.standard.selecting(["x", "x^2", "1/x", "exp"]),
      constants: [try #require(NamedConstant(parsingName: "g", value: 9.81))], seed: 12, threads: 1,
      validationShare: 0.25)
    // One seed searches with everything but networks; votes are about the order of searches.
    options.methods = MethodSelection(
      without: Set(
        ["networks", "growth", "simple-networks"] + (seeds > 1 ? ["expressions", "shortening"] : [])))
    options.units = try ["a": "m", "b": "s", "y": "m^2/s"].mapValues { try PhysicalUnit(parsing: $0) }
    options.seedCount = seeds
    let first = try discover(data, options: options)
    let text = try JSONText.document(DiscoveryRecord(first, options: options))

    let document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
    let settings = document.settings
    var again = Discovery.Options(
      effort: settings.effort, catalog: try SymbolCatalog.standard.selecting(settings.functions),
      constants: settings.constants.compactMap { NamedConstant(parsingName: $0.key, value: $0.value) },
      seed: settings.seed, threads: settings.threads + 1, validationShare: settings.validationShare)
    again.methods = MethodSelection(without: settings.without)
    again.units = try settings.units.mapValues { try PhysicalUnit(parsing: $0) }
    again.seedCount = settings.seedCount
    let second = try discover(data, options: again)

    #expect(first.formula != nil && first.formula == second.formula)
    #expect(first.alternatives == second.alternatives && first.network == second.network)
    var (one, two) = (document.search, second.account)
    (one.seconds, two.seconds) = (0, 0)
    #expect(one == two)
  }
}
