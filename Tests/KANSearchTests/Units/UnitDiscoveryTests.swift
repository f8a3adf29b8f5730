import Foundation
import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import Testing

@testable import KANSearch

/// Searches that know the units of their columns, or vote.
@Suite struct UnitDiscoveryTests {
  static func table(
    _ columns: [String: ClosedRange<Double>], rows: Int = 120, _ law: ([String: Double]) -> Double
  ) throws -> Dataset {
    var random = SeededRandom(seed: 7)
    let names = columns.keys.sorted()
    let inputs = names.map { name in (0..<rows).map { _ in random.uniform(in: columns[name] ?? 0...1) } }
    let y = (0..<rows).map { s in
      law(Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, inputs[$0][s]) }))
    }
    return try Dataset(inputNames: names, inputs: inputs, targetNames: ["y"], targets: [y])
  }

  static func units(_ texts: [String: String]) throws -> [String: PhysicalUnit] {
    try texts.mapValues { try PhysicalUnit(parsing: $0) }
  }

  /// The speed of light stays a name: m/√(1 − v²/c²) is found as a law of v/c.
  @Test func usesAConstantColumn() throws {
    let data = try Self.table(["c": 3e8...3e8, "m": 1...2, "v": 1e7...2.7e8]) {
      $0["m"]! / (1 - pow($0["v"]! / $0["c"]!, 2)).squareRoot()
    }
    var options = Discovery.Options()
    options.units = try Self.units(["c": "m/s", "m": "kg", "v": "m/s", "y": "kg"])
    let discovery = try discover(data, options: options)
    #expect(discovery.account.verdict == .exact)
    #expect(discovery.account.units?.groups.count == 1)
    let law = try #require(discovery.formula)
    #expect(
      law.constants.allSatisfy { $0.recognisedAs != nil } || law.expression.freeConstants.isEmpty,
      "\(law.text)")
  }

  /// In 3·exp(−t) + z/2 the rate happens to be 1/s: the law is found as without units, and the account says which number has one.
  @Test func aRateMayBeOne() throws {
    let data = try Self.table(["t": 0...3, "z": 1...2]) { 3 * exp(-$0["t"]!) + $0["z"]! / 2 }
    var options = Discovery.Options()
    options.units = try Self.units(["t": "s", "y": "1", "z": "1"])
    let discovery = try discover(data, options: options)
    #expect(discovery.account.verdict == .exact && discovery.formula?.text == "z/2 + 3*exp(-t)")
    let carriers = try #require(discovery.account.units).carriers
    #expect(carriers.map(\.sentence) == ["the constant 1 has the unit 1/s"])
  }

  /// A time plus a length means nothing, however well it fits.
  @Test func refusesWhatDoesNotBalance() throws {
    let data = try Self.table(["t": 1...3, "x": 1...2]) { $0["t"]! + $0["x"]! }
    var options = Discovery.Options()
    options.effort = .low
    options.units = try Self.units(["t": "s", "x": "m", "y": "m"])
    let discovery = try discover(data, options: options)
    let units = try #require(discovery.account.units)
    #expect(!discovery.alternatives.isEmpty || units.refused > 0, "something was there to refuse")
    for law in discovery.alternatives {
      // Whatever its spelling.
      let sum = Expression.variable("t") + Expression.variable("x")
      #expect((law.expression - sum).simplified(on: ["t": 1...3, "x": 1...2]) != 0)
      #expect(throws: Never.self) {
        try DimensionalBalance(
          of: law.expression, dimensions: options.units.mapValues(\.dimension),
          target: options.units["y"]?.dimension, allowsImpliedOnes: true)
      }
    }
  }

  @Test func refusesUnitsOfUnknownColumns() throws {
    let data = try Self.table(["t": 0...3]) { $0["t"]! }
    var options = Discovery.Options()
    options.units = try Self.units(["time": "s"])
    #expect(throws: SymbolicError.self) { try discover(data, options: options) }
  }

  @Test func seedsVote() throws {
    let data = try Self.table(["a": 1...2, "b": 1...3]) { $0["a"]! * $0["b"]! + 0.5 * $0["a"]! }
    var options = Discovery.Options()
    options.seedCount = 2
    let discovery = try discover(data, options: options)
    #expect(discovery.account.stability?.votes.map(\.seed) == [1, 2])
    #expect(discovery.account.stability?.agreeing == 2)
    #expect(discovery.account.verdict == .exact)
  }

  @Test func picksAnotherLaw() throws {
    let data = try Self.table(["a": 1...2]) { exp($0["a"]!) + 0.3 * sin(9 * $0["a"]!) }
    var options = Discovery.Options()
    options.effort = .low
    let discovery = try discover(data, options: options)
    let choice = try #require(discovery.account.choice)
    #expect(discovery.formula == discovery.candidates[choice.number - 1].formula)
    for number in 1...discovery.candidates.count {
      let picked = try discovery.picking(number)
      #expect(picked.formula == discovery.alternatives[number - 1])
      #expect(picked.account.choice?.number == number)
      let certified = try #require(picked.certified(on: data).formula)
      #expect(certified.validity != nil)
      // A distance is proven from a network that the law was read off, and from no network that was made of it.
      let isFromNetwork = discovery.candidates[number - 1].origin.isFromNetwork
      #expect((certified.agreement != nil) == isFromNetwork)
      if let proven = certified.agreement?.certified {
        #expect(try #require(proven.bound) >= proven.largestSeen)
      }
      // The network is the law.
      let values = try #require(picked.formula).values(data.inputs)
      for (network, law) in zip(picked.network(data.inputs)[0], values) {
        #expect(abs(network - law) <= 1e-6 * (1 + abs(law)))
      }
    }
    #expect(throws: SymbolicError.self) { try discovery.picking(0) }
    #expect(throws: SymbolicError.self) { try discovery.picking(discovery.candidates.count + 1) }
    let errors = discovery.candidates.map(\.error)
    #expect(discovery.candidates.map(\.formula.expression.complexity).isSorted)
    #expect(errors.max() == errors.first)
  }
}

extension [Int] {
  fileprivate var isSorted: Bool { zip(self, dropFirst()).allSatisfy { $0 <= $1 } }
}
