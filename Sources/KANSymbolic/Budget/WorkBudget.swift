import KANTraining
import Synchronization

/// The work that a computation may do, counted in operations on one row instead of seconds: the same seed then gives the same
/// result on a slow or busy machine and with any number of threads.
///
/// One unit is one elementary operation (a multiply-add, a node of an expression) on one row, a third to half a nanosecond of a
/// core with wide vectors. Code that does work reports how much, approximately. Parallel work gets separate budgets
/// (`Parallel.map`), which are charged in the order of the items, so that threads cannot race for the remainder.
package final class WorkBudget: Sendable {
  /// The units that may be spent.
  package let limit: Int
  /// The cancellation, which ends all work at once.
  package let cancellation: Cancellation
  private let used = Atomic(0)

  /// More than any computation needs, and far from overflow.
  package static let unlimited = 1 << 60

  package init(limit: Int = WorkBudget.unlimited, cancellation: Cancellation = Cancellation()) {
    self.limit = min(limit, Self.unlimited)
    self.cancellation = cancellation
  }

  /// The units spent so far.
  package var spent: Int { used.load(ordering: .relaxed) }

  /// The remaining units; 0 if too many were spent.
  package var remaining: Int { max(0, limit - spent) }

  /// Whether nothing more may be done.
  package var isExhausted: Bool { spent >= limit || cancellation.isRaised }

  /// Records work that is done or about to be done.
  package func spend(_ units: Int) {
    used.wrappingAdd(units, ordering: .relaxed)
  }

  /// A budget with a share of the remainder, for a part whose cost must not depend on other parts; `absorb` charges it.
  ///
  /// - Parameter share: The share of the remainder, from 0 to 1.
  package func share(_ share: Double) -> WorkBudget {
    WorkBudget(limit: Int(Double(remaining) * share), cancellation: cancellation)
  }

  /// Charges the work that a part has spent.
  package func absorb(_ part: WorkBudget) { spend(part.spent) }
}
