import KANTraining
import Synchronization

/// How much a computation may do, counted in operations on one row instead of seconds: the same seed then gives the same
/// result on a slow machine, a busy one, and with any number of threads.
///
/// One unit is one elementary operation (a multiply-add, a node of an expression) on one row, a third to half a nanosecond of
/// a core with wide vectors. Whoever does work says how much; nobody counts to the last operation. What runs in parallel gets budgets of its own
/// (`Parallel.map`), which are charged in the order of the items, so that threads cannot race for what is left.
package final class WorkBudget: Sendable {
  /// The units that may be spent.
  package let limit: Int
  /// What ends everything at once.
  package let cancellation: Cancellation
  private let used = Atomic(0)

  /// More than any computation does, and far from overflow.
  package static let unlimited = 1 << 60

  package init(limit: Int = WorkBudget.unlimited, cancellation: Cancellation = Cancellation()) {
    self.limit = limit
    self.cancellation = cancellation
  }

  /// The units spent so far.
  package var spent: Int { used.load(ordering: .relaxed) }

  /// The units that are left; 0 where too many were spent.
  package var remaining: Int { max(0, limit - spent) }

  /// Whether nothing more may be done.
  package var isExhausted: Bool { spent >= limit || cancellation.isRaised }

  /// Notes work done or about to be done.
  package func spend(_ units: Int) {
    used.wrappingAdd(units, ordering: .relaxed)
  }

  /// A budget of some of what is left, for a part whose cost must not depend on its neighbours; `absorb` charges it.
  ///
  /// - Parameter share: Of what is left, from 0 to 1.
  package func share(_ share: Double) -> WorkBudget {
    WorkBudget(limit: Int(Double(remaining) * share), cancellation: cancellation)
  }

  /// Charges what a part has spent.
  package func absorb(_ part: WorkBudget) { spend(part.spent) }
}
