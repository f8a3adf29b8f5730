/// A part of an ordinary network, recognised by its tensors.
struct FeedForwardModule {
  /// The kind of module.
  enum Kind {
    /// y = W·x + b.
    case linear
    /// γ·(x − μ)/√(σ² + ε) + β of each number separately, with the μ and σ² of the training data.
    case batchNormalisation
    /// A module that no stack of such layers can compute, described in words.
    case other(String)
  }

  /// The common prefix of the names of its tensors.
  let name: String
  let kind: Kind

  init(name: String, parts: [String: [Int]]) {
    self.name = name
    let dimensions = parts["weight"]?.count
    if parts["running_mean"] != nil, dimensions ?? 1 == 1 {
      kind = .batchNormalisation
    } else if parts.keys.contains(where: { $0.hasPrefix("weight_ih") || $0.hasPrefix("in_proj") }) {
      kind = .other(parts["in_proj_weight"] == nil ? "a recurrent layer" : "an attention layer")
    } else if Set(parts.keys).isSubset(of: ["weight", "bias"]), dimensions == 2 {
      kind = .linear
    } else if dimensions == 1 {
      kind = .other(
        parts["bias"] == nil
          ? "a PReLU or RMSNorm layer" : "a LayerNorm or GroupNorm layer, which mixes all numbers of a row")
    } else if let dimensions, (3...5).contains(dimensions) {
      kind = .other("a convolution")
    } else {
      kind = .other("a layer with the tensors \(parts.keys.sorted().joined(separator: ", "))")
    }
  }

  /// The modules of a file, in the order of their names, with numbers in names ordered by size.
  static func all(of shapes: [String: [Int]]) -> [FeedForwardModule] {
    var parts: [String: [String: [Int]]] = [:]
    for (tensor, shape) in shapes {
      let dot = tensor.lastIndex(of: ".")
      let name = dot.map { String(tensor[..<$0]) } ?? ""
      let part = dot.map { String(tensor[tensor.index(after: $0)...]) } ?? tensor
      parts[name, default: [:]][part] = shape
    }
    return parts.map { FeedForwardModule(name: $0, parts: $1) }
      .sorted { isInOrder($0.name, $1.name) }
  }

  /// The number at the end of the name; `nil` without one.
  var number: Int? { Int(String(name.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())) }

  /// Whether the names show that both belong together: fc1 and bn1, block2.linear and block2.norm.
  func isNamed(like other: FeedForwardModule) -> Bool {
    let (parent, otherParent) = (
      name.split(separator: ".").dropLast(), other.name.split(separator: ".").dropLast()
    )
    return parent == otherParent && (number == other.number && (number != nil || !parent.isEmpty))
  }

  /// Whether the last part of the name is only a number, as in `torch.nn.Sequential`, where it also counts functions without tensors.
  var isNumbered: Bool { name.split(separator: ".").last.map { Int($0) != nil } ?? false }

  /// `layer.2` before `layer.10`.
  private static func isInOrder(_ a: String, _ b: String) -> Bool {
    let (left, right) = (pieces(a), pieces(b))
    for (x, y) in zip(left, right) where x != y {
      if let m = Int(x), let n = Int(y) { return m < n }
      return x < y
    }
    return left.count < right.count
  }

  /// The runs of digits and of other characters.
  private static func pieces(_ name: String) -> [Substring] {
    var pieces: [Substring] = []
    var rest = name[...]
    while let first = rest.first {
      let piece = rest.prefix { $0.isNumber == first.isNumber }
      pieces.append(piece)
      rest = rest.dropFirst(piece.count)
    }
    return pieces
  }
}
