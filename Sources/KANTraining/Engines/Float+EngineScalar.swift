import KANKernels

extension Float: EngineScalar {
  /// The kernels this machine runs best; constant after the first use.
  private static let table = kan_select_f32(Int32(KAN_BEST)).pointee

  static func basis(
    _ grid: GridBuffer<Float>, outside: Int32, count: Int, x: UnsafePointer<Float>,
    first: UnsafeMutablePointer<Int32>, values: UnsafeMutablePointer<Float>,
    slopes: UnsafeMutablePointer<Float>?, stride: Int
  ) {
    table.basis(
      Int32(grid.order), outside, grid.intervals, grid.knots, grid.reciprocals, grid.inverseStep, count, x,
      first, values, slopes, stride)
  }

  static func base(
    kind: Int32, outside: Int32, lower: Float, upper: Float, count: Int, x: UnsafePointer<Float>,
    values: UnsafeMutablePointer<Float>, slopes: UnsafeMutablePointer<Float>
  ) {
    table.base(kind, outside, lower, upper, count, x, values, slopes)
  }

  static func forward(
    order: Int, count: Int, first: UnsafePointer<Int32>, values: UnsafePointer<Float>,
    base: UnsafePointer<Float>?, stride: Int, edges: Int, rows: UnsafePointer<Int32>,
    coefficients: UnsafePointer<Float>, baseWeights: UnsafePointer<Float>?, sums: UnsafeMutablePointer<Float>
  ) {
    table.forward(
      Int32(order), count, first, values, base, stride, edges, rows, coefficients, baseWeights, sums)
  }

  static func backwardInput(
    order: Int, count: Int, first: UnsafePointer<Int32>, slopes: UnsafePointer<Float>,
    baseSlopes: UnsafePointer<Float>?, stride: Int, edges: Int, rows: UnsafePointer<Int32>,
    coefficients: UnsafePointer<Float>, baseWeights: UnsafePointer<Float>?, adjoints: UnsafePointer<Float>,
    inputAdjoint: UnsafeMutablePointer<Float>
  ) {
    table.backwardInput(
      Int32(order), count, first, slopes, baseSlopes, stride, edges, rows, coefficients, baseWeights,
      adjoints, inputAdjoint)
  }

  static func backwardCoefficients(
    order: Int, count: Int, first: UnsafePointer<Int32>, values: UnsafePointer<Float>,
    base: UnsafePointer<Float>?, stride: Int, edges: Int, rows: UnsafePointer<Int32>,
    adjoints: UnsafePointer<Float>, coefficientGradient: UnsafeMutablePointer<Float>,
    baseGradient: UnsafeMutablePointer<Float>?
  ) {
    table.backwardCoefficients(
      Int32(order), count, first, values, base, stride, edges, rows, adjoints, coefficientGradient,
      baseGradient)
  }

  static func scatterBasis(
    order: Int, count: Int, bases: Int, first: UnsafePointer<Int32>, values: UnsafePointer<Float>,
    stride: Int, dense: UnsafeMutablePointer<Float>
  ) {
    table.scatterBasis(Int32(order), count, bases, first, values, stride, dense)
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

  static func addProduct(
    _ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>
  ) {
    table.addProduct(count, x, y, out)
  }

  static func dot(_ count: Int, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>) -> Float {
    table.dot(count, x, y)
  }

  static func sum(_ count: Int, _ x: UnsafePointer<Float>) -> Float {
    table.sum(count, x)
  }
}
