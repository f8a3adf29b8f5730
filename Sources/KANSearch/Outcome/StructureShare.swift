/// The share of the network structures that a search trains: every n-th of each tier.
package struct StructureShare: Sendable, Hashable, Codable {
  /// The index of the share, counted from 0.
  package let index: Int
  /// The number of shares.
  package let count: Int

  /// All structures.
  package static let all = StructureShare(index: 0, count: 1)

  /// Shares that together contain every structure once.
  package static func parts(_ count: Int) -> [StructureShare] {
    (0..<max(1, count)).map { StructureShare(index: $0, count: max(1, count)) }
  }

  private init(index: Int, count: Int) {
    self.index = index
    self.count = count
  }

  private enum CodingKeys: String, CodingKey { case index, count }

  /// Reads a share; throws if its index is out of range.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    index = try container.decode(Int.self, forKey: .index)
    count = try container.decode(Int.self, forKey: .count)
    guard count >= 1, (0..<count).contains(index) else {
      throw DecodingError.dataCorruptedError(
        forKey: .index, in: container, debugDescription: "there is no share \(index) of \(count)")
    }
  }

  /// The structures of a tier that belong to the share.
  func of<Item>(_ tier: [Item]) -> [Item] {
    tier.enumerated().filter { $0.offset % count == index }.map(\.element)
  }

  /// Whether the work that cannot be divided, since each step depends on the previous one, belongs to the share.
  var hasTheWhole: Bool { index == count - 1 }
}
