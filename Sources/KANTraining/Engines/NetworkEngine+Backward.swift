extension NetworkEngine {
  /// Clears the adjoints of all nodes; the caller then writes those of the outputs.
  func clearAdjoints(_ workspace: TileWorkspace<Scalar>) {
    for rows in workspace.layers { rows.adjoints.clear() }
  }

  /// The row where the adjoint of output `j` of the network is written before a backward pass.
  func outputAdjoint(_ j: Int, _ workspace: TileWorkspace<Scalar>) -> UnsafeMutablePointer<Scalar> {
    let last = plan.layers.count - 1
    return workspace.layers[last].adjoints.pointer + plan.layers[last].row(ofOutput: j) * workspace.width
  }

  /// Propagates adjoints of the outputs back to every sum of every layer, for the tile of the last forward pass.
  ///
  /// - Parameters:
  ///   - gradient: The vector to which the gradient with respect to all parameters is added, or `nil` if only adjoints are needed.
  ///   - addsToGradient: Whether it is added or overwrites previous values; in the latter case wide layers need no clearing.
  ///   - edgeSlopes: For each layer and edge the derivative of a penalty with respect to Σ|φ|, spline edges block by block, then
  ///     symbolic edges; only `valid` samples count.
  ///   - visit: Called with each layer once the adjoints of its sums are complete.
  @_specialize(where Scalar == Float) @_specialize(where Scalar == Double)
  func backward(
    _ parameters: UnsafePointer<Scalar>, tile: Int, of samples: SampleTiles<Scalar>,
    _ workspace: TileWorkspace<Scalar>, gradient: UnsafeMutablePointer<Scalar>? = nil,
    addsToGradient: Bool = true, edgeSlopes: [[Scalar]]? = nil, visit: (Int) -> Void = { _ in }
  ) {
    precondition(addsToGradient || edgeSlopes == nil, "a penalty on single edges adds its gradient")
    for l in plan.layers.indices.reversed() {
      let layer = plan.layers[l]
      divideProducts(of: layer, workspace.layers[l], workspace)
      visit(l)
      guard l > 0 || gradient != nil else { return }
      if let gradient {
        let rest = layout.accumulated[l]
        if !addsToGradient { (gradient + rest.lowerBound).clear(rest.count) }
        for j in 0..<layer.factorCount {
          gradient[layout.layers[l].biases + j] += Scalar.sum(
            workspace.width, workspace.layers[l].adjoints.pointer + j * workspace.width)
        }
      }
      var edge = 0
      if let edgeSlopes {
        for b in layer.blocks.indices {
          let count = layer.blocks[b].sums.count
          penalise(
            b, l, parameters, tile, samples, workspace, gradient: gradient,
            edgeSlopes: edgeSlopes[l][edge..<edge + count])
          edge += count
        }
      } else {
        backwardSplines(layer, l, parameters, workspace, gradient: gradient, adds: addsToGradient)
      }
      for symbolic in layer.symbolic {
        backward(
          symbolic, l, parameters, tile, samples, workspace, gradient: gradient,
          edgeSlope: edgeSlopes?[l][edge])
        edge += 1
      }
    }
  }

  /// s̄_j += ȳ·(product of the other factors); exact even if a factor is zero.
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

  /// The row where the adjoint of input `i` of layer `l` is collected; `nil` for the data themselves.
  private func inputAdjoint(
    _ i: Int, _ l: Int, _ workspace: TileWorkspace<Scalar>
  ) -> UnsafeMutablePointer<Scalar>? {
    guard l > 0 else { return nil }
    return workspace.layers[l - 1].adjoints.pointer + plan.layers[l - 1].row(ofOutput: i) * workspace.width
  }

  /// All spline edges of a layer: gradient with respect to their parameters and, after the first layer, to the inputs.
  private func backwardSplines(
    _ layer: LayerPlan, _ l: Int, _ parameters: UnsafePointer<Scalar>, _ workspace: TileWorkspace<Scalar>,
    gradient: UnsafeMutablePointer<Scalar>?, adds: Bool
  ) {
    guard !layer.blocks.isEmpty else { return }
    let part = layout.layers[l]
    var tile = workspace.layers[l].tile(width: workspace.width)
    var adjoints = UnsafePointer(workspace.layers[l].adjoints.pointer)
    if part.isWide {
      Scalar.toOutputs(
        rows: layer.factorCount, count: workspace.width, adjoints, outputs: part.outputs,
        workspace.table.pointer)
      adjoints = UnsafePointer(workspace.table.pointer)
    }
    if let gradient {
      Scalar.backwardCoefficients(
        part, &tile, adjoints: adjoints, gradient: gradient, adds: adds, scratch: workspace.cells.pointer)
    }
    guard l > 0 else { return }
    Scalar.backwardInputs(
      part, &tile, parameters: parameters, adjoints: adjoints,
      inputAdjoints: workspace.layers[l - 1].adjoints.pointer)
  }

  /// The spline edges of one input, edge by edge, since a penalty on activations gives each edge its own adjoint.
  private func penalise(
    _ b: Int, _ l: Int, _ parameters: UnsafePointer<Scalar>, _ tile: Int, _ samples: SampleTiles<Scalar>,
    _ workspace: TileWorkspace<Scalar>, gradient: UnsafeMutablePointer<Scalar>?,
    edgeSlopes: ArraySlice<Scalar>
  ) {
    let width = workspace.width
    let part = layout.layers[l]
    let block = plan.layers[l].blocks[b]
    let rows = workspace.layers[l]
    let i = block.input
    let first = rows.first.pointer + i * width
    let taps = i * part.taps * width
    let values = edgeValues(b, l, parameters, workspace)
    let adjoint = workspace.edgeAdjoints.pointer
    for (e, slope) in edgeSlopes.enumerated() {
      let j = Int(block.sums[e])
      adjoint.update(from: rows.adjoints.pointer + j * width, count: width)
      addPenalty(slope, values + e * width, to: adjoint, samples.validCount(tile: tile))
      let coefficients = part.coefficient(b, sum: j, basis: 0)
      let weight = part.baseWeight(b, sum: j)
      if let gradient {
        gradient[weight] += Scalar.edgeCoefficients(
          order: part.order, count: width, first: first, values: rows.values.pointer + taps,
          base: rows.base.pointer + i * width, pitch: part.pitch, adjoint: adjoint,
          gradient: gradient + coefficients)
      }
      if let target = inputAdjoint(i, l, workspace) {
        Scalar.edgeInput(
          order: part.order, count: width, first: first, slopes: rows.slopes.pointer + taps,
          baseSlopes: rows.baseSlopes.pointer + i * width, pitch: part.pitch,
          coefficients: parameters + coefficients, weight: parameters[weight], adjoint: adjoint,
          inputAdjoint: target)
      }
    }
  }

  /// One symbolic edge: gradient with respect to a, b, c, d and, after the first layer, to the input.
  private func backward(
    _ edge: LayerPlan.SymbolicPlan, _ l: Int, _ parameters: UnsafePointer<Scalar>, _ tile: Int,
    _ samples: SampleTiles<Scalar>, _ workspace: TileWorkspace<Scalar>,
    gradient: UnsafeMutablePointer<Scalar>?, edgeSlope: Scalar?
  ) {
    let width = workspace.width
    let rows = workspace.layers[l]
    var adjoint = UnsafePointer(rows.adjoints.pointer + edge.sum * width)
    if let edgeSlope {
      let values = edgeValues(edge, l, parameters, workspace)
      let row = workspace.edgeAdjoints.pointer
      row.update(from: adjoint, count: width)
      addPenalty(edgeSlope, values, to: row, samples.validCount(tile: tile))
      adjoint = UnsafePointer(row)
    }
    let x = input(edge.input, layer: l, tile: tile, of: samples, workspace)
    let target = inputAdjoint(edge.input, l, workspace)
    if let gradient { gradient[layout.places[edge.offset]] += Scalar.sum(width, adjoint) }
    for term in edge.terms {
      let rate = term.rate.map { Double(parameters[layout.places[$0]]) } ?? term.fixedRate
      let amplitude = Double(parameters[layout.places[term.amplitude]])
      let values = rows.termValues.pointer + term.row * width
      let slopes = rows.termSlopes.pointer + term.row * width
      var (byAmplitude, byRate, byShift) = (0.0, 0.0, 0.0)
      for s in 0..<width {
        let own = Double(adjoint[s])
        let inner = own * amplitude * slopes[s]
        byAmplitude += own * values[s]
        byRate += inner * Double(x[s])
        byShift += inner
        target?[s] += Scalar(inner * rate)
      }
      if let gradient {
        gradient[layout.places[term.amplitude]] += Scalar(byAmplitude)
        if let place = term.rate { gradient[layout.places[place]] += Scalar(byRate) }
        if let place = term.shift { gradient[layout.places[place]] += Scalar(byShift) }
      }
    }
  }

  /// adjoint += slope·sign(φ) on the samples that are not padding.
  private func addPenalty(
    _ slope: Scalar, _ values: UnsafePointer<Scalar>, to adjoint: UnsafeMutablePointer<Scalar>, _ count: Int
  ) {
    for s in 0..<count { adjoint[s] += values[s] > 0 ? slope : values[s] < 0 ? -slope : 0 }
  }
}
