import KANNumerics
import Testing

@testable import KANSymbolic

/// Every combination comes, each once, cheapest first.
@Suite struct CombinationOrderTests {
  @Test func triesCombinationsCheapestFirst() {
    let order = Array(CombinationOrder(costs: [[0, 1, 5], [0, 2]]))
    #expect(order.map(\.cost) == [0, 1, 2, 3, 5, 7])
    #expect(Set(order.map(\.choice)).count == 6)
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func isTheSortedListOfAll(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let menus = (0..<1 + random.integer(below: 4)).map { _ in
      (0..<1 + random.integer(below: 4)).map { _ in random.uniform(in: -5...5) }.sorted()
    }
    let order = Array(CombinationOrder(costs: menus))
    #expect(order.count == menus.map(\.count).reduce(1, *))
    #expect(Set(order.map(\.choice)).count == order.count)
    #expect(zip(order, order.dropFirst()).allSatisfy { $0.cost <= $1.cost })
    let cheapest = menus.map { $0[0] }.reduce(0, +)
    for (choice, cost) in order {
      let sum = choice.enumerated().reduce(0) { $0 + menus[$1.offset][$1.element] }
      #expect(abs(sum - cheapest - cost) < 1e-12)
    }
  }

  @Test func aSureThingCostsNothing() {
    // A flat edge has a score of −∞, and no other item of its menu is as good.
    let order = Array(CombinationOrder(costs: [[-.infinity, 3], [1, 2]]))
    #expect(order.map(\.choice) == [[0, 0], [0, 1], [1, 0], [1, 1]])
    #expect(order[0].cost == 0 && order[1].cost == 1 && order[2].cost == .infinity)
  }

  @Test func anEmptyMenuLeavesNothing() {
    #expect(Array(CombinationOrder(costs: [[0, 1], []])).isEmpty)
    #expect(Array(CombinationOrder(costs: [])).map(\.choice) == [[]])
  }
}
