import KANModel

/// An order of the nodes of every level in which few lines cross.
///
/// Source: K. Sugiyama, S. Tagawa, M. Toda, Methods for Visual Understanding of Hierarchical System Structures, IEEE Trans. Syst.
/// Man Cybern. 11, 109 (1981): nodes move to the mean position of their neighbours, in alternating forward and backward sweeps.
struct DiagramOrder {
  /// The nodes of each level from top to bottom; those of the last one, the outputs, stay in the order of the table.
  private(set) var levels: [[Int]]
  /// The sums that each product multiplies, from top to bottom, by layer and node.
  private(set) var factors: [[Int: [Int]]]

  /// The ends of a line: a node of a level and a sum of the following layer.
  private typealias Line = (node: Int, sum: Int)
  private let lines: [[Line]]
  /// The node that a sum belongs to, by layer.
  private let owners: [[Int: Int]]

  /// The number of sweeps, after which hardly anything moves.
  static let sweeps = 8
  /// The number of lines in a layer beyond which no line can be followed.
  private static let mostLines = 1500

  init(
    _ network: Network, levels alive: [[Int]], edges: [[EdgePicture]], sweeps: Int = DiagramOrder.sweeps
  ) {
    levels = alive
    lines = edges.map { $0.map { (node: $0.address.input, sum: $0.address.sum) } }
    var factors: [[Int: [Int]]] = []
    var owners: [[Int: Int]] = []
    for (l, layer) in network.layers.enumerated() {
      var groups: [Int: [Int]] = [:]
      var owner: [Int: Int] = [:]
      for node in alive[l + 1] {
        let sums = node < layer.sumCount ? [node] : Self.factors(of: node - layer.sumCount, in: layer)
        groups[node] = sums
        for sum in sums { owner[sum] = node }
      }
      factors.append(groups)
      owners.append(owner)
    }
    self.factors = factors
    self.owners = owners
    guard lines.allSatisfy({ $0.count <= Self.mostLines }) else { return }
    var (best, fewest) = ((levels: levels, factors: self.factors), crossings)
    for _ in 0..<sweeps where fewest > 0 {
      for l in lines.indices { orderTargets(of: l) }
      for l in lines.indices.reversed() { orderSources(of: l) }
      for l in lines.indices { orderFactors(of: l) }
      let count = crossings
      if count < fewest { (best, fewest) = ((levels, self.factors), count) }
    }
    (self.levels, self.factors) = (best.levels, best.factors)
  }

  /// The number of pairs of lines that cross.
  var crossings: Int {
    lines.indices.reduce(0) { total, l in
      let sources = places(levels[l])
      let targets = sumPlaces(l)
      let ends = lines[l].compactMap { line -> (Int, Int)? in
        guard let a = sources[line.node], let b = targets[line.sum] else { return nil }
        return (a, b)
      }
      return total
        + ends.indices.reduce(0) { count, i in
          count + ends[(i + 1)...].count { ($0.0 - ends[i].0) * ($0.1 - ends[i].1) < 0 }
        }
    }
  }

  private func places(_ nodes: [Int]) -> [Int: Int] {
    Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1, $0) })
  }

  /// The positions of the sums of a layer, from top to bottom.
  private func sumPlaces(_ l: Int) -> [Int: Int] { places(levels[l + 1].flatMap { factors[l][$0] ?? [] }) }

  private mutating func orderTargets(of l: Int) {
    guard l + 1 < levels.count - 1 else { return }
    let sources = places(levels[l])
    levels[l + 1] = Self.sorted(
      levels[l + 1],
      lines[l].compactMap { line in owners[l][line.sum].map { (item: $0, place: sources[line.node]) } })
  }

  private mutating func orderSources(of l: Int) {
    let targets = sumPlaces(l)
    levels[l] = Self.sorted(levels[l], lines[l].map { (item: $0.node, place: targets[$0.sum]) })
  }

  private mutating func orderFactors(of l: Int) {
    let sources = places(levels[l])
    for (node, sums) in factors[l] where sums.count > 1 {
      factors[l][node] = Self.sorted(sums, lines[l].map { (item: $0.sum, place: sources[$0.node]) })
    }
  }

  /// Items sorted by the mean position of their neighbours; items without neighbours keep their position.
  private static func sorted(_ items: [Int], _ neighbours: [(item: Int, place: Int?)]) -> [Int] {
    var sums: [Int: (total: Double, count: Double)] = [:]
    for (item, place) in neighbours {
      guard let place else { continue }
      let sum = sums[item] ?? (0, 0)
      sums[item] = (sum.total + Double(place), sum.count + 1)
    }
    return items.enumerated().map { n, item in
      (item: item, mean: sums[item].map { $0.total / $0.count } ?? Double(n), n: n)
    }.sorted { ($0.mean, $0.n) < ($1.mean, $1.n) }.map(\.item)
  }

  /// The sums that product `p` of a layer multiplies.
  private static func factors(of p: Int, in layer: Layer) -> [Int] {
    let start = layer.sumCount + layer.productArities[..<p].reduce(0, +)
    return Array(start..<start + layer.productArities[p])
  }
}
