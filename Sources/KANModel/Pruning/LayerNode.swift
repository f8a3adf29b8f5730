/// One output of a layer with everything that computes it: the form in which nodes are removed and changed.
struct LayerNode {
  /// One sum Σᵢ φᵢ(xᵢ) + β.
  struct Factor {
    var edges: [Edge]
    var bias: Double

    /// The value of the sum if it does not depend on its inputs.
    var constant: Double? {
      var value = bias
      for edge in edges {
        switch edge {
        case .cut: continue
        case .symbolic(let form) where form.terms.isEmpty: value += form.offset
        default: return nil
        }
      }
      return value
    }

    /// A sum that is `value` whatever its inputs are.
    static func constant(_ value: Double, inputCount: Int) -> Factor {
      Factor(edges: [Edge](repeating: .cut, count: inputCount), bias: value)
    }

    func scaled(by factor: Double) -> Factor {
      factor == 1 ? self : Factor(edges: edges.map { $0.scaled(by: factor) }, bias: factor * bias)
    }
  }

  /// One for a plain sum, two or more for a product.
  var factors: [Factor]

  /// The value of the node if it does not depend on its inputs.
  var constant: Double? { factors.count == 1 ? factors[0].constant : nil }

  /// The same node with its constant factors multiplied into another one: a product of fewer factors, or a
  /// plain sum if `mayBecomeSum`; otherwise at least two factors stay.
  func foldingConstantFactors(mayBecomeSum: Bool) -> LayerNode {
    guard factors.count > 1 else { return self }
    let constants = factors.compactMap(\.constant)
    let product = constants.reduce(1, *)
    guard !constants.isEmpty, product.isFinite else { return self }
    let inputCount = factors[0].edges.count
    var rest = factors.filter { $0.constant == nil }
    // 0 times a factor is 0 even where that factor has no value.
    if product == 0 || rest.isEmpty {
      rest = [.constant(product, inputCount: inputCount)]
    } else {
      rest[0] = rest[0].scaled(by: product)
    }
    if rest.count == 1 && !mayBecomeSum { rest.append(.constant(1, inputCount: inputCount)) }
    return LayerNode(factors: rest)
  }
}

extension Layer {
  /// The outputs of the layer, one by one.
  var nodes: [LayerNode] {
    (0..<outputCount).map { node in
      LayerNode(
        factors: sums(ofOutput: node).map { j in
          .init(edges: Array(edges[j * inputCount..<(j + 1) * inputCount]), bias: biases[j])
        })
    }
  }

  /// The layer with other nodes; plain sums are moved before products, and `order` maps each output to its index in `nodes`.
  func replacing(nodes: [LayerNode]) -> (layer: Layer, order: [Int]) {
    let sums = nodes.indices.filter { nodes[$0].factors.count == 1 }
    let products = nodes.indices.filter { nodes[$0].factors.count > 1 }
    let factors = (sums + products).flatMap { nodes[$0].factors }
    let layer = Layer(
      inputCount: inputCount, sumCount: sums.count, productArities: products.map { nodes[$0].factors.count },
      base: base, grids: grids, edges: factors.flatMap(\.edges), biases: factors.map(\.bias))
    return (layer, sums + products)
  }
}
