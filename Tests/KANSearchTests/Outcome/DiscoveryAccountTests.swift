import Foundation
import KANData
import KANFormula
import KANSymbolic
import Testing

@testable import KANSearch

/// The account of a search: what it holds, and that old files are still read.
@Suite struct DiscoveryAccountTests {
  private typealias Law = KANFormula.Expression

  private static func decoded<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: try JSONEncoder().encode(value))
  }

  /// As versions before origins, works and endings wrote it.
  private static let old = """
    {"verdict": "withinNoise", "choice": {"number": 2, "reason": "the knee"}, "networkError": 0.01,
     "attempts": [{"structure": "f1(a)·f2(b)", "splineError": 0.02, "formulaError": 0.01, "formula": "a*b"},
                  {"structure": "sums, ratios and products of terms"}],
     "trainingRows": 80, "validationRows": 20, "seconds": 1.5, "warnings": ["the input g never changes"]}
    """

  @Test func readsOldFiles() throws {
    let account = try JSONDecoder().decode(Discovery.Account.self, from: Data(Self.old.utf8))
    #expect(account.verdict == .withinNoise && account.choice?.number == 2 && account.attempts.count == 2)
    #expect(account.attempts.map(\.structure) == ["f1(a)·f2(b)", "sums, ratios and products of terms"])
    #expect(account.attempts.allSatisfy { $0.origin == nil } && account.origin == nil)
    #expect(account.work == nil && account.ending == nil && account.units == nil && account.stability == nil)
    #expect(try Self.decoded(account) == account)
  }

  @Test(arguments: [
    (LawOrigin.family("power-laws"), "power-laws", false), (.network(structure: "f1(a)"), "f1(a)", true),
    (.form("a*f(x)"), "a*f(x)", false),
    (.groups("m·f(v/c)"), "m·f(v/c)", false),
  ])
  func originsHaveNames(origin: LawOrigin, name: String, isFromNetwork: Bool) throws {
    #expect(origin.name == name && origin.isFromNetwork == isFromNetwork)
    #expect(try Self.decoded(origin) == origin)
    let attempt = Discovery.Account.Attempt(origin: origin, formulaError: 0.1)
    #expect(attempt.structure == name && attempt.origin == origin && attempt.splineError == nil)
    #expect(try Self.decoded(attempt) == attempt)
  }

  /// A whole account comes back from its document, digit by digit.
  @Test func comesBackFromItsDocument() throws {
    let data = try SampleLaw("a*b", 1...5, 1...5).table(rows: 80)
    var options = Discovery.Options(effort: .low, threads: 1)
    options.seedCount = 2
    options.units = try ["a": "m", "b": "s", "y": "m*s"].mapValues { try PhysicalUnit(parsing: $0) }
    let found = try discover(data, options: options)
    #expect(try Self.decoded(found.account) == found.account)
    #expect(found.account.origin == found.candidates[(found.account.choice?.number ?? 1) - 1].origin)
    #expect(found.account.trainingRows == 80 && found.account.validationRows == 16)
    #expect(found.account.units?.columns == ["a": "m", "b": "s", "y": "m*s"])
    #expect(found.formula?.outputUnit == "m*s")
  }

  @Test func votesAreCounted() throws {
    let votes = [true, false, true].enumerated().map { n, agrees in
      Stability.Vote(seed: UInt64(n), formula: "a", verdict: .exact, error: 0.1, agrees: agrees)
    }
    let stability = Stability(votes: votes)
    #expect(stability.agreeing == 2)
    #expect(try Self.decoded(stability) == stability)
    let text = String(decoding: try JSONEncoder().encode(stability), as: UTF8.self)
    #expect(text.contains("\"agreeing\":2"))
    // The count in a file follows from its votes.
    let read = try JSONDecoder().decode(
      Stability.self, from: Data(text.replacing("\"agreeing\":2", with: "\"agreeing\":3").utf8))
    #expect(read.agreeing == 2)
  }

  @Test func notesOfEndings() {
    var options = Discovery.Options(effort: .low)
    options.timeLimit = .seconds(3)
    #expect(Discovery.Account.Ending.finished.note(options) == nil)
    #expect(Discovery.Account.Ending.budget.note(options)?.contains("the effort 'low'") == true)
    #expect(Discovery.Account.Ending.timeLimit.note(options)?.contains("3.0 seconds") == true)
    #expect(Discovery.Account.Ending.request.note(options)?.contains("stopped") == true)
  }

  @Test func attemptsShowSixDigits() throws {
    #expect(Discovery.Account.Attempt.text(of: .real(1.23456789) * .variable("a")) == "1.23457*a")
  }

  /// More effort is more work, and none of it is the default of another.
  @Test func effortsGrow() {
    let limits = Discovery.Options.Effort.allCases.map(\.workLimit)
    #expect(zip(limits, limits.dropFirst()).allSatisfy { $0 < $1 })
    let proofs = Discovery.Options.Effort.allCases.map(\.provingOperations)
    #expect(zip(proofs, proofs.dropFirst()).allSatisfy { $0 < $1 })
    for effort in Discovery.Options.Effort.allCases {
      #expect(Discovery.Options(effort: effort).certification.operations == effort.provingOperations)
    }
    let given = CertificationOptions(points: 10, operations: 5)
    #expect(Discovery.Options(certification: given).certification == given)
    #expect(Discovery.Options().seedCount == 1 && Discovery.Options().methods == .all)
  }

  /// The numbers of a law that carry units: g of a fall measured in m and s.
  @Test func notesWhichNumbersCarryUnits() throws {
    let units = try ["t": "s", "y": "m"].mapValues { try PhysicalUnit(parsing: $0) }
    var account = UnitsAccount(columns: [:], groups: [], scale: nil, note: nil)
    let fall = Formula(outputName: "y", expression: .real(4.905) * .power(.variable("t"), 2))
    account.noteBalance(of: fall, units: units)
    let carriers: [UnitsAccount.Carrier] = account.carriers
    #expect(carriers.map(\.number) == ["4.905"])
    #expect(
      account.carriers.first?.unit.contains("s^-2") == true
        || account.carriers.first?.unit.contains("/s^2") == true)
    // Of the law that is asked about now, by the units as they were given.
    var given = UnitsAccount(columns: ["t": "s", "y": "m"], groups: [], scale: nil, note: nil)
    given.noteBalance(of: fall)
    #expect(given.carriers == carriers)
    given.noteBalance(of: Formula(outputName: "y", expression: .sin(.variable("t"))))
    #expect(given.carriers.isEmpty)
    // What does not balance has nothing to say.
    var other = UnitsAccount(columns: [:], groups: [], scale: nil, note: nil)
    other.noteBalance(of: Formula(outputName: "y", expression: .sin(.variable("t"))), units: units)
    #expect(other.carriers.isEmpty && other.refused == 0)
  }

  /// Another law of the table is taken with all that belongs to it; the search stays what it was.
  @Test func pickingChangesTheChoiceAlone() throws {
    let data = try SampleLaw("2.345*a + 0.2*b", 1...5, 1...5).table(rows: 60, noise: .absolute(0.02))
    var options = Discovery.Options(effort: .low, threads: 1)
    options.methods = MethodSelection(without: [
      SimpleNetworksStage.name, NetworksStage.name, GrowthStage.name,
    ])
    let found = try discover(data, options: options)
    #expect(found.candidates.count > 2)
    for number in 1...found.candidates.count {
      let picked = try found.picking(number)
      let candidate = found.candidates[number - 1]
      #expect(picked.formula == candidate.formula && picked.network == candidate.network)
      #expect(picked.account.verdict == candidate.verdict && picked.account.origin == candidate.origin)
      #expect(picked.account.choice == .init(number: number, reason: "it was requested"))
      #expect(picked.account.attempts == found.account.attempts && picked.account.work == found.account.work)
      #expect(picked.alternatives == found.alternatives)
    }
    let choice = try #require(found.account.choice)
    // What was measured of one law is not said of another.
    var measured = found
    measured.account.chiSquare = .init(value: 61, degreesOfFreedom: 58, probability: 0.4)
    measured.account.stability = Stability(votes: [])
    for number in 1...found.candidates.count {
      let picked = try measured.picking(number).account
      #expect((picked.chiSquare != nil) == (number == choice.number))
      #expect((picked.stability != nil) == (number == choice.number))
    }
    let chosen = found.candidates[choice.number - 1]
    // What is not the shortest description says why it was taken all the same.
    let shortest = found.candidates.map(\.descriptionLength).min()
    #expect(chosen.odds == 1)
    #expect(
      (chosen.descriptionLength == shortest) == choice.reason.contains("it has the shortest description"),
      "\(choice.reason)")
    for candidate in found.candidates {
      let gap = chosen.descriptionLength - candidate.descriptionLength
      #expect(abs(candidate.odds - exp(gap)) <= 1e-9 * candidate.odds)
    }
  }

  /// Formulas are measured on another part of the data.
  @Test func measuresAnotherPart() throws {
    let law = SampleLaw("a*b", 1...5, 1...5)
    let found = try discover(try law.table(rows: 80), options: Discovery.Options(effort: .low, threads: 1))
    let test = try law.table(rows: 30, seed: 9)
    let measured = try found.measured(on: test, as: "test")
    #expect(measured.formula?.fidelity.last?.part == "test" && measured.formula?.fidelity.last?.count == 30)
    #expect(measured.candidates.allSatisfy { $0.formula.fidelity.last?.part == "test" })
    let other = try Dataset(inputNames: ["q"], inputs: [[1, 2]], targetNames: ["y"], targets: [[1, 2]])
    #expect(throws: FormulaError.self) { try found.measured(on: other, as: "test") }
  }
}
