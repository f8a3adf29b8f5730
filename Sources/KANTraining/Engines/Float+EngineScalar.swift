import KANKernels

extension Float: EngineScalar {
  typealias Tile = kan_tile_f32

  /// The kernels this machine runs best; constant after the first use.
  private static let table = kan_select_f32(Int32(KAN_BEST)).pointee

  static let lanes = table.lanes
  static let lookupBases = table.lookupBases

  static func makeTile(
    count: Int, first: UnsafePointer<Int32>, order: UnsafePointer<Int32>, starts: UnsafePointer<Int32>,
    values: UnsafePointer<Float>, slopes: UnsafePointer<Float>, base: UnsafePointer<Float>,
    baseSlopes: UnsafePointer<Float>
  ) -> Tile {
    Tile(
      count: count, first: first, order: order, starts: starts, values: values, slopes: slopes, base: base,
      baseSlopes: baseSlopes)
  }

  static func basis(
    _ grid: GridTable<Float>, outside: Int32, count: Int, x: UnsafePointer<Float>,
    first: UnsafeMutablePointer<Int32>, values: UnsafeMutablePointer<Float>,
    slopes: UnsafeMutablePointer<Float>?
  ) {
    table.basis(
      Int32(grid.order), outside, grid.intervals, grid.knots, grid.inverseStep, grid.pieceScales, grid.pieces,
      count, x, first, values, slopes)
  }

  static func base(
    kind: Int32, outside: Int32, lower: Float, upper: Float, count: Int, x: UnsafePointer<Float>,
    values: UnsafeMutablePointer<Float>, slopes: UnsafeMutablePointer<Float>
  ) {
    table.base(kind, outside, lower, upper, count, x, values, slopes)
  }

  static func bucket(
    cells: Int, count: Int, first: UnsafePointer<Int32>, order: UnsafeMutablePointer<Int32>,
    starts: UnsafeMutablePointer<Int32>
  ) {
    table.bucket(cells, count, first, order, starts)
  }

  static func forward(
    _ part: ParameterLayout.LayerPart, _ tile: inout Tile, parameters: UnsafePointer<Float>,
    sums: UnsafeMutablePointer<Float>
  ) {
    let kernel = part.isWide ? table.wideForward : table.narrowForward
    kernel?(
      Int32(part.order), &tile, part.blockCount, part.blocks.pointer, part.outputs, parameters,
      parameters + part.biases, sums)
  }

  static func backwardCoefficients(
    _ part: ParameterLayout.LayerPart, _ tile: inout Tile, adjoints: UnsafePointer<Float>,
    gradient: UnsafeMutablePointer<Float>, adds: Bool, scratch: UnsafeMutablePointer<Float>
  ) {
    if part.isWide {
      table.wideCoefficients(
        Int32(part.order), &tile, part.blockCount, part.blocks.pointer, part.outputs, adjoints,
        adds ? 1 : 0, gradient)
    } else {
      table.narrowCoefficients(
        Int32(part.order), &tile, part.blockCount, part.blocks.pointer, part.outputs, adjoints, gradient,
        scratch)
    }
  }

  static func backwardInputs(
    _ part: ParameterLayout.LayerPart, _ tile: inout Tile, parameters: UnsafePointer<Float>,
    adjoints: UnsafePointer<Float>, inputAdjoints: UnsafeMutablePointer<Float>
  ) {
    let kernel = part.isWide ? table.wideInputs : table.narrowInputs
    kernel?(
      Int32(part.order), &tile, part.blockCount, part.blocks.pointer, part.outputs, parameters, adjoints,
      inputAdjoints)
  }

  static func edgeForward(
    order: Int, count: Int, first: UnsafePointer<Int32>, values: UnsafePointer<Float>,
    base: UnsafePointer<Float>, pitch: Int, coefficients: UnsafePointer<Float>, weight: Float,
    sum: UnsafeMutablePointer<Float>
  ) {
    table.edgeForward(Int32(order), count, first, values, base, pitch, coefficients, weight, sum)
  }

  static func edgeInput(
    order: Int, count: Int, first: UnsafePointer<Int32>, slopes: UnsafePointer<Float>,
    baseSlopes: UnsafePointer<Float>, pitch: Int, coefficients: UnsafePointer<Float>, weight: Float,
    adjoint: UnsafePointer<Float>, inputAdjoint: UnsafeMutablePointer<Float>
  ) {
    table.edgeInput(
      Int32(order), count, first, slopes, baseSlopes, pitch, coefficients, weight, adjoint, inputAdjoint)
  }

  static func edgeCoefficients(
    order: Int, count: Int, first: UnsafePointer<Int32>, values: UnsafePointer<Float>,
    base: UnsafePointer<Float>, pitch: Int, adjoint: UnsafePointer<Float>,
    gradient: UnsafeMutablePointer<Float>
  ) -> Float {
    table.edgeCoefficients(Int32(order), count, first, values, base, pitch, adjoint, gradient)
  }

  static func scatterBasis(
    order: Int, count: Int, bases: Int, first: UnsafePointer<Int32>, values: UnsafePointer<Float>,
    dense: UnsafeMutablePointer<Float>
  ) {
    table.scatterBasis(Int32(order), count, bases, first, values, dense)
  }

  static func toOutputs(
    rows: Int, count: Int, _ from: UnsafePointer<Float>, outputs: Int, _ to: UnsafeMutablePointer<Float>
  ) {
    table.toOutputs(rows, count, from, outputs, to)
  }

  static func toSamples(
    rows: Int, count: Int, _ from: UnsafePointer<Float>, outputs: Int, _ to: UnsafeMutablePointer<Float>
  ) {
    table.toSamples(rows, count, from, outputs, to)
  }

  static func multiply(
    _ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>
  ) {
    table.multiply(count, x, y, out)
  }

  static func addScaled(
    _ count: Int, _ a: Float, _ x: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>
  ) {
    table.addScaled(count, a, x, out)
  }

  static func dot(_ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>) -> Float {
    table.dot(count, x, y)
  }

  static func sum(_ count: Int, _ x: UnsafePointer<Float>) -> Float {
    table.sum(count, x)
  }

  static func squaredError(
    _ count: Int, scale: Double, _ y: UnsafePointer<Float>, _ t: UnsafePointer<Float>,
    weights: UnsafePointer<Float>, adjoint: UnsafeMutablePointer<Float>?
  ) -> Double {
    table.squaredError(count, scale, y, t, weights, adjoint)
  }

  static func gather(
    _ count: Int, tables: Int, _ partials: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>
  ) -> Bool {
    table.gather(count, tables, partials, out) == 0
  }

  static func adam(
    _ range: Range<Int>, rate: Double, memory: (beta1: Double, beta2: Double), epsilon: Double,
    gradient: PartialGradients<Float>, means: (gradient: Buffer<Float>, square: Buffer<Float>),
    from: Buffer<Float>, to: Buffer<Float>
  ) -> Bool {
    let n = range.lowerBound
    return table.adam(
      range.count, gradient.tables, from.count, Float(rate), Float(memory.beta1), Float(memory.beta2),
      Float(epsilon), gradient.buffer.pointer + n, means.gradient.pointer + n, means.square.pointer + n,
      from.pointer + n, to.pointer + n) == 0
  }
}
