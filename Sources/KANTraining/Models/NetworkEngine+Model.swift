extension NetworkEngine: DifferentiableModel {
  var parameterCount: Int { plan.parameterCount }
  var inputCount: Int { plan.layers[0].inputCount }
  var outputCount: Int { plan.layers[plan.layers.count - 1].outputCount }

  func makeWorkspace(width: Int) -> TileWorkspace<Scalar> { TileWorkspace(plan, layout, width: width) }

  func forward(
    _ parameters: UnsafePointer<Scalar>, _ tile: SampleTile<Scalar>, _ workspace: TileWorkspace<Scalar>,
    for purpose: ModelPass
  ) {
    forward(parameters, tile: tile.index, of: tile.samples, workspace, slopes: purpose != .value)
    if purpose != .value { clearAdjoints(workspace) }
  }

  func output(_ j: Int, of workspace: TileWorkspace<Scalar>) -> UnsafePointer<Scalar> {
    output(j, workspace)
  }

  func outputAdjoint(_ j: Int, of workspace: TileWorkspace<Scalar>) -> UnsafeMutablePointer<Scalar> {
    outputAdjoint(j, workspace)
  }

  func backward(
    _ parameters: UnsafePointer<Scalar>, _ tile: SampleTile<Scalar>, _ workspace: TileWorkspace<Scalar>,
    gradient: UnsafeMutablePointer<Scalar>
  ) {
    backward(parameters, tile: tile.index, of: tile.samples, workspace, gradient: gradient)
  }

  func backward(
    _ parameters: UnsafePointer<Scalar>, _ tile: SampleTile<Scalar>, _ workspace: TileWorkspace<Scalar>,
    overwriting gradient: UnsafeMutablePointer<Scalar>
  ) {
    backward(
      parameters, tile: tile.index, of: tile.samples, workspace, gradient: gradient, addsToGradient: false)
  }

  var storageCount: Int { layout.count }

  func store(_ parameters: [Double], into storage: UnsafeMutablePointer<Scalar>) {
    layout.store(parameters, into: storage)
  }

  func load(_ storage: UnsafePointer<Scalar>) -> [Double] { layout.load(storage) }

  func clearPadding(of gradient: UnsafeMutablePointer<Scalar>) {
    for hole in layout.holes { gradient[hole] = 0 }
  }

  /// Few enough for the second-level cache, and enough that each cell of a fine grid has some and that kernel calls cost little
  /// compared with their work.
  var preferredTileWidth: Int {
    let finest = grids.joined().map(\.intervals).max() ?? 0
    let scalars = plan.layers.reduce(0) { $0 + $1.inputCount * (2 * ($1.order <= 3 ? 4 : 8) + 4) }
    let affordable = 600_000 / max(1, scalars * MemoryLayout<Scalar>.stride)
    return finest > 64 || affordable >= 512 ? 512 : finest > 16 || affordable >= 256 ? 256 : 128
  }
}
