/// Rows in a fixed number of parts, of which each rank owns consecutive ones, and sums over them.
///
/// Sums are formed pairwise in a binary tree over the parts that does not depend on ranks: the sum of the first half of the parts
/// plus that of the second half, each formed in the same way. Results therefore depend only on the number of parts, and N ranks
/// give the same bits as one process with as many parts. (`MPI_Allreduce` leaves the order of additions to the library.)
package struct PartTree: Sendable {
  /// The ranks.
  package let communicator: any Communicator
  /// The number of parts, at least one per rank.
  package let partCount: Int

  /// - Parameters:
  ///   - communicator: The ranks.
  ///   - partCount: The number of parts.
  package init(_ communicator: any Communicator, parts partCount: Int) {
    precondition(partCount >= communicator.count, "every rank needs a part")
    (self.communicator, self.partCount) = (communicator, partCount)
  }

  /// The parts of this rank.
  package var own: Range<Int> {
    let (rank, ranks) = (communicator.rank, communicator.count)
    return partCount * rank / ranks..<partCount * (rank + 1) / ranks
  }

  /// The rank that owns a part.
  package func owner(of part: Int) -> Int { ((part + 1) * communicator.count - 1) / partCount }

  /// The combined result of all parts, on every rank. All ranks have to call it at the same point.
  ///
  /// - Parameters:
  ///   - part: The result of one part of this rank; called in the order of the parts.
  ///   - combine: Adds the result of later parts.
  package func fold(
    _ part: (_ part: Int) -> [Double], _ combine: (inout [Double], [Double]) -> Void
  ) -> [Double] {
    broadcast(node(0..<partCount, part, combine))
  }

  /// The sum of a vector over all parts.
  package func sum(_ part: (_ part: Int) -> [Double]) -> [Double] {
    fold(part) { left, right in
      left.withUnsafeMutableBufferPointer { left in
        right.withUnsafeBufferPointer { right in
          for n in left.indices { left[n] += right[n] }
        }
      }
    }
  }

  /// The lists of all parts, concatenated.
  package func concatenation(_ part: (_ part: Int) -> [Double]) -> [Double] {
    fold(part) { $0 += $1 }
  }

  /// The combined result of consecutive parts, on the rank that owns the first of them; `nil` on others.
  ///
  /// Ranks traverse the tree in the same order, so that none waits for a message that can only be sent after another one is received.
  private func node(
    _ parts: Range<Int>, _ part: (Int) -> [Double], _ combine: (inout [Double], [Double]) -> Void
  ) -> [Double]? {
    let rank = communicator.rank
    let first = owner(of: parts.lowerBound)
    guard (first...owner(of: parts.upperBound - 1)).contains(rank) else { return nil }
    if parts.count == 1 { return part(parts.lowerBound) }
    let middle = parts.lowerBound + parts.count / 2
    let left = node(parts.lowerBound..<middle, part, combine)
    var right = node(middle..<parts.upperBound, part, combine)
    let second = owner(of: middle)
    if second != first {
      if rank == second, let own = right { communicator.send(own, to: first) }
      right = rank == first ? communicator.receive(from: second) : nil
    }
    guard var left, rank == first, let right else { return nil }
    combine(&left, right)
    return left
  }

  /// The numbers of rank 0, on every rank, through a tree of messages.
  private func broadcast(_ numbers: [Double]?) -> [Double] {
    let (rank, count) = (communicator.rank, communicator.count)
    var numbers = numbers ?? []
    var distance = 1
    while distance < count {
      if rank & distance != 0 {
        numbers = communicator.receive(from: rank - distance)
        break
      }
      distance <<= 1
    }
    while distance > 1 {
      distance >>= 1
      if rank + distance < count { communicator.send(numbers, to: rank + distance) }
    }
    return numbers
  }
}
