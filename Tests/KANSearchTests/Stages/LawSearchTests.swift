import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import KANTraining
import RealModule
import Testing

@testable import KANSearch

/// A search from a table to a law: what it refuses, what it says, and that it is the same every time.
@Suite struct LawSearchTests {
  // MARK: - Tables that cannot be searched

  private static let rows = (0..<20).map { 1 + Double($0) }

  private static func message(_ data: Dataset, _ options: Discovery.Options = Discovery.Options(threads: 1))
    -> String?
  {
    do {
      _ = try LawSearch.sample(data, options: options)
      return nil
    } catch { return "\(error)" }
  }

  @Test func refusesWhatCannotBeSearched() throws {
    let a = Self.rows
    let two = try Dataset(inputNames: ["a"], inputs: [a], targetNames: ["y", "z"], targets: [a, a])
    #expect(Self.message(two)?.contains("y, z") == true)
    let few = try Dataset([("a", [1, 2, 3])], target: [1, 2, 3])
    #expect(Self.message(few)?.contains("3") == true && Self.message(few)?.contains("4") == true)
    let flat = try Dataset([("a", a)], target: a.map { _ in 2.5 })
    #expect(Self.message(flat)?.contains("y") == true)
    let still = try Dataset([("a", a.map { _ in 1 })], target: a)
    #expect(Self.message(still) != nil)
    var options = Discovery.Options(threads: 1)
    options.units = ["speed": try PhysicalUnit(parsing: "m/s")]
    #expect(Self.message(try Dataset([("a", a)], target: a), options)?.contains("speed") == true)
    #expect(Self.message(try Dataset([("a", a)], target: a)) == nil)
  }

  @Test(arguments: [
    (["g"], [:], "the input g never changes and was left out"),
    (["g", "m"], [:], "the inputs g, m never change and were left out"),
    (["c"], ["c": "m/s"], "the input c never changes and was used only as a constant with its unit"),
  ])
  func saysWhatNeverChanges(names: [String], units: [String: String], warning: String) throws {
    var options = Discovery.Options(threads: 1)
    options.units = try units.mapValues { try PhysicalUnit(parsing: $0) }
    let data = try Dataset(
      [("a", Self.rows)] + names.map { ($0, Self.rows.map { _ in 9.81 }) }, target: Self.rows)
    let search = try LawSearch.sample(data, options: options)
    #expect(search.warnings == [warning])
    #expect(search.session.data.inputNames == ["a"] && search.session.table.inputNames == ["a"] + names)
  }

  /// Few rows judge by themselves, each fold predicted by the others; many are split.
  @Test func splitsManyRowsOnly() throws {
    let law = SampleLaw("2*a", 1...5)
    let few: SearchSession = try LawSearch.sample(try law.table(rows: 499)).session
    #expect(few.training.count == 499)
    if case .crossValidation(let rows, let parts) = few.fitter.absolute.judge {
      #expect(rows.target.count == 499 && Set(parts).count == 10)
    } else {
      Issue.record("no cross-validation")
    }
    let many = try LawSearch.sample(try law.table(rows: 500)).session
    #expect(many.training.count == 400 && many.validationRows == 100)
    if case .keptBack(let rows) = many.fitter.absolute.judge {
      #expect(rows.target.count == 100)
    } else {
      Issue.record("nothing was kept back")
    }
    #expect(many.trainsNetworks && few.trainsNetworks)
    #expect(try !LawSearch.sample(try law.table(rows: 15)).session.trainsNetworks)
  }

  // MARK: - Determinism

  /// All that a search found, but for the seconds.
  private static func discovery(
    _ data: Dataset, threads: Int, limit: Int, cancellation: Cancellation = Cancellation(), seed: UInt64 = 1
  ) throws -> Discovery {
    let options = Discovery.Options(effort: .low, seed: seed, threads: threads)
    var search = try LawSearch(
      data, options: options, budget: WorkBudget(limit: limit, cancellation: cancellation), observer: nil)
    try search.run()
    return try search.discovery(seconds: 0)
  }

  private static func expectSame(_ a: Discovery, _ b: Discovery) {
    #expect(a.formula == b.formula)
    #expect(a.account == b.account)
    #expect(a.alternatives == b.alternatives)
    #expect(a.candidates.map(\.descriptionLength) == b.candidates.map(\.descriptionLength))
    #expect(a.network == b.network)
  }

