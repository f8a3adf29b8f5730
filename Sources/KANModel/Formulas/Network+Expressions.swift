import KANFormula

extension Network {
  /// One closed-form expression for each output, in the user's variables and units.
  ///
  /// Edges are composed and the scaling is substituted; constants between layers are merged. A symbol that uses its
  /// argument more than once repeats the argument's constants.
  ///
  /// - Returns: One expression per output, not simplified further.
  /// - Throws: An error that names the first edge that is still a spline.
  public func expressions() throws -> [FormulaExpression] {
    if let address = edgeAddresses.first(where: { self[$0].isSpline }) {
      throw ModelError.splineEdge(address)
    }
    var nodes = inputs.map { feature in
      Combination(.variable(feature.name)).mapped(
        scale: 1 / feature.scale, shift: -feature.shift / feature.scale)
    }
    for layer in layers { nodes = layer.outputs(composing: nodes) }
    return zip(outputs, nodes).map { $1.mapped(scale: $0.scale, shift: $0.shift).expression }
  }
}

extension Layer {
  fileprivate func outputs(composing nodes: [Combination]) -> [Combination] {
    let sums = (0..<factorCount).map { j -> Combination in
      var sum = Combination(constant: biases[j])
      for i in 0..<inputCount {
        guard case .symbolic(let edge) = self[input: i, sum: j] else { continue }
        sum.add(edge, of: nodes[i])
      }
      return sum
    }
    return Array(sums[..<sumCount]) + productGroups.map { Combination.product(of: Array(sums[$0])) }
  }
}
