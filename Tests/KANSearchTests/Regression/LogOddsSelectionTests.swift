import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import SymbolLibrary
import Testing

@testable import KANSearch

/// Log-odds grown term by term.
@Suite struct LogOddsSelectionTests {
  /// Labels of log-odds 3·x·y − 3 beside a column that says nothing.
  private static func table(rows: Int = 600, classes: Int = 2) throws -> FeatureTable {
    var random = SeededRandom(seed: 12)
    let columns = (0..<3).map { _ in (0..<rows).map { _ in random.uniform(in: 0.1...2) } }
    let labels = columns[0].indices.map { s -> Double in
      let p = Likelihood.probability(ofLogit: 3 * columns[0][s] * columns[1][s] - 3)
      return classes == 2 && random.uniform() < p ? 1 : 0
    }
    return FeatureTable(
      try Dataset(inputNames: ["x", "y", "z"], inputs: columns, targetNames: ["t"], targets: [labels]),
      rows: rows)
  }

  private static func laws(
    _ table: FeatureTable, threads: Int = 1, budget: WorkBudget = WorkBudget(), constants: Int = 6
  ) throws -> [Expression] {
    var settings = LogOddsSelection.Settings()
    settings.constants = constants
    let catalog = try SymbolCatalog.standard.selecting(["x", "x^2", "sqrt", "log", "exp"])
    let context = SearchContext(
      catalog: catalog, methods: .all, threads: threads, budget: budget, likelihood: .bernoulli)
    return LogOddsSelection(table, inputs: [0, 1, 2], in: context, settings: settings).laws()
  }

  /// One product stands first, each longer law is likelier, and the column that says nothing is in none of the first.
  @Test func growsFromTheProduct() throws {
    let table = try Self.table()
    let laws = try Self.laws(table)
    let first = try #require(laws.first)
    #expect(Set(first.variables) == ["x", "y"])
    let misfits = try laws.map { law -> Double in
      Likelihood.misfit(logits: try #require(table.values(of: law)), labels: table.target)
    }
    #expect(misfits[0] < 0.75 * Likelihood.nullMisfit(labels: table.target))
    #expect(zip(misfits, misfits.dropFirst()).allSatisfy { $0 > $1 - 1 })
    // Growth ends with the law that reaches the number of constants.
    #expect(laws.dropLast().allSatisfy { $0.freeConstants.count < 6 })
  }

  @Test func hasTheSameBitsWithAnyNumberOfThreads() throws {
    let table = try Self.table(rows: 300)
    #expect(try Self.laws(table, threads: 1) == Self.laws(table, threads: 3))
  }

  @Test func findsNothingWhereThereIsNothingToTell() throws {
    #expect(try Self.laws(try Self.table(rows: 100, classes: 1)).isEmpty)
    #expect(try Self.laws(try Self.table(rows: 100), budget: WorkBudget(limit: 0)).isEmpty)
  }

  /// Families of log-odds say nothing of quantities, and the logistic regression of all inputs is the likeliest of its laws.
  @Test func familiesAreOfLabelsOnly() throws {
    let problem = Subproblem(try Self.table())
    var context = SearchContext.sample()
    #expect(LinearLogOdds().candidates(for: problem, in: context).isEmpty)
    #expect(LogOddsSum().candidates(for: problem, in: context).isEmpty)
    context.likelihood = .bernoulli
    let lines = LinearLogOdds().candidates(for: problem, in: context)
    #expect(lines.map { $0.variables.count } == [1, 1, 1, 3])
    let misfits = try lines.map { law in
      Likelihood.misfit(logits: try #require(problem.table.values(of: law)), labels: problem.table.target)
    }
    #expect(misfits[0] <= misfits[1] && misfits[1] <= misfits[2] && misfits[3] < misfits[0])
    // One input: its line is the law of all.
    #expect(
      LinearLogOdds().candidates(for: Subproblem(try Self.table(), of: [1]), in: context).count <= 3)
  }

  /// What a column may be in log-odds follows from its values.
  @Test(arguments: [
    ([0.0, 1, 1, 0, 1, 0], 1, "a switch is a line"), ([2.0, 2, 2, 2, 2, 2], 1, "so is a constant"),
  ])
  func switchesAreLines(column: [Double], count: Int, reason: String) throws {
    let data = try Dataset([("x", column)], target: [0, 1, 0, 1, 0, 1])
    let atoms = LogOddsAtom.all(of: FeatureTable(data, rows: 6), inputs: [0], catalog: .standard)
    #expect(atoms.map(\.expression) == [.variable("x")], "\(reason)")
  }

  /// No function without a value anywhere: neither roots of negative numbers nor inverses of zero.
  @Test(arguments: [-3...3, 0...2, 0.5...9, -5 ... -1]) func functionsHaveValues(range: ClosedRange<Double>)
    throws
  {
    let column = (0...60).map { range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / 60 }
    let data = try Dataset([("x", column)], target: column.map { $0 > 1 ? 1 : 0 })
    let atoms = LogOddsAtom.all(of: FeatureTable(data, rows: 61), inputs: [0], catalog: .standard)
    #expect(atoms.count > 6)
    for atom in atoms {
      #expect(atom.values.allSatisfy { $0.isFinite } && atom.constants == atom.expression.freeConstants.count)
    }
    let hasLogarithm = atoms.contains { $0.expression == .log(.variable("x")) }
    #expect(hasLogarithm == (range.lowerBound > 0))
  }
}
