extension NetworkEngine {
  /// Clears the adjoints of all nodes; the caller then writes those of the outputs.
  func clearAdjoints(_ workspace: TileWorkspace<Scalar>) {
    for rows in workspace.layers { rows.adjoints.pointer.update(repeating: 0, count: rows.adjoints.count) }
  }

  /// Where the adjoint of output `j` of the network is written before a backward pass.
  func outputAdjoint(_ j: Int, _ workspace: TileWorkspace<Scalar>) -> UnsafeMutablePointer<Scalar> {
    let last = plan.layers.count - 1
    return workspace.layers[last].adjoints.pointer + plan.layers[last].row(ofOutput: j) * workspace.width
  }

  /// Carries adjoints of the outputs back to every sum of every layer, for the tile that went forward last.
  ///
  /// `visit` is called with each layer once the adjoints of its sums are complete.
  func backward(
    _ parameters: UnsafePointer<Scalar>, tile: Int, of samples: SampleTiles<Scalar>,
    _ workspace: TileWorkspace<Scalar>, visit: (Int) -> Void
  ) {
    for l in plan.layers.indices.reversed() {
      divideProducts(of: plan.layers[l], workspace.layers[l], workspace)
      visit(l)
      if l > 0 { backwardInputs(l, parameters, tile: tile, of: samples, workspace) }
    }
  }

  /// s̄_j += ȳ·(product of the other factors); exact where a factor is zero.
  private func divideProducts(
    of layer: LayerPlan, _ rows: TileWorkspace<Scalar>.LayerRows, _ workspace: TileWorkspace<Scalar>
  ) {
    let width = workspace.width
    let others = workspace.scratch.pointer
    for (p, factors) in layer.products.enumerated() {
      let adjoint = rows.adjoints.pointer + (layer.factorCount + p) * width
      for j in factors {
        others.update(from: adjoint, count: width)
        for q in factors where q != j {
          let factor = rows.nodes.pointer + q * width
          for s in 0..<width { others[s] *= factor[s] }
        }
        Scalar.addScaled(width, 1, others, rows.adjoints.pointer + j * width)
      }
    }
  }

  /// Adds φ′ times the adjoints of layer `l`'s sums to the adjoints of the layer before.
  private func backwardInputs(
    _ l: Int, _ parameters: UnsafePointer<Scalar>, tile: Int, of samples: SampleTiles<Scalar>,
    _ workspace: TileWorkspace<Scalar>
  ) {
    let width = workspace.width
    let layer = plan.layers[l]
    let rows = workspace.layers[l]
    func inputAdjoint(_ i: Int) -> UnsafeMutablePointer<Scalar> {
      workspace.layers[l - 1].adjoints.pointer + plan.layers[l - 1].row(ofOutput: i) * width
    }
    for block in layer.blocks {
      let i = block.input
      block.sums.withUnsafeBufferPointer { sums in
        guard let sumRows = sums.baseAddress else { return }
        Scalar.backwardInput(
          order: layer.order, count: width, first: rows.first.pointer + i * width,
          slopes: rows.slopes.pointer + i * (layer.order + 1) * width,
          baseSlopes: layer.base == nil ? nil : UnsafePointer(rows.baseSlopes.pointer + i * width),
          stride: width, edges: sums.count, rows: sumRows, coefficients: parameters + block.offset,
          baseWeights: block.baseOffset.map { parameters + $0 }, adjoints: rows.adjoints.pointer,
          inputAdjoint: inputAdjoint(i))
      }
    }
    for edge in layer.symbolic {
      let adjoint = rows.adjoints.pointer + edge.sum * width
      let target = inputAdjoint(edge.input)
      for term in edge.terms {
        let rate = term.rate.map { Double(parameters[$0]) } ?? term.fixedRate
        let factor = Double(parameters[term.amplitude]) * rate
        let slopes = rows.termSlopes.pointer + term.row * width
        for s in 0..<width { target[s] += adjoint[s] * Scalar(factor * slopes[s]) }
      }
    }
  }
}
