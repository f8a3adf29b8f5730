extension NetworkEngine {
  /// Evaluates all layers on one tile; with `slopes`, keeps what a backward pass needs.
  func forward(
    _ parameters: UnsafePointer<Scalar>, tile: Int, of samples: SampleTiles<Scalar>,
    _ workspace: TileWorkspace<Scalar>, slopes: Bool
  ) {
    let width = workspace.width
    for (l, layer) in plan.layers.enumerated() {
      let rows = workspace.layers[l]
      let nodes = rows.nodes.pointer
      for j in 0..<layer.factorCount {
        (nodes + j * width).update(repeating: parameters[layer.biasOffset + j], count: width)
      }
      for block in layer.blocks {
        let i = block.input
        let x = input(i, layer: l, tile: tile, of: samples, workspace)
        let taps = i * (layer.order + 1) * width
        let grid = grids[l][i]
        Scalar.basis(
          grid, outside: plan.outside, count: width, x: x, first: rows.first.pointer + i * width,
          values: rows.values.pointer + taps, slopes: slopes ? rows.slopes.pointer + taps : nil, stride: width
        )
        if plan.isFading {
          fade(
            knots[l][i], x: x, first: rows.first.pointer + i * width, values: rows.values.pointer + taps,
            slopes: slopes ? rows.slopes.pointer + taps : nil, width: width)
        }
        let base = rows.base.pointer + i * width
        evaluateBase(
          of: layer, grid, x: x, values: base, slopes: rows.baseSlopes.pointer + i * width, width: width)
        block.sums.withUnsafeBufferPointer { sums in
          guard let sumRows = sums.baseAddress else { return }
          Scalar.forward(
            order: layer.order, count: width, first: rows.first.pointer + i * width,
            values: rows.values.pointer + taps, base: layer.base == nil ? nil : UnsafePointer(base),
            stride: width, edges: sums.count, rows: sumRows, coefficients: parameters + block.offset,
            baseWeights: block.baseOffset.map { parameters + $0 }, sums: nodes)
        }
      }
      for edge in layer.symbolic {
        forward(
          edge, parameters, x: input(edge.input, layer: l, tile: tile, of: samples, workspace), rows,
          workspace,
          slopes: slopes)
      }
      multiplyFactors(of: layer, nodes, width)
    }
  }

  /// Adds a symbolic edge to its sum.
  private func forward(
    _ edge: LayerPlan.SymbolicPlan, _ parameters: UnsafePointer<Scalar>, x: UnsafePointer<Scalar>,
    _ rows: TileWorkspace<Scalar>.LayerRows, _ workspace: TileWorkspace<Scalar>, slopes: Bool
  ) {
    let width = workspace.width
    let sum = rows.nodes.pointer + edge.sum * width
    let u = workspace.argument.pointer
    let offset = parameters[edge.offset]
    for s in 0..<width { sum[s] += offset }
    for term in edge.terms {
      let rate = term.rate.map { Double(parameters[$0]) } ?? term.fixedRate
      let shift = term.shift.map { Double(parameters[$0]) } ?? term.fixedShift
      for s in 0..<width { u[s] = rate * Double(x[s]) + shift }
      let values = rows.termValues.pointer + term.row * width
      let arguments = UnsafeBufferPointer(start: u, count: width)
      term.function.evaluate(arguments, into: UnsafeMutableBufferPointer(start: values, count: width))
      if slopes {
        term.function.evaluateDerivative(
          arguments,
          into: UnsafeMutableBufferPointer(start: rows.termSlopes.pointer + term.row * width, count: width))
      }
      let amplitude = parameters[term.amplitude]
      for s in 0..<width { sum[s] += amplitude * Scalar(values[s]) }
    }
  }

  /// Fills the rows of product nodes.
  private func multiplyFactors(of layer: LayerPlan, _ nodes: UnsafeMutablePointer<Scalar>, _ width: Int) {
    for (p, factors) in layer.products.enumerated() {
      let product = nodes + (layer.factorCount + p) * width
      product.update(from: nodes + factors.lowerBound * width, count: width)
      for j in factors.dropFirst() {
        let factor = nodes + j * width
        for s in 0..<width { product[s] *= factor[s] }
      }
    }
  }
}
