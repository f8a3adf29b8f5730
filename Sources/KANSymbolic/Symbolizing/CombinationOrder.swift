/// All ways to choose one item from each of several menus, cheapest sum first.
///
/// Best-first search over the lattice of choices: a choice is followed by those that take one menu's next item. Menus
/// must be sorted by cost.
struct CombinationOrder: Sequence, IteratorProtocol {
  private let costs: [[Double]]
  private var frontier: [(choice: [Int], cost: Double)]
  private var seen: Set<[Int]>

  init(costs: [[Double]]) {
    // Relative to each menu's best, so that a cost of −∞ is harmless.
    self.costs = costs.map { menu in menu.map { $0 == menu[0] ? 0 : $0 - menu[0] } }
    let start = [Int](repeating: 0, count: costs.count)
    frontier = costs.contains(where: \.isEmpty) ? [] : [(start, 0)]
    seen = [start]
  }

  /// The next cheapest choice and its cost above the cheapest one.
  mutating func next() -> (choice: [Int], cost: Double)? {
    guard let best = frontier.indices.min(by: { frontier[$0].cost < frontier[$1].cost }) else { return nil }
    let item = frontier.remove(at: best)
    for menu in costs.indices where item.choice[menu] + 1 < costs[menu].count {
      var choice = item.choice
      choice[menu] += 1
      guard seen.insert(choice).inserted else { continue }
      let cost = choice.indices.reduce(0) { $0 + costs[$1][choice[$1]] }
      frontier.append((choice, cost))
    }
    return item
  }
}
