extension NetworkEngine {
  /// φ of all spline edges of one input, one row per edge, for the tile of the last forward pass.
  @_specialize(where Scalar == Float) @_specialize(where Scalar == Double)
  func edgeValues(
    _ b: Int, _ l: Int, _ parameters: UnsafePointer<Scalar>, _ workspace: TileWorkspace<Scalar>
  ) -> UnsafePointer<Scalar> {
    let width = workspace.width
    let part = layout.layers[l]
    let block = plan.layers[l].blocks[b]
    let rows = workspace.layers[l]
    let i = block.input
    let table = workspace.edgeValues.pointer
    table.clear(block.sums.count * width)
    for (e, j) in block.sums.enumerated() {
      Scalar.edgeForward(
        order: part.order, count: width, first: rows.first.pointer + i * width,
        values: rows.values.pointer + i * part.taps * width, base: rows.base.pointer + i * width,
        pitch: part.pitch, coefficients: parameters + part.coefficient(b, sum: Int(j), basis: 0),
        weight: parameters[part.baseWeight(b, sum: Int(j))], sum: table + e * width)
    }
    return UnsafePointer(table)
  }

  /// φ of one symbolic edge, for the tile of the last forward pass.
  func edgeValues(
    _ edge: LayerPlan.SymbolicPlan, _ l: Int, _ parameters: UnsafePointer<Scalar>,
    _ workspace: TileWorkspace<Scalar>
  ) -> UnsafePointer<Scalar> {
    let width = workspace.width
    let row = workspace.edgeValues.pointer
    row.update(repeating: parameters[layout.places[edge.offset]], count: width)
    for term in edge.terms {
      let values = workspace.layers[l].termValues.pointer + term.row * width
      let amplitude = parameters[layout.places[term.amplitude]]
      for s in 0..<width { row[s] += amplitude * Scalar(values[s]) }
    }
    return UnsafePointer(row)
  }

  /// Adds Σ|φ| over the samples of a tile to each layer's sums, edges in the order of `backward`.
  @_specialize(where Scalar == Float) @_specialize(where Scalar == Double)
  func addMagnitudes(
    _ parameters: UnsafePointer<Scalar>, valid: Int, _ workspace: TileWorkspace<Scalar>,
    to sums: inout [[Double]]
  ) {
    func magnitude(_ row: UnsafePointer<Scalar>) -> Double {
      var sum = 0.0
      for s in 0..<valid { sum += Double(abs(row[s])) }
      return sum
    }
    for (l, layer) in plan.layers.enumerated() {
      var edge = 0
      for (b, block) in layer.blocks.enumerated() {
        let values = edgeValues(b, l, parameters, workspace)
        for e in block.sums.indices { sums[l][edge + e] += magnitude(values + e * workspace.width) }
        edge += block.sums.count
      }
      for symbolic in layer.symbolic {
        sums[l][edge] += magnitude(edgeValues(symbolic, l, parameters, workspace))
        edge += 1
      }
    }
  }
}
