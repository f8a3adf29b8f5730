import Dispatch
import KANTraining
import Synchronization

/// Ranks that are threads of one process, so that computations over ranks can be tested without MPI.
package final class ThreadCommunicator: Communicator {
  package let rank: Int
  package let count: Int
  /// The messages in transit between ranks, at [from][to].
  private let boxes: [[Box]]

  /// The messages from one rank to another, in order.
  private final class Box: Sendable {
    private let letters = Mutex<[[Double]]>([])
    private let arrivals = DispatchSemaphore(value: 0)

    func put(_ letter: [Double]) {
      letters.withLock { $0.append(letter) }
      arrivals.signal()
    }

    func take() -> [Double] {
      arrivals.wait()
      return letters.withLock { $0.removeFirst() }
    }
  }

  /// The results of ranks, in order of completion.
  private final class Results<Result: Sendable>: Sendable {
    private let results = Mutex<[(rank: Int, result: Result)]>([])

    func add(_ result: Result, of rank: Int) { results.withLock { $0.append((rank, result)) } }

    var inOrder: [Result] { results.withLock { $0.sorted { $0.rank < $1.rank }.map(\.result) } }
  }

  private init(rank: Int, boxes: [[Box]]) {
    (self.rank, self.boxes) = (rank, boxes)
    count = boxes.count
  }

  package func send(_ numbers: [Double], to rank: Int) { boxes[self.rank][rank].put(numbers) }
  package func receive(from rank: Int) -> [Double] { boxes[rank][self.rank].take() }

  /// Runs the same work on several ranks at once.
  ///
  /// - Returns: The result of each rank.
  package static func run<Result: Sendable>(
    ranks count: Int, _ work: @escaping @Sendable (any Communicator) -> Result
  ) -> [Result] {
    let boxes = (0..<count).map { _ in (0..<count).map { _ in Box() } }
    let results = Results<Result>()
    let group = DispatchGroup()
    for rank in 0..<count {
      // Each rank has its own queue and hence its own thread, since ranks wait for each other.
      DispatchQueue(label: "rank \(rank)").async(group: group) {
        let result = work(ThreadCommunicator(rank: rank, boxes: boxes))
        results.add(result, of: rank)
      }
    }
    group.wait()
    return results.inOrder
  }
}
