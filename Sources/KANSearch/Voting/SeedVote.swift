import KANData
import KANFormula
import KANSymbolic
import KANTraining

/// Searches with several seeds, each with its own split, starts and time; the law that most of the good ones found is chosen.
struct SeedVote {
  private let table: Dataset
  private let options: Discovery.Options
  private let cancellation: Cancellation
  private let observer: ProgressReport.Observer?
  private let journal: SearchJournal?

  /// Laws of different form count as the same if they differ by less than this share of their residuals, or of the spread: no data
  /// could distinguish them.
  private static let sameness = (ofResidual: 0.02, ofSpread: 1e-6)

  init(
    _ table: Dataset, options: Discovery.Options, cancellation: Cancellation,
    observer: ProgressReport.Observer?,
    journal: SearchJournal? = nil
  ) {
    self.table = table
    self.options = options
    self.cancellation = cancellation
    self.observer = observer
    self.journal = journal
  }

  func run() throws -> Discovery {
    guard options.seedCount > 1, options.methods.contains(SearchMethods.seeds) else {
      return try search(options.seed)
    }
    var searches: [(seed: UInt64, discovery: Discovery)] = []
    for n in 0..<UInt64(options.seedCount) where searches.isEmpty || !cancellation.isRaised {
      do {
        let found = try search(options.seed &+ n)
        // An interrupted search has no vote if others were completed.
        if searches.isEmpty || !cancellation.isRaised { searches.append((options.seed &+ n, found)) }
      } catch SymbolicError.stopped where !searches.isEmpty {
        // A stop during a later seed keeps what the earlier ones found.
      }
    }
    let predictions = searches.map { values(of: $0.discovery.formula) }
    func agree(_ a: Int, _ b: Int) -> Bool {
      if a == b { return true }
      guard let first = searches[a].discovery.formula, let second = searches[b].discovery.formula else {
        return false
      }
      return FormulaLikeness.agree(first, second)
        || isSame(
          predictions[a], predictions[b],
          error: max(error(searches[a].discovery), error(searches[b].discovery)))
    }
    let winner = Ballot.winner(
      searches.map { search in
        Ballot.Entry(
          isExact: search.discovery.account.verdict == .exact, error: error(search.discovery),
          length: search.discovery.account.choice?.wholeLength ?? .infinity)
      }, agree: agree)
    var result = searches[winner].discovery
    result.account.stability = Stability(
      votes: searches.indices.map { n in
        let discovery = searches[n].discovery
        return Stability.Vote(
          seed: searches[n].seed, formula: discovery.formula?.text(digits: 6),
          verdict: discovery.account.verdict,
          error: chosen(discovery)?.error, agrees: agree(n, winner))
      })
    result.account.seconds = searches.reduce(0) { $0 + $1.discovery.account.seconds }
    if searches.count < options.seedCount, let reason = cancellation.reason {
      let cause = reason == .timeLimit ? "the time limit was reached" : "the search was stopped"
      result.account.ending = Discovery.Account.Ending(reason)
      result.account.warnings.append(
        "\(cause) when the searches of \(searches.count) of \(options.seedCount) seeds were complete; only these are counted"
      )
    }
    return result
  }

  /// The search with one seed, in which outliers are set aside if requested.
  private func search(_ seed: UInt64) throws -> Discovery {
    guard options.isRobust else { return try search(table, seed) }
    return try RobustSearch(table: table) { data in try search(data, seed) }.run()
  }

  private func search(_ table: Dataset, _ seed: UInt64) throws -> Discovery {
    let clock = SearchClock()
    var single = options
    single.seed = seed
    let budget = WorkBudget(limit: options.effort.workLimit, cancellation: cancellation)
    var search = try LawSearch(table, options: single, budget: budget, observer: observer)
    let earlier = try search.run(journal)
    return try search.discovery(seconds: earlier + clock.seconds)
  }

  private func chosen(_ discovery: Discovery) -> Discovery.Candidate? {
    discovery.account.choice.map { discovery.candidates[$0.number - 1] }
  }

  private func error(_ discovery: Discovery) -> Double { chosen(discovery)?.error ?? .infinity }

  private func values(of formula: Formula?) -> [Double]? {
    formula.flatMap {
      try? CompiledExpression($0.expression, variables: table.inputNames).values(table.inputs)
    }
  }

  private func isSame(_ a: [Double]?, _ b: [Double]?, error: Double) -> Bool {
    guard let a, let b else { return false }
    let spread = ColumnScaling(name: table.targetNames[0], column: table.targets[0]).scale
    let difference = Metrics.rmse(a, b) / spread
    return difference <= max(Self.sameness.ofSpread, Self.sameness.ofResidual * error)
  }
}
