import KANModel

extension LayerPlan {
  /// Copies the parameters of `layer` to their places.
  func read(_ layer: Layer, into parameters: inout [Double]) {
    for block in blocks {
      let edges = block.sums.count
      for (e, j) in block.sums.enumerated() {
        guard case .spline(let edge) = layer[input: block.input, sum: Int(j)] else { continue }
        for n in 0..<block.basisCount { parameters[block.offset + n * edges + e] = edge.coefficients[n] }
        if let base = block.baseOffset { parameters[base + e] = edge.baseWeight }
      }
    }
    for j in 0..<factorCount { parameters[biasOffset + j] = layer.biases[j] }
    for plan in symbolic {
      guard case .symbolic(let edge) = layer[input: plan.input, sum: plan.sum] else { continue }
      for (term, value) in zip(plan.terms, edge.terms) {
        parameters[term.amplitude] = value.amplitude
        if let rate = term.rate { parameters[rate] = value.rate }
        if let shift = term.shift { parameters[shift] = value.shift }
      }
      parameters[plan.offset] = edge.offset
    }
  }

  /// Copies `parameters` back into `layer`.
  func write(_ parameters: [Double], into layer: inout Layer) {
    for block in blocks {
      let edges = block.sums.count
      for (e, j) in block.sums.enumerated() {
        guard case .spline(var edge) = layer[input: block.input, sum: Int(j)] else { continue }
        for n in 0..<block.basisCount { edge.coefficients[n] = parameters[block.offset + n * edges + e] }
        if let base = block.baseOffset { edge.baseWeight = parameters[base + e] }
        layer[input: block.input, sum: Int(j)] = .spline(edge)
      }
    }
    for j in 0..<factorCount { layer.biases[j] = parameters[biasOffset + j] }
    for plan in symbolic {
      guard case .symbolic(var edge) = layer[input: plan.input, sum: plan.sum] else { continue }
      for (m, term) in plan.terms.enumerated() {
        edge.terms[m].amplitude = parameters[term.amplitude]
        if let rate = term.rate { edge.terms[m].rate = parameters[rate] }
        if let shift = term.shift { edge.terms[m].shift = parameters[shift] }
      }
      edge.offset = parameters[plan.offset]
      layer[input: plan.input, sum: plan.sum] = .symbolic(edge)
    }
  }
}
