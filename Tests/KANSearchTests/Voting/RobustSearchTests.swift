import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import Testing

@testable import KANSearch

/// A few far rows do not lead a robust search astray.
@Suite struct RobustSearchTests {
  /// The ideal gas with three of 300 pressures ten times too large.
  private static func gas() throws -> Dataset {
    var random = SeededRandom(seed: 1)
    let t = (0..<300).map { _ in random.uniform(in: 250...400) }
    let n = t.map { _ in random.uniform(in: 0.5...3) }
    let v = t.map { _ in random.uniform(in: 5...40) }
    var p = t.indices.map { 8.314 * t[$0] * n[$0] / v[$0] * (1 + 0.03 * random.normal()) }
    for row in [17, 99, 200] { p[row] *= 10 }
    return try Dataset(inputNames: ["T", "n", "V"], inputs: [t, n, v], targetNames: ["p"], targets: [p])
  }

  @Test func farRowsAreSeenBeforeThereIsALaw() throws {
    let found = Outliers.besideNeighbours(try Self.gas())
    #expect(found.isSuperset(of: [17, 99, 200]) && found.count <= 6, "\(found)")
    let law = try Expression(parsing: "8.3*T*n/V")
    #expect(try Outliers.beside(law, Self.gas(), aside: found) == [17, 99, 200])
  }

  @Test func findsTheLawOfTheOthers() throws {
    var options = Discovery.Options(effort: .low, threads: 1)
    options.isRobust = true
    let found = try discover(try Self.gas(), options: options)
    let law = try #require(found.formula)
    let factor = law.expression.value(at: ["T": 300, "n": 1, "V": 10]) / 30
    #expect(abs(factor - 8.314) < 0.1 && law.expression.variables.count == 3)
    #expect(found.account.warnings.first?.contains("3 of 300 rows") == true)
    #expect(law.fidelity.last?.part == "set aside" && law.fidelity.last?.count == 3)
  }

  // MARK: - Rounds

  private static func table(far: [Int]) throws -> Dataset {
    let clean = try SampleLaw("3*a", 1...4).table(rows: 90, noise: .absolute(0.01))
    var y = clean.targets[0]
    for row in far { y[row] += 20 }
    return try Dataset([("a", clean.inputs[0])], target: y)
  }

  /// The laws that everybody tries first are enough here; the sizes of the tables that were searched are noted.
  private static func run(_ table: Dataset) throws -> (discovery: Discovery, sizes: [Int]) {
    var options = Discovery.Options(effort: .low, threads: 1)
    options.methods = MethodSelection(
      without: Set(SearchStages.all.map { $0.name }).subtracting([ReferencesStage.name]))
    var sizes: [Int] = []
    let discovery = try RobustSearch(table: table) { rows in
      sizes.append(rows.count)
      return try discover(rows, options: options)
    }.run()
    return (discovery, sizes)
  }

  /// Nothing is far from the law, whatever the smooth guesses before it said: the last search is of the whole table, and nothing is said.
  @Test func aCleanTableIsSearchedAsAWhole() throws {
    let (discovery, sizes) = try Self.run(try Self.table(far: []))
    #expect(
      sizes.last == 90 && sizes.count <= 2
        && !discovery.account.warnings.contains { $0.contains("set aside") })
    #expect(discovery.formula?.fidelity.contains { $0.part == "set aside" } == false)
  }

  /// Far rows take no part, are named from 1, and the law is measured on them by themselves.
  @Test func farRowsAreNamedAndMeasured() throws {
    let (discovery, sizes) = try Self.run(try Self.table(far: [4, 40]))
    #expect(sizes.last == 88 && sizes.count <= 3 && sizes.allSatisfy { $0 <= 88 })
    #expect(
      discovery.account.warnings.first
        == "2 of 90 rows deviate from the others by more than noise explains and were set aside: 5, 41")
    let aside = try #require(discovery.formula?.fidelity.first { $0.part == "set aside" })
    #expect(aside.count == 2 && abs(aside.rmse - 20) < 0.2)
    let slope = try #require(discovery.formula).expression.value(at: ["a": 2]) / 2
    #expect(abs(slope - 3) < 0.01)
  }

  /// Rows of which the search itself spoke were counted in the table that was left.
  @Test func rowsThatAreNamedAreCountedWithoutThoseSetAside() throws {
    for (warning, isSaid) in [
      ("row 7 of the data decides the law", true), ("the input b never changes", false),
    ] {
      let discovery = try RobustSearch(table: try Self.table(far: [4, 40])) {
        (rows: Dataset) throws -> Discovery in
        var options = Discovery.Options(effort: .low, threads: 1)
        options.methods = MethodSelection(
          without: Set(SearchStages.all.map { $0.name }).subtracting([ReferencesStage.name]))
        var discovery = try discover(rows, options: options)
        discovery.account.warnings = [warning]
        return discovery
      }.run()
      let first = try #require(discovery.account.warnings.first)
      #expect(first.hasSuffix("5, 41; row numbers below refer to the remaining rows") == isSaid, "\(first)")
    }
  }

  /// What a search throws is thrown.
  @Test func errorsComeThrough() throws {
    let table = try Self.table(far: [])
    #expect(throws: SymbolicError.stopped) {
      try RobustSearch(table: table) { (_: Dataset) throws(SymbolicError) -> Discovery in throw .stopped }
        .run()
    }
  }
}
