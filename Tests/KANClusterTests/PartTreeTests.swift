import KANNumerics
import KANTraining
import Testing

@testable import KANCluster

@Suite struct PartTreeTests {
  /// Numbers whose sum depends on the order of additions.
  private static func numbers(_ part: Int) -> [Double] {
    var random = SeededRandom(seed: UInt64(part))
    return (0..<50).map { _ in random.normal() * (random.uniform() < 0.3 ? 1e12 : 1) }
  }

  /// The sum of the first half and that of the second half, written down once more.
  private static func reference(_ parts: Range<Int>) -> [Double] {
    guard parts.count > 1 else { return numbers(parts.lowerBound) }
    let middle = parts.lowerBound + parts.count / 2
    return zip(reference(parts.lowerBound..<middle), reference(middle..<parts.upperBound)).map { $0 + $1 }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 7, 8, 13], [1, 2, 3, 4, 5, 8])
  func sumsAreThoseOfOneTreeForEveryNumberOfRanks(parts: Int, ranks: Int) {
    guard ranks <= parts else { return }
    let expected = Self.reference(0..<parts)
    let plain = (1..<parts).reduce(Self.numbers(0)) { sum, part in
      zip(sum, Self.numbers(part)).map { $0 + $1 }
    }
    if parts > 3 { #expect(plain != expected, "the numbers must tell orders of addition apart") }
    for sum in ThreadCommunicator.run(ranks: ranks, { PartTree($0, parts: parts).sum(Self.numbers) }) {
      #expect(sum == expected)
    }
  }

  @Test(arguments: [1, 2, 3, 5, 8])
  func everyPartHasOneOwnerAndListsKeepTheirOrder(ranks: Int) {
    let parts = 8
    let results = ThreadCommunicator.run(ranks: ranks) { communicator in
      let tree = PartTree(communicator, parts: parts)
      #expect((0..<parts).allSatisfy { (tree.owner(of: $0) == communicator.rank) == tree.own.contains($0) })
      return tree.concatenation { part in (part..<2 * part).map(Double.init) }
    }
    let expected = (0..<parts).flatMap { part in (part..<2 * part).map(Double.init) }
    #expect(results == [[Double]](repeating: expected, count: ranks))
  }

  @Test func whatFailsOnOneRankFailsOnAllWithItsSentence() {
    struct Mistake: Error, CustomStringConvertible { let description: String }
    let sentences = ThreadCommunicator.run(ranks: 4) { communicator -> String in
      do {
        return try PartTree(communicator, parts: 6).agreeing {
          guard communicator.rank < 2 else {
            throw Mistake(description: "row \(communicator.rank) is bad – ≠")
          }
          return "fine"
        }
      } catch { return "\(error)" }
    }
    #expect(sentences == [String](repeating: "row 2 is bad – ≠", count: 4))
    let agreed = ThreadCommunicator.run(ranks: 3) { communicator in
      try? PartTree(communicator, parts: 3).agreeing { communicator.rank }
    }
    #expect(agreed == [0, 1, 2])
  }
}
