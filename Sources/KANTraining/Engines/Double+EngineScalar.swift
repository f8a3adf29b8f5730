import KANKernels

extension Double: EngineScalar {
  typealias Tile = kan_tile_f64

  /// The kernels this machine runs best; constant after the first use.
  private static let table = kan_select_f64(Int32(KAN_BEST)).pointee

  static let lanes = table.lanes
  static let lookupBases = table.lookupBases

  static func makeTile(
    count: Int, first: UnsafePointer<Int32>, order: UnsafePointer<Int32>, starts: UnsafePointer<Int32>,
    values: UnsafePointer<Double>, slopes: UnsafePointer<Double>, base: UnsafePointer<Double>,
    baseSlopes: UnsafePointer<Double>
  ) -> Tile {
    Tile(
      count: count, first: first, order: order, starts: starts, values: values, slopes: slopes, base: base,
      baseSlopes: baseSlopes)
  }

  static func basis(
    _ grid: GridTable<Double>, outside: Int32, count: Int, x: UnsafePointer<Double>,
    first: UnsafeMutablePointer<Int32>, values: UnsafeMutablePointer<Double>,
    slopes: UnsafeMutablePointer<Double>?
  ) {
    table.basis(
      Int32(grid.order), outside, grid.intervals, grid.knots, grid.inverseStep, grid.pieceScales, grid.pieces,
      count, x, first, values, slopes)
  }

  static func base(
    kind: Int32, outside: Int32, lower: Double, upper: Double, count: Int, x: UnsafePointer<Double>,
    values: UnsafeMutablePointer<Double>, slopes: UnsafeMutablePointer<Double>
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
    _ part: ParameterLayout.LayerPart, _ tile: inout Tile, parameters: UnsafePointer<Double>,
    sums: UnsafeMutablePointer<Double>
  ) {
    let kernel = part.isWide ? table.wideForward : table.narrowForward
    kernel?(
      Int32(part.order), &tile, part.blockCount, part.blocks.pointer, part.outputs, parameters,
      parameters + part.biases, sums)
  }

  static func backwardCoefficients(
    _ part: ParameterLayout.LayerPart, _ tile: inout Tile, adjoints: UnsafePointer<Double>,
    gradient: UnsafeMutablePointer<Double>, adds: Bool, scratch: UnsafeMutablePointer<Double>
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
    _ part: ParameterLayout.LayerPart, _ tile: inout Tile, parameters: UnsafePointer<Double>,
    adjoints: UnsafePointer<Double>, inputAdjoints: UnsafeMutablePointer<Double>
  ) {
    let kernel = part.isWide ? table.wideInputs : table.narrowInputs
    kernel?(
      Int32(part.order), &tile, part.blockCount, part.blocks.pointer, part.outputs, parameters, adjoints,
      inputAdjoints)
  }

  static func edgeForward(
    order: Int, count: Int, first: UnsafePointer<Int32>, values: UnsafePointer<Double>,
    base: UnsafePointer<Double>, pitch: Int, coefficients: UnsafePointer<Double>, weight: Double,
    sum: UnsafeMutablePointer<Double>
  ) {
    table.edgeForward(Int32(order), count, first, values, base, pitch, coefficients, weight, sum)
  }

  static func edgeInput(
    order: Int, count: Int, first: UnsafePointer<Int32>, slopes: UnsafePointer<Double>,
    baseSlopes: UnsafePointer<Double>, pitch: Int, coefficients: UnsafePointer<Double>, weight: Double,
    adjoint: UnsafePointer<Double>, inputAdjoint: UnsafeMutablePointer<Double>
  ) {
    table.edgeInput(
      Int32(order), count, first, slopes, baseSlopes, pitch, coefficients, weight, adjoint, inputAdjoint)
  }

  static func edgeCoefficients(
    order: Int, count: Int, first: UnsafePointer<Int32>, values: UnsafePointer<Double>,
    base: UnsafePointer<Double>, pitch: Int, adjoint: UnsafePointer<Double>,
    gradient: UnsafeMutablePointer<Double>
  ) -> Double {
    table.edgeCoefficients(Int32(order), count, first, values, base, pitch, adjoint, gradient)
  }

  static func scatterBasis(
    order: Int, count: Int, bases: Int, first: UnsafePointer<Int32>, values: UnsafePointer<Double>,
    dense: UnsafeMutablePointer<Double>
  ) {
    table.scatterBasis(Int32(order), count, bases, first, values, dense)
  }

  static func toOutputs(
    rows: Int, count: Int, _ from: UnsafePointer<Double>, outputs: Int, _ to: UnsafeMutablePointer<Double>
  ) {
    table.toOutputs(rows, count, from, outputs, to)
  }

  static func toSamples(
    rows: Int, count: Int, _ from: UnsafePointer<Double>, outputs: Int, _ to: UnsafeMutablePointer<Double>
  ) {
    table.toSamples(rows, count, from, outputs, to)
  }

  static func multiply(
    _ count: Int, _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Double>
  ) {
    table.multiply(count, x, y, out)
  }

  static func addScaled(
    _ count: Int, _ a: Double, _ x: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Double>
  ) {
    table.addScaled(count, a, x, out)
  }

  static func dot(_ count: Int, _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>) -> Double {
    table.dot(count, x, y)
  }

  static func sum(_ count: Int, _ x: UnsafePointer<Double>) -> Double {
    table.sum(count, x)
  }

  static func squaredError(
    _ count: Int, scale: Double, _ y: UnsafePointer<Double>, _ t: UnsafePointer<Double>,
    weights: UnsafePointer<Double>, adjoint: UnsafeMutablePointer<Double>?
  ) -> Double {
    table.squaredError(count, scale, y, t, weights, adjoint)
  }

  static func gather(
    _ count: Int, tables: Int, _ partials: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Double>
  ) -> Bool {
    table.gather(count, tables, partials, out) == 0
  }

  static func adam(
    _ range: Range<Int>, rate: Double, memory: (beta1: Double, beta2: Double), epsilon: Double,
    gradient: PartialGradients<Double>, means: (gradient: Buffer<Double>, square: Buffer<Double>),
    from: Buffer<Double>, to: Buffer<Double>
  ) -> Bool {
    let n = range.lowerBound
    return table.adam(
      range.count, gradient.tables, from.count, Double(rate), Double(memory.beta1), Double(memory.beta2),
      Double(epsilon), gradient.buffer.pointer + n, means.gradient.pointer + n, means.square.pointer + n,
      from.pointer + n, to.pointer + n) == 0
  }
}
