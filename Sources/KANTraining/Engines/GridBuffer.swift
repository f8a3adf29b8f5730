import KANModel

/// The numbers and pointers of a `GridBuffer`, for loops that must not count references: threads that count references to the same
/// object wait for each other.
struct GridTable<Scalar: EngineScalar> {
  let order: Int
  let intervals: Int
  let inverseStep: Scalar
  let knots: UnsafePointer<Scalar>
  let pieceScales: UnsafePointer<Scalar>?
  let pieces: UnsafePointer<Scalar>?
  let lower: Scalar
  let upper: Scalar

  /// Valid as long as `grid` lives.
  init(_ grid: GridBuffer<Scalar>) {
    (order, intervals, inverseStep) = (grid.order, grid.intervals, grid.inverseStep)
    (knots, pieceScales, pieces) = (grid.knots, grid.pieceScales, grid.pieces)
    (lower, upper) = (grid.lower, grid.upper)
  }
}

/// A knot grid in the form for kernels: uniform knots, or the bases as polynomials on each cell.
struct GridBuffer<Scalar: EngineScalar>: Sendable {
  let order: Int
  let intervals: Int
  /// 1/h on uniform knots, where a multiply-add gives the cell; 0 on others.
  let inverseStep: Scalar
  private let storage: Buffer<Scalar>
  private let polynomials: Buffer<Scalar>?

  /// The knots, G + 2k + 1 of them.
  var knots: UnsafePointer<Scalar> { UnsafePointer(storage.pointer) }
  /// 1/h of each cell, then on knots that are not uniform `pieces[cell][d][tap]`.
  var pieceScales: UnsafePointer<Scalar>? { polynomials.map { UnsafePointer($0.pointer) } }
  var pieces: UnsafePointer<Scalar>? { pieceScales.map { $0 + intervals } }
  /// The ends of the grid.
  var lower: Scalar { knots[order] }
  var upper: Scalar { knots[order + intervals] }

  init(_ grid: KnotGrid) {
    order = grid.order
    intervals = grid.intervals
    let t = grid.knots
    let range = grid.range
    let step = (range.upperBound - range.lowerBound) / Double(grid.intervals)
    let isUniform = grid.isUniform(in: Scalar.self)
    inverseStep = isUniform ? Scalar(1 / step) : 0
    storage = Buffer(t.map { Scalar($0) }, padding: 0)
    guard !isUniform else {
      polynomials = nil
      return
    }
    let taps = order <= 3 ? 4 : 8
    let size = (order + 1) * taps
    let polynomials = Buffer<Scalar>(count: intervals * (1 + size), repeating: 0)
    for cell in 0..<intervals {
      polynomials.pointer[cell] = Scalar(1 / (t[order + cell + 1] - t[order + cell]))
      let own = polynomials.pointer + intervals + cell * size
      for (r, polynomial) in grid.localBases(cell: cell).enumerated() {
        for (d, coefficient) in polynomial.enumerated() { own[d * taps + r] = Scalar(coefficient) }
      }
    }
    self.polynomials = polynomials
  }
}
