import Dispatch
import Synchronization

/// Independent work on several cores with results in the order of the items, whatever the number of threads.
package enum Parallel {
  /// Applies `transform` to every item within the budget.
  ///
  /// Every item starts with the budget remaining at the beginning. Items are charged in order, and results of items that begin with
  /// nothing left are dropped: the results are those that one thread would have reached.
  ///
  /// - Returns: The results of the first items, as many as the budget covered.
  package static func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], threads: Int, budget: WorkBudget,
    _ transform: @Sendable (Item, WorkBudget) -> Result
  ) -> [Result] {
    let limit = budget.remaining
    guard threads > 1, items.count > 1 else {
      var results: [Result] = []
      for item in items where !budget.isExhausted {
        let own = WorkBudget(limit: limit, cancellation: budget.cancellation)
        results.append(transform(item, own))
        budget.absorb(own)
      }
      return results
    }
    let results = Mutex([(result: Result, spent: Int)?](repeating: nil, count: items.count))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, items.count)) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < items.count, !budget.cancellation.isRaised else { return }
        let own = WorkBudget(limit: limit, cancellation: budget.cancellation)
        let result = transform(items[index], own)
        results.withLock { $0[index] = (result, own.spent) }
      }
    }
    var kept: [Result] = []
    for outcome in results.withLock({ $0 }) {
      guard let outcome, budget.remaining > 0 else { break }
      kept.append(outcome.result)
      budget.spend(outcome.spent)
    }
    return kept
  }
}
