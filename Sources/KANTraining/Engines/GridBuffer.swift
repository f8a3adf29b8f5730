import KANModel

/// A knot grid as the kernels want it: knots and the reciprocals of all knot distances that the triangle needs.
struct GridBuffer<Scalar: EngineScalar>: Sendable {
  let order: Int
  let intervals: Int
  /// 1/h on uniform knots, where the interval follows from a multiply-add; 0 on others.
  let inverseStep: Scalar
  private let storage: Buffer<Scalar>

  /// The knots, G + 2k + 1 of them.
  var knots: UnsafePointer<Scalar> { UnsafePointer(storage.pointer) }
  /// `reciprocals[(j − 1)·K + q]` = 1/(t[q+j] − t[q]).
  var reciprocals: UnsafePointer<Scalar> { UnsafePointer(storage.pointer + intervals + 2 * order + 1) }
  /// The ends of the grid.
  var lower: Scalar { knots[order] }
  var upper: Scalar { knots[order + intervals] }

  init(_ grid: KnotGrid) {
    order = grid.order
    intervals = grid.intervals
    let t = grid.knots
    let count = t.count
    let range = grid.range
    let step = (range.upperBound - range.lowerBound) / Double(grid.intervals)
    // Knots computed in another order of operations differ in the last bits only.
    let tolerance = 1e-14 * max(abs(t[0]), abs(t[count - 1]))
    let isUniform = t.indices.allSatisfy { n in
      abs(t[n] - (range.lowerBound + Double(n - grid.order) * step)) <= tolerance
    }
    inverseStep = isUniform ? Scalar(1 / step) : 0
    storage = Buffer(count: count * (isUniform ? 1 : 1 + grid.order), repeating: 0)
    for n in 0..<count { storage.pointer[n] = Scalar(t[n]) }
    guard !isUniform else { return }
    for j in 1...grid.order {
      for q in 0..<(count - j) { storage.pointer[j * count + q] = Scalar(1 / (t[q + j] - t[q])) }
    }
  }
}
