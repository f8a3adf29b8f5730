import KANKernels

/// The scalar of an engine: `Double`, or `Float` for large data.
///
/// Both provide the table of C kernels that this machine runs fastest; `KANKernels.h` documents each by its loop nest. Swift sees
/// two C structures, so each requirement is one forwarded call.
protocol EngineScalar: BinaryFloatingPoint, Sendable {
  /// The pointers to the data of a tile that layer kernels share.
  associatedtype Tile

  /// Scalars per vector; padded outputs are a multiple of it.
  static var lanes: Int { get }
  /// The maximum number of bases of edges that are looked up in a register; 0 if the machine cannot.
  static var lookupBases: Int { get }

  static func makeTile(
    count: Int, first: UnsafePointer<Int32>, order: UnsafePointer<Int32>, starts: UnsafePointer<Int32>,
    values: UnsafePointer<Self>, slopes: UnsafePointer<Self>, base: UnsafePointer<Self>,
    baseSlopes: UnsafePointer<Self>
  ) -> Tile

  /// The non-zero bases at each x, their values and, if requested, slopes.
  static func basis(
    _ grid: GridTable<Self>, outside: Int32, count: Int, x: UnsafePointer<Self>,
    first: UnsafeMutablePointer<Int32>, values: UnsafeMutablePointer<Self>,
    slopes: UnsafeMutablePointer<Self>?)

  /// The base function and its slope.
  static func base(
    kind: Int32, outside: Int32, lower: Self, upper: Self, count: Int, x: UnsafePointer<Self>,
    values: UnsafeMutablePointer<Self>, slopes: UnsafeMutablePointer<Self>)

  /// Sorts samples by cell.
  static func bucket(
    cells: Int, count: Int, first: UnsafePointer<Int32>, order: UnsafeMutablePointer<Int32>,
    starts: UnsafeMutablePointer<Int32>)

  /// sums = start + Σ φ; wide layers write [sample][output], narrow ones [output][sample].
  static func forward(
    _ layout: ParameterLayout.LayerPart, _ tile: inout Tile, parameters: UnsafePointer<Self>,
    sums: UnsafeMutablePointer<Self>)

  /// The gradient with respect to coefficients and base weights: narrow layers add, wide ones add or overwrite.
  static func backwardCoefficients(
    _ layout: ParameterLayout.LayerPart, _ tile: inout Tile, adjoints: UnsafePointer<Self>,
    gradient: UnsafeMutablePointer<Self>, adds: Bool, scratch: UnsafeMutablePointer<Self>)

  /// Adds the adjoints of the inputs.
  static func backwardInputs(
    _ layout: ParameterLayout.LayerPart, _ tile: inout Tile, parameters: UnsafePointer<Self>,
    adjoints: UnsafePointer<Self>, inputAdjoints: UnsafeMutablePointer<Self>)

  /// One edge: sum += φ.
  static func edgeForward(
    order: Int, count: Int, first: UnsafePointer<Int32>, values: UnsafePointer<Self>,
    base: UnsafePointer<Self>, pitch: Int, coefficients: UnsafePointer<Self>, weight: Self,
    sum: UnsafeMutablePointer<Self>)

  /// One edge: x̄ += s̄·φ′.
  static func edgeInput(
    order: Int, count: Int, first: UnsafePointer<Int32>, slopes: UnsafePointer<Self>,
    baseSlopes: UnsafePointer<Self>, pitch: Int, coefficients: UnsafePointer<Self>, weight: Self,
    adjoint: UnsafePointer<Self>, inputAdjoint: UnsafeMutablePointer<Self>)

  /// One edge: adds the gradient with respect to its coefficients, returns that with respect to its base weight.
  static func edgeCoefficients(
    order: Int, count: Int, first: UnsafePointer<Int32>, values: UnsafePointer<Self>,
    base: UnsafePointer<Self>, pitch: Int, adjoint: UnsafePointer<Self>,
    gradient: UnsafeMutablePointer<Self>
  ) -> Self

  /// The basis as a dense table, one row per basis function.
  static func scatterBasis(
    order: Int, count: Int, bases: Int, first: UnsafePointer<Int32>, values: UnsafePointer<Self>,
    dense: UnsafeMutablePointer<Self>)

  /// [row][sample] to [sample][padded output].
  static func toOutputs(
    rows: Int, count: Int, _ from: UnsafePointer<Self>, outputs: Int, _ to: UnsafeMutablePointer<Self>)
  /// [sample][padded output] to [row][sample].
  static func toSamples(
    rows: Int, count: Int, _ from: UnsafePointer<Self>, outputs: Int, _ to: UnsafeMutablePointer<Self>)

  /// out = x·y
  static func multiply(
    _ count: Int, _ x: UnsafePointer<Self>, _ y: UnsafePointer<Self>, _ out: UnsafeMutablePointer<Self>)
  /// out += a·x
  static func addScaled(
    _ count: Int, _ a: Self, _ x: UnsafePointer<Self>, _ out: UnsafeMutablePointer<Self>)
  /// Σ x·y
  static func dot(_ count: Int, _ x: UnsafePointer<Self>, _ y: UnsafePointer<Self>) -> Self
  /// Σ x
  static func sum(_ count: Int, _ x: UnsafePointer<Self>) -> Self

  /// Σ scale·w·(y − t)², and its derivative with respect to y.
  static func squaredError(
    _ count: Int, scale: Double, _ y: UnsafePointer<Self>, _ t: UnsafePointer<Self>,
    weights: UnsafePointer<Self>, adjoint: UnsafeMutablePointer<Self>?
  ) -> Double
  /// The sum of `tables` tables; false if a number in it is not finite.
  static func gather(
    _ count: Int, tables: Int, _ partials: UnsafePointer<Self>, _ out: UnsafeMutablePointer<Self>
  ) -> Bool
  /// One step of Adam from one vector to another for a range of the parameters; false if the gradient is not finite, which leaves
  /// `means` and `to` invalid.
  ///
  /// - Parameters:
  ///   - range: The parameters, in the order of the engine.
  ///   - rate: The step length, bias corrections included.
  ///   - memory: The fraction of each mean that is kept per step.
  ///   - epsilon: The constant that keeps the division finite, bias correction included.
  ///   - gradient: Tables whose sum is the gradient.
  ///   - means: The running means of the gradient and of its square.
  static func adam(
    _ range: Range<Int>, rate: Double, memory: (beta1: Double, beta2: Double), epsilon: Double,
    gradient: PartialGradients<Self>, means: (gradient: Buffer<Self>, square: Buffer<Self>),
    from: Buffer<Self>, to: Buffer<Self>
  ) -> Bool
}
