/// The connection of one process with the others that train the same network.
///
/// Messages between two ranks arrive in the order in which they were sent. If a rank dies or a connection breaks, the launcher
/// (`mpirun`) ends all of them: nothing here waits for messages that never arrive.
package protocol Communicator: AnyObject, Sendable {
  /// The number of this process, from 0.
  var rank: Int { get }
  /// The number of processes.
  var count: Int { get }
  /// Sends numbers to another rank; may return before they arrive.
  func send(_ numbers: [Double], to rank: Int)
  /// The next numbers that another rank sent to this one; waits for them.
  func receive(from rank: Int) -> [Double]
}

/// A single process that owns all parts.
package final class SingleProcess: Communicator {
  package init() {}
  package var rank: Int { 0 }
  package var count: Int { 1 }
  package func send(_ numbers: [Double], to rank: Int) {
    preconditionFailure("a single process has nobody to send to")
  }
  package func receive(from rank: Int) -> [Double] {
    preconditionFailure("a single process has nobody to receive from")
  }
}
