/// The processes that train one network together, as one of them sees the others.
///
/// Messages between two ranks arrive in the order in which they were sent. A rank that dies, or a connection that breaks, ends all
/// of them, which is the business of whoever started them (`mpirun`): nothing here waits for what will never come.
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

/// A process that has all parts for itself.
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
