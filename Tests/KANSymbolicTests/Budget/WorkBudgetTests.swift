import KANSymbolic
import KANTraining
import Testing

/// Work is counted, in the order of the items, whatever does it.
@Suite struct WorkBudgetTests {
  @Test func counts() {
    let budget = WorkBudget(limit: 100)
    #expect(budget.spent == 0 && budget.remaining == 100 && !budget.isExhausted)
    budget.spend(30)
    #expect(budget.spent == 30 && budget.remaining == 70)
    let part = budget.share(0.5)
    #expect(part.limit == 35 && part.cancellation === budget.cancellation)
    part.spend(50)
    #expect(part.isExhausted && part.remaining == 0 && budget.spent == 30)
    budget.absorb(part)
    #expect(budget.spent == 80 && !budget.isExhausted)
    budget.spend(20)
    #expect(budget.isExhausted && budget.remaining == 0 && budget.share(1).limit == 0)
  }

  @Test func isUnlimitedByDefault() {
    let budget = WorkBudget()
    budget.spend(1 << 50)
    #expect(!budget.isExhausted && budget.limit == WorkBudget.unlimited)
    // The largest whole number is not a `Double`.
    #expect(WorkBudget(limit: .max).share(1).limit == WorkBudget.unlimited)
  }

  @Test func endsWithItsCancellation() {
    let budget = WorkBudget(limit: 100)
    budget.cancellation.raise()
    #expect(budget.isExhausted && budget.remaining == 100 && budget.share(0.5).isExhausted)
  }

  // MARK: - Several threads

  private static let threadCounts = [1, 2, 3, 8]

  /// What items of very different cost spend, and the results that come back.
  private static func run(threads: Int, limit: Int, count: Int = 60) -> (results: [Int], spent: Int) {
    let budget = WorkBudget(limit: limit)
    let results = Parallel.map(Array(0..<count), threads: threads, budget: budget) { item, own -> Int in
      // Some do their work in steps and end early where nothing is left.
      var steps = 0
      while steps < item % 7 + 1, !own.isExhausted {
        own.spend(10 + item)
        steps += 1
      }
      return item * 100 + steps
    }
    return (results, budget.spent)
  }

  @Test(arguments: [0, 1, 50, 700, 3_000, 1 << 40], threadCounts)
  func reachesWhatOneThreadReaches(limit: Int, threads: Int) {
    let one = Self.run(threads: 1, limit: limit)
    let many = Self.run(threads: threads, limit: limit)
    #expect(one.results == many.results && one.spent == many.spent)
  }

  /// The first items come back, as many as the budget lasted for; the last of them may have spent more than was left.
  @Test(arguments: threadCounts)
  func dropsTheLastItems(threads: Int) {
    let budget = WorkBudget(limit: 25)
    let results = Parallel.map(Array(0..<10), threads: threads, budget: budget) { item, own -> Int in
      own.spend(10)
      return item
    }
    #expect(results == [0, 1, 2] && budget.spent == 30)
  }

  @Test(arguments: threadCounts)
  func allStartWithWhatIsLeft(threads: Int) {
    let budget = WorkBudget(limit: 1_000)
    budget.spend(100)
    let limits = Parallel.map(Array(0..<8), threads: threads, budget: budget) { _, own -> Int in
      own.spend(1)
      return own.limit
    }
    #expect(limits == [Int](repeating: 900, count: 8))
  }

  @Test(arguments: threadCounts)
  func doesNothingWhereItIsCancelled(threads: Int) {
    let budget = WorkBudget()
    budget.cancellation.raise()
    let results = Parallel.map(Array(0..<8), threads: threads, budget: budget) { item, _ in item }
    #expect(results.isEmpty && budget.spent == 0)
    #expect(Parallel.map([Int](), threads: threads, budget: WorkBudget()) { item, _ in item }.isEmpty)
  }

  /// A request during the work keeps a beginning without gaps.
  @Test(arguments: threadCounts)
  func keepsABeginningWhereItIsStopped(threads: Int) {
    let budget = WorkBudget()
    let results = Parallel.map(Array(0..<100), threads: threads, budget: budget) { item, own -> Int in
      if item == 20 { own.cancellation.raise() }
      return item
    }
    #expect(results == Array(0..<results.count) && results.count < 100)
  }
}
