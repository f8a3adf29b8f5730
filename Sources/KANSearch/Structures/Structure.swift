/// A structure of combined inputs: groups of inputs, added or multiplied inside and multiplied or added outside, with or without
/// one more curve around the whole.
///
/// Sums of products: g(Σ_blocks Π_{i ∈ block} fᵢ(xᵢ)); products of sums: g(Π_blocks Σ_{i ∈ block} fᵢ(xᵢ)). If every input is used
/// once, each edge is determined by the data up to scale and shift, so its curve can be recognised; if blocks share inputs, this
/// freedom is shared as well and has to be removed by pruning first.
struct Structure: Hashable, Sendable, Codable {
  /// How blocks and their members combine.
  enum Combination: String, Hashable, Sendable, Codable {
    case sumOfProducts
    case productOfSums
  }

  /// The inputs of each block, increasing; blocks ordered by their first input.
  let blocks: [[Int]]
  let combination: Combination
  /// Whether one more curve g is put around the result.
  let isWrapped: Bool

  /// f₁(x₁) + … + f_n(x_n).
  static func additive(_ inputCount: Int, wrapped: Bool = false) -> Structure {
    Structure(blocks: (0..<inputCount).map { [$0] }, combination: .sumOfProducts, isWrapped: wrapped)
  }

  /// f₁(x₁) · … · f_n(x_n).
  static func multiplicative(_ inputCount: Int, wrapped: Bool = false) -> Structure {
    inputCount == 1
      ? additive(1, wrapped: wrapped)
      : Structure(blocks: [Array(0..<inputCount)], combination: .sumOfProducts, isWrapped: wrapped)
  }

  /// The same structure with one more curve around it.
  var wrapped: Structure { Structure(blocks: blocks, combination: combination, isWrapped: true) }

  /// The number of curves.
  var edgeCount: Int { blocks.reduce(0) { $0 + $1.count } + (isWrapped ? 1 : 0) }

  /// Whether only sums occur.
  var isAdditive: Bool { combination == .sumOfProducts && blocks.allSatisfy { $0.count == 1 } }

  /// Whether only one product of single curves occurs.
  var isMultiplicative: Bool { combination == .sumOfProducts && blocks.count == 1 && blocks[0].count > 1 }

  /// Whether more than one block uses an input.
  func readsMoreThanOnce(_ input: Int) -> Bool { blocks.count { $0.contains(input) } > 1 }

  /// All structures for `inputCount` inputs without an outer curve, simplest first.
  static func all(_ inputCount: Int) -> [Structure] {
    var found = [additive(inputCount)]
    if inputCount > 1 { found.append(multiplicative(inputCount)) }
    for partition in partitions(of: Array(0..<inputCount))
    where partition.count > 1 && partition.count < inputCount {
      found.append(Structure(blocks: partition, combination: .sumOfProducts, isWrapped: false))
      found.append(Structure(blocks: partition, combination: .productOfSums, isWrapped: false))
    }
    return found
  }

  /// The number of inputs up to which all structures are tried; beyond, there are too many and they are grown.
  private static let exhaustiveInputs = 4

  /// The sum and the product of curves, and one more curve around the sum.
  static func simpleTiers(_ inputCount: Int) -> [[Structure]] {
    let plain = inputCount == 1 ? [additive(1)] : [additive(inputCount), multiplicative(inputCount)]
    return [plain, [additive(inputCount, wrapped: true)]]
  }

  /// All other structures, also with one more curve around them and around the product.
  static func furtherTiers(_ inputCount: Int) -> [[Structure]] {
    let simple = simpleTiers(inputCount)[0]
    let others = inputCount <= exhaustiveInputs ? all(inputCount).filter { !simple.contains($0) } : []
    return [others, others.map(\.wrapped) + simple.dropFirst().map(\.wrapped)].filter { !$0.isEmpty }
  }

  /// The structures that differ from this one by joining two of its blocks: the steps of a greedy search if there are too many
  /// structures to try all.
  var merged: [Structure] {
    // Two sums that become one are no longer a product but the plain sum, with which growth begins.
    if combination == .productOfSums && blocks.count == 2 { return [] }
    var found: [Structure] = []
    for a in blocks.indices {
      for b in blocks.indices where b > a {
        var joined = blocks.enumerated().filter { $0.offset != a && $0.offset != b }.map(\.element)
        joined.append((blocks[a] + blocks[b]).sorted())
        joined.sort { $0[0] < $1[0] }
        found.append(Structure(blocks: joined, combination: combination, isWrapped: isWrapped))
        if isAdditive && joined.count > 1 {
          found.append(Structure(blocks: joined, combination: .productOfSums, isWrapped: isWrapped))
        }
      }
    }
    return found
  }

  /// The structures that add one product of two inputs to a sum of products, or one more input to a product: for laws such as
  /// sin(x) + x·y, which use an input twice.
  var extended: [Structure] {
    guard combination == .sumOfProducts else { return [] }
    let inputs = Set(blocks.flatMap { $0 }).sorted()
    var found: [[[Int]]] = []
    for (n, a) in inputs.enumerated() {
      for b in inputs[(n + 1)...] where !blocks.contains([a, b]) { found.append(blocks + [[a, b]]) }
    }
    for (n, block) in blocks.enumerated() where block.count > 1 {
      for input in inputs where !block.contains(input) {
        var copy = blocks
        copy[n] = (block + [input]).sorted()
        if Set(copy).count == copy.count { found.append(copy) }
      }
    }
    return found.map { Structure(blocks: $0, combination: combination, isWrapped: isWrapped) }
  }

  private static func partitions(of items: [Int]) -> [[[Int]]] {
    guard let first = items.first else { return [[]] }
    let rest = Array(items.dropFirst())
    return partitions(of: rest).flatMap { partition -> [[[Int]]] in
      let alone = [[first]] + partition
      let joined = partition.indices.map { index in
        var copy = partition
        copy[index] = [first] + copy[index]
        return copy.sorted { $0[0] < $1[0] }
      }
      return [alone] + joined
    }
  }
}

extension Structure {
  /// For example `g(f1(pt) + f2(met)·f3(dphi))`, with the inputs' own names.
  func description(inputs names: [String]) -> String {
    let inner = blocks.map { block in
      let parts = block.map { "f\($0 + 1)(\(names[$0]))" }
      switch combination {
      case .sumOfProducts: return parts.joined(separator: "·")
      case .productOfSums: return block.count > 1 ? "(" + parts.joined(separator: " + ") + ")" : parts[0]
      }
    }
    let whole = inner.joined(separator: combination == .sumOfProducts ? " + " : "·")
    return isWrapped ? "g(\(whole))" : whole
  }
}
