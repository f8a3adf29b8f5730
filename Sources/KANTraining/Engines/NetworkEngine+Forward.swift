extension NetworkEngine {
  /// Evaluates all layers on one tile; with `slopes`, stores the values that a backward pass needs.
  @_specialize(where Scalar == Float) @_specialize(where Scalar == Double)
  func forward(
    _ parameters: UnsafePointer<Scalar>, tile: Int, of samples: SampleTiles<Scalar>,
    _ workspace: TileWorkspace<Scalar>, slopes: Bool
  ) {
    let width = workspace.width
    for (l, layer) in plan.layers.enumerated() {
      let rows = workspace.layers[l]
      evaluateBases(layer, l, tile, samples, workspace, slopes: slopes && l > 0)
      sumSplines(layer, l, parameters, workspace)
      for edge in layer.symbolic {
        forward(
          edge, parameters, x: input(edge.input, layer: l, tile: tile, of: samples, workspace), rows,
          workspace, slopes: slopes)
      }
      multiplyFactors(of: layer, rows.nodes.pointer, width)
    }
  }

  /// Bases, base function and cells of every input of a layer.
  private func evaluateBases(
    _ layer: LayerPlan, _ l: Int, _ tile: Int, _ samples: SampleTiles<Scalar>,
    _ workspace: TileWorkspace<Scalar>, slopes: Bool
  ) {
    let width = workspace.width
    let rows = workspace.layers[l]
    let part = layout.layers[l]
    let nodes = l > 0 ? UnsafePointer(workspace.layers[l - 1].nodes.pointer) : nil
    let grids = gridTables[l].pointer
    for b in 0..<part.blockCount {
      let block = part.blocks.pointer[b]
      let i = block.input
      let x = nodes.map { $0 + block.target * width } ?? samples.input(i, tile: tile)
      let taps = i * part.taps * width
      let grid = grids[i]
      if l == 0 { samples.prefetch(tile: tile + 1, part: b, of: part.blockCount) }
      let first = rows.first.pointer + i * width
      Scalar.basis(
        grid, outside: plan.outside, count: width, x: x, first: first, values: rows.values.pointer + taps,
        slopes: slopes ? rows.slopes.pointer + taps : nil)
      if plan.isFading {
        fade(
          knots[l][i], x: x, first: first, values: rows.values.pointer + taps,
          slopes: slopes ? rows.slopes.pointer + taps : nil, taps: part.taps, width: width)
      }
      if part.isWide {
        Scalar.bucket(
          cells: block.intervals, count: width, first: first, order: rows.order.pointer + i * width,
          starts: rows.starts.pointer + block.starts)
      }
      evaluateBase(
        of: layer, grid, x: x, values: rows.base.pointer + i * width,
        slopes: rows.baseSlopes.pointer + i * width, width: width)
    }
  }

  /// Biases and all spline edges of a layer.
  private func sumSplines(
    _ layer: LayerPlan, _ l: Int, _ parameters: UnsafePointer<Scalar>, _ workspace: TileWorkspace<Scalar>
  ) {
    let part = layout.layers[l]
    let nodes = workspace.layers[l].nodes.pointer
    var tile = workspace.layers[l].tile(width: workspace.width)
    guard part.isWide else {
      Scalar.forward(part, &tile, parameters: parameters, sums: nodes)
      return
    }
    Scalar.forward(part, &tile, parameters: parameters, sums: workspace.table.pointer)
    Scalar.toSamples(
      rows: layer.factorCount, count: workspace.width, workspace.table.pointer, outputs: part.outputs, nodes)
  }

  /// Adds a symbolic edge to its sum.
  private func forward(
    _ edge: LayerPlan.SymbolicPlan, _ parameters: UnsafePointer<Scalar>, x: UnsafePointer<Scalar>,
    _ rows: TileWorkspace<Scalar>.LayerRows, _ workspace: TileWorkspace<Scalar>, slopes: Bool
  ) {
    let width = workspace.width
    let sum = rows.nodes.pointer + edge.sum * width
    let u = workspace.argument.pointer
    let offset = parameters[layout.places[edge.offset]]
    for s in 0..<width { sum[s] += offset }
    for term in edge.terms {
      let rate = term.rate.map { Double(parameters[layout.places[$0]]) } ?? term.fixedRate
      let shift = term.shift.map { Double(parameters[layout.places[$0]]) } ?? term.fixedShift
      for s in 0..<width { u[s] = rate * Double(x[s]) + shift }
      let values = rows.termValues.pointer + term.row * width
      let arguments = UnsafeBufferPointer(start: u, count: width)
      term.function.evaluate(arguments, into: UnsafeMutableBufferPointer(start: values, count: width))
      if slopes {
        term.function.evaluateDerivative(
          arguments,
          into: UnsafeMutableBufferPointer(start: rows.termSlopes.pointer + term.row * width, count: width))
      }
      let amplitude = parameters[layout.places[term.amplitude]]
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
