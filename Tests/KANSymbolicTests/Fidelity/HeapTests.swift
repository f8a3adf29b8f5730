import KANNumerics
import Testing

@testable import KANSymbolic

/// The order in which parts of a box are looked at.
@Suite struct HeapTests {
  @Test(arguments: [0, 1, 2, 3, 7, 100] as [Int])
  func givesElementsInOrder(count: Int) {
    var random = SeededRandom(seed: UInt64(count))
    // Few values, so that many are equal.
    let values = (0..<count).map { _ in random.integer(below: 20) }
    var heap = Heap<Int>(by: >)
    for value in values { heap.insert(value) }
    var seen: [Int] = []
    while let first = heap.first {
      seen.append(first)
      heap.removeFirst()
    }
    #expect(seen == values.sorted(by: >))
  }

  @Test func staysInOrderWhileElementsComeAndGo() {
    var random = SeededRandom(seed: 1)
    var heap = Heap<Double>(by: <)
    var mirror: [Double] = []
    for _ in 0..<300 {
      if mirror.isEmpty || random.uniform() < 0.6 {
        let value = random.uniform()
        heap.insert(value)
        mirror.append(value)
      } else {
        heap.removeFirst()
        let least = mirror.min()
        mirror.removeAll { $0 == least }
      }
      #expect(heap.first == mirror.min())
    }
  }
}