  /// Sums of squares of such targets are infinite or zero, and everything that is compared with them is lost.
  @Test(arguments: [1e300, 1e-300])
  func targetsWhoseSquaresLeaveTheRangeAreRefused(scale: Double) throws {
    let data = try SampleLaw("a*b", 1...5, 1...5).table(rows: 60)
    let scaled = try Dataset(
      inputNames: data.inputNames, inputs: data.inputs, targetNames: data.targetNames,
      targets: [data.targets[0].map { $0 * scale }])
    let largest = scaled.targets[0].reduce(0) { max($0, abs($1)) }
    #expect(throws: SymbolicError.squaresOutOfRange(name: data.targetNames[0], largest: largest)) {
      try Self.discovery(scaled, threads: 1, limit: 1_000)
    }
  }

  private static let noisy = SampleLaw("a*exp(-0.4*b) + 0.3*sin(a)", 1...5, 0...3)

  /// The same formula, work and account for every number of threads, where the budget lasts and where it ends.
  @Test(arguments: [200_000_000, 1_500_000_000])
  func doesNotDependOnThreads(limit: Int) throws {
    let data = try Self.noisy.table(rows: 90, noise: .absolute(0.03))
    let one = try Self.discovery(data, threads: 1, limit: limit)
    #expect(one.formula != nil && (one.account.work ?? 0) > 0)
    for threads in [2, 3, 8] {
      Self.expectSame(one, try Self.discovery(data, threads: threads, limit: limit))
    }
  }

  /// A clock that is asked but never strikes changes nothing; one that strikes says so.
  @Test func doesNotDependOnTheClock() throws {
    let data = try Self.noisy.table(rows: 90, noise: .absolute(0.03))
    let plain = try Self.discovery(data, threads: 1, limit: 200_000_000)
    let slow = Cancellation(after: .seconds(1_000)) { .seconds(999) }
    Self.expectSame(plain, try Self.discovery(data, threads: 2, limit: 200_000_000, cancellation: slow))
    #expect(slow.reason == nil)
    let late = Cancellation(after: .seconds(1)) { .seconds(2) }
    let stopped = try Self.discovery(data, threads: 1, limit: 200_000_000, cancellation: late)
    #expect(late.reason == .timeLimit && stopped.account.ending == .timeLimit)
    #expect(!stopped.candidates.isEmpty, "the laws that everybody tries first are there")
  }

  @Test func dependsOnTheSeed() throws {
    let data = try Self.noisy.table(rows: 90, noise: .absolute(0.03))
    let one = try Self.discovery(data, threads: 1, limit: 200_000_000)
    let two = try Self.discovery(data, threads: 1, limit: 200_000_000, seed: 2)
    #expect(one.account != two.account, "another split")
  }

  @Test func saysWhyItEnded() throws {
    let data = try Self.noisy.table(rows: 90, noise: .absolute(0.03))
    let ended = try Self.discovery(data, threads: 1, limit: 20_000_000)
    #expect(ended.account.ending == .budget)
    #expect(ended.account.warnings.contains { $0.contains("the effort 'low'") })
    let exact = try Self.discovery(
      try SampleLaw("a*b", 1...5, 1...5).table(rows: 100), threads: 1, limit: 1 << 40)
    #expect(exact.account.ending == .finished && exact.account.verdict == .exact)
    #expect(exact.account.warnings.isEmpty)
  }

  // MARK: - Few rows

  /// Kepler's third law of six planets: T = a^1.5 in years and astronomical units, to a few parts in ten thousand.
  @Test func findsKeplersThirdLawInSixRows() throws {
    let a = [0.3871, 0.7233, 1, 1.5237, 5.2034, 9.5371]
    let offsets = [2e-4, -1e-4, 1e-4, -2e-4, 1e-4, -1e-4]
    let data = try Dataset([("a", a)], target: zip(a, offsets).map { Double.pow($0, 1.5) * (1 + $1) })
    let found = try discover(data, options: Discovery.Options(effort: .low, threads: 1))
    let formula = try #require(found.formula)
    for x in [0.5, 2, 20, 30] {
      let value = try formula.values([[x]])[0]
      #expect(abs(value / Double.pow(x, 1.5) - 1) < 2e-3, "\(formula.text)")
    }
  }

  /// The laws that everybody tries first are in every table, where the columns allow them.
  @Test(arguments: [
    (1.0...5.0, ["1.5", "1.5*x", "1.5*x + 2.5", "1.5*x^2.5", "1.5*exp(2.5*x)", "1.5*log(x) + 2.5"]),
    (-2.0...3.0, ["1.5", "1.5*x", "1.5*x + 2.5"]),
  ])
  func tableHoldsTheSimplestLaws(range: ClosedRange<Double>, forms: [String]) throws {
    var random = SeededRandom(seed: 12)
    let x = (0..<40).map { _ in random.uniform(in: range) }
    let data = try Dataset([("x", x)], target: x.map { Double.exp(0.3 * $0) + 0.05 * random.normal() + 2 })
    var options = Discovery.Options(threads: 1)
    options.methods = MethodSelection(without: [SearchMethods.constants])
    var search = try LawSearch.sample(data, options: options)
    _ = ReferencesStage().advance(&search.archive, in: search.session)
    let table = search.archive.table.map(\.expression.form)
    for form in forms {
      let expected = try Expression(parsing: form).simplified().form
      #expect(table.contains(expected), "\(form) is not among \(search.archive.table.map(\.expression))")
    }
    #expect(search.archive.attempts.isEmpty, "they are shown, not searched")
  }
}
