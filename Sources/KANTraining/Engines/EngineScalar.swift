import KANKernels

/// The scalar of an engine: `Double`, or `Float` for large data.
///
/// Each requirement is one kernel of `KANKernels.h`, where its loop nest is documented; samples run along
/// the fast axis and rows lie `stride` apart.
protocol EngineScalar: BinaryFloatingPoint, Sendable {
  /// The bases that live at each x, their values and, if asked, slopes.
  static func basis(
    _ grid: GridBuffer<Self>, outside: Int32, count: Int, x: UnsafePointer<Self>,
    first: UnsafeMutablePointer<Int32>, values: UnsafeMutablePointer<Self>,
    slopes: UnsafeMutablePointer<Self>?, stride: Int)

  /// The base function and its slope.
  static func base(
    kind: Int32, outside: Int32, lower: Self, upper: Self, count: Int, x: UnsafePointer<Self>,
    values: UnsafeMutablePointer<Self>, slopes: UnsafeMutablePointer<Self>)

  /// sums += φ for all spline edges of one input.
  static func forward(
    order: Int, count: Int, first: UnsafePointer<Int32>, values: UnsafePointer<Self>,
    base: UnsafePointer<Self>?, stride: Int, edges: Int, rows: UnsafePointer<Int32>,
    coefficients: UnsafePointer<Self>, baseWeights: UnsafePointer<Self>?, sums: UnsafeMutablePointer<Self>)

  /// x̄ += Σ s̄·φ′ for all spline edges of one input.
  static func backwardInput(
    order: Int, count: Int, first: UnsafePointer<Int32>, slopes: UnsafePointer<Self>,
    baseSlopes: UnsafePointer<Self>?, stride: Int, edges: Int, rows: UnsafePointer<Int32>,
    coefficients: UnsafePointer<Self>, baseWeights: UnsafePointer<Self>?, adjoints: UnsafePointer<Self>,
    inputAdjoint: UnsafeMutablePointer<Self>)

  /// The gradient by coefficients and base weights for all spline edges of one input.
  static func backwardCoefficients(
    order: Int, count: Int, first: UnsafePointer<Int32>, values: UnsafePointer<Self>,
    base: UnsafePointer<Self>?, stride: Int, edges: Int, rows: UnsafePointer<Int32>,
    adjoints: UnsafePointer<Self>, coefficientGradient: UnsafeMutablePointer<Self>,
    baseGradient: UnsafeMutablePointer<Self>?)

  /// The basis as a dense table, one row a basis function.
  static func scatterBasis(
    order: Int, count: Int, bases: Int, first: UnsafePointer<Int32>, values: UnsafePointer<Self>,
    stride: Int, dense: UnsafeMutablePointer<Self>)

  /// out = x·y
  static func multiply(
    _ count: Int, _ x: UnsafePointer<Self>, _ y: UnsafePointer<Self>, _ out: UnsafeMutablePointer<Self>)
  /// out += a·x
  static func addScaled(
    _ count: Int, _ a: Self, _ x: UnsafePointer<Self>, _ out: UnsafeMutablePointer<Self>)
  /// out += x·y
  static func addProduct(
    _ count: Int, _ x: UnsafePointer<Self>, _ y: UnsafePointer<Self>, _ out: UnsafeMutablePointer<Self>)
  /// Σ x·y
  static func dot(_ count: Int, _ x: UnsafePointer<Self>, _ y: UnsafePointer<Self>) -> Self
  /// Σ x
  static func sum(_ count: Int, _ x: UnsafePointer<Self>) -> Self
}
