extension Network {
  /// The nodes of a network: how many inputs, then for each layer how many sums and products.
  ///
  /// Written as users type it: `4,5,1` has 4 inputs, 5 hidden sums and 1 output; `2,1+1,1` has one hidden sum
  /// and one hidden product of two; `2,0+1*3,1` one product of three.
  public struct Shape: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The outputs of one layer.
    public struct Level: Hashable, Sendable, Codable {
      /// The number of plain sums.
      public let sumCount: Int
      /// For each product node the number of sums it multiplies.
      public let productArities: [Int]

      /// The nodes of one layer; a shape checks them when it is made from its levels.
      ///
      /// - Parameters:
      ///   - sumCount: The number of plain sums, 0 or more; there must be at least one node.
      ///   - productArities: For each product node the number of sums that it multiplies, 2 or more.
      public init(sumCount: Int, productArities: [Int] = []) {
        self.sumCount = sumCount
        self.productArities = productArities
      }

      /// The number of nodes.
      public var nodeCount: Int { sumCount + productArities.count }
      /// The number of sums, factors of products included.
      package var factorCount: Int { sumCount + productArities.reduce(0, +) }
    }

    /// The number of inputs.
    public let inputCount: Int
    /// The levels above the inputs; the last one gives the outputs.
    public let levels: [Level]

    /// A shape from its parts.
    ///
    /// - Parameters:
    ///   - inputCount: The number of inputs, at least 1.
    ///   - levels: The levels from the first hidden one to the outputs: at least one, each with at least one node, and
    ///     products of at least two factors.
    public init(inputCount: Int, levels: [Level]) {
      precondition(inputCount >= 1 && !levels.isEmpty, "a network needs inputs and at least one layer")
      precondition(
        levels.allSatisfy {
          $0.nodeCount >= 1 && $0.sumCount >= 0 && $0.productArities.allSatisfy { $0 >= 2 }
        },
        "every layer needs at least one node and products of at least two factors")
      self.inputCount = inputCount
      self.levels = levels
    }

    /// A shape without products.
    ///
    /// - Parameter counts: The numbers of nodes from the inputs to the outputs: at least two numbers, each at least 1.
    public init(_ counts: [Int]) {
      precondition(counts.count >= 2, "a shape needs at least inputs and outputs")
      self.init(inputCount: counts[0], levels: counts.dropFirst().map { Level(sumCount: $0) })
    }

    /// The number of outputs.
    public var outputCount: Int { levels.last?.nodeCount ?? 0 }

    /// The form that users type. Products of different sizes on one level are joined by further `+`.
    public var description: String {
      ([String(inputCount)]
        + levels.map { level in
          var text = String(level.sumCount)
          var rest = level.productArities[...]
          while let arity = rest.first {
            let run = rest.prefix { $0 == arity }.count
            text += arity == 2 ? "+\(run)" : "+\(run)*\(arity)"
            rest = rest.dropFirst(run)
          }
          return text
        }).joined(separator: ",")
    }
  }
}

extension Network {
  /// The shape of this network.
  public var shape: Network.Shape {
    Network.Shape(
      inputCount: inputs.count,
      levels: layers.map { .init(sumCount: $0.sumCount, productArities: $0.productArities) })
  }
}
