import KANModel

extension Network {
  /// The outputs for a table, both in the user's units, by the compiled engine.
  ///
  /// Agrees with calling the network up to rounding and is much faster on large tables.
  ///
  /// - Parameters:
  ///   - columns: `columns[i][s]`: one column for each input, all of the same length.
  ///   - threads: The number of threads; `nil` for one per core. Results have the same bits for any number.
  /// - Returns: `result[j][s]`: one column for each output.
  public func predictions(_ columns: [[Double]], threads: Int? = nil) -> [[Double]] {
    precondition(columns.count == inputs.count, "a network of \(inputs.count) inputs needs as many columns")
    let rows = columns[0].count
    guard rows > 0 else { return outputs.map { _ in [] } }
    let engine = NetworkEngine<Double>(self)
    let samples = SampleTiles<Double>(
      columns, targets: [], weights: nil, inputFeatures: inputs, outputFeatures: [], splitsSigns: false,
      preferredWidth: 128)
    let parameters = Buffer(count: engine.layout.count, repeating: 0.0)
    engine.layout.store(engine.plan.parameters(of: self), into: parameters.pointer)
    let stride = samples.count * samples.width
    let table = Buffer(count: outputs.count * stride, repeating: 0.0)
    let schedule = TileSchedule(
      tiles: samples.count, chunks: 8, threads: TrainingOptions.threadCount(threads))
    let workspaces = (0..<schedule.threads).map { _ in
      TileWorkspace<Double>(engine.plan, engine.layout, width: samples.width)
    }
    schedule.run { worker, _, tiles in
      let workspace = workspaces[worker]
      for tile in tiles {
        engine.forward(parameters.pointer, tile: tile, of: samples, workspace, slopes: false)
        for j in outputs.indices {
          (table.pointer + j * stride + tile * samples.width).update(
            from: engine.output(j, workspace), count: samples.width)
        }
      }
    }
    return outputs.enumerated().map { j, feature in
      (0..<rows).map { table.pointer[j * stride + $0] * feature.scale + feature.shift }
    }
  }
}
