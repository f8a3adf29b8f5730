import KANModel

extension Network {
  /// Scores every edge, node and input by its contribution to the spread of the outputs over a table.
  ///
  /// - Parameters:
  ///   - columns: The inputs in the user's units, `columns[i][s]`: one column for each input.
  ///   - weights: One weight per sample, of which only the magnitude counts; `nil` means that all are 1.
  /// - Complexity: One evaluation of the network and one more of each edge.
  public func attribution(on columns: [[Double]], weights: [Double]? = nil) -> Network.Attribution {
    let flow = activations(columns)
    let spread = Spread(weights: weights)
    var nodes = [[Double](repeating: 1, count: outputs.count)]
    var edges: [[[Double]]] = []
    for l in layers.indices.reversed() {
      let layer = layers[l]
      let sumScores = layer.sumScores(fromOutputs: nodes[0], sums: flow.sums[l], spread: spread)
      let edgeScores = (0..<layer.factorCount).map { j in
        let spreads = (0..<layer.inputCount).map { i in
          layer[input: i, sum: j].isCut
            ? 0
            : spread(edgeValues(at: Network.EdgeAddress(layer: l, input: i, sum: j), flow.layerInputs[l][i]))
        }
        return Self.shares(of: sumScores[j], among: spreads, total: spread(flow.sums[l][j]))
      }
      edges.insert(edgeScores, at: 0)
      nodes.insert(
        (0..<layer.inputCount).map { i in edgeScores.reduce(0) { $0 + $1[i] } }, at: 0)
    }
    return Network.Attribution(edges: edges, nodes: nodes)
  }

  /// The part of its sum's score that each edge gets. Edges that cancel exactly give a sum without spread; they then share the
  /// score, since removing any of them would matter.
  private static func shares(of score: Double, among spreads: [Double], total: Double) -> [Double] {
    let whole = total > 0 ? total : spreads.reduce(0, +)
    return spreads.map { whole > 0 ? score * $0 / whole : 0 }
  }
}

extension Layer {
  /// The scores of the sums from those of the outputs: their own for plain sums, a share for factors.
  fileprivate func sumScores(fromOutputs scores: [Double], sums: [[Double]], spread: Spread) -> [Double] {
    var result = Array(scores[..<sumCount])
    for (p, group) in productGroups.enumerated() {
      let product = sums[group].dropFirst().reduce(sums[group.lowerBound]) { zip($0, $1).map(*) }
      let total = spread(product)
      for j in group {
        let mean = spread.mean(sums[j])
        // The product minus itself with factor j held at its mean: (s_j − ⟨s_j⟩)·Π of the others.
        var effect = sums[j].map { $0 - mean }
        for other in group where other != j { effect = zip(effect, sums[other]).map(*) }
        result.append(total > 0 ? scores[sumCount + p] * spread(effect) / total : 0)
      }
    }
    return result
  }
}
