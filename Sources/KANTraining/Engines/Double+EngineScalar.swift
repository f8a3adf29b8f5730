import KANKernels

extension Double: EngineScalar {
  /// The kernels this machine runs best; constant after the first use.
  private static let table = kan_select_f64(Int32(KAN_BEST)).pointee

  static func basis(
    _ grid: GridBuffer<Double>, outside: Int32, count: Int, x: UnsafePointer<Double>,
    first: UnsafeMutablePointer<Int32>, values: UnsafeMutablePointer<Double>,
    slopes: UnsafeMutablePointer<Double>?, stride: Int
  ) {
    table.basis(
      Int32(grid.order), outside, grid.intervals, grid.knots, grid.reciprocals, grid.inverseStep, count, x,
      first, values, slopes, stride)
  }

  static func base(
    kind: Int32, outside: Int32, lower: Double, upper: Double, count: Int, x: UnsafePointer<Double>,
    values: UnsafeMutablePointer<Double>, slopes: UnsafeMutablePointer<Double>
  ) {
    table.base(kind, outside, lower, upper, count, x, values, slopes)
  }

  static func forward(
    order: Int, count: Int, first: UnsafePointer<Int32>, values: UnsafePointer<Double>,
    base: UnsafePointer<Double>?, stride: Int, edges: Int, rows: UnsafePointer<Int32>,
    coefficients: UnsafePointer<Double>, baseWeights: UnsafePointer<Double>?,
    sums: UnsafeMutablePointer<Double>
  ) {
    table.forward(
      Int32(order), count, first, values, base, stride, edges, rows, coefficients, baseWeights, sums)
  }

  static func backwardInput(
    order: Int, count: Int, first: UnsafePointer<Int32>, slopes: UnsafePointer<Double>,
    baseSlopes: UnsafePointer<Double>?, stride: Int, edges: Int, rows: UnsafePointer<Int32>,
    coefficients: UnsafePointer<Double>, baseWeights: UnsafePointer<Double>?, adjoints: UnsafePointer<Double>,
    inputAdjoint: UnsafeMutablePointer<Double>
  ) {
    table.backwardInput(
      Int32(order), count, first, slopes, baseSlopes, stride, edges, rows, coefficients, baseWeights,
      adjoints, inputAdjoint)
  }

  static func backwardCoefficients(
    order: Int, count: Int, first: UnsafePointer<Int32>, values: UnsafePointer<Double>,
    base: UnsafePointer<Double>?, stride: Int, edges: Int, rows: UnsafePointer<Int32>,
    adjoints: UnsafePointer<Double>, coefficientGradient: UnsafeMutablePointer<Double>,
    baseGradient: UnsafeMutablePointer<Double>?
  ) {
    table.backwardCoefficients(
      Int32(order), count, first, values, base, stride, edges, rows, adjoints, coefficientGradient,
      baseGradient)
  }

  static func scatterBasis(
    order: Int, count: Int, bases: Int, first: UnsafePointer<Int32>, values: UnsafePointer<Double>,
    stride: Int, dense: UnsafeMutablePointer<Double>
  ) {
    table.scatterBasis(Int32(order), count, bases, first, values, stride, dense)
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

  static func addProduct(
    _ count: Int, _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Double>
  ) {
    table.addProduct(count, x, y, out)
  }

  static func dot(_ count: Int, _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>) -> Double {
    table.dot(count, x, y)
  }

  static func sum(_ count: Int, _ x: UnsafePointer<Double>) -> Double {
    table.sum(count, x)
  }
}
