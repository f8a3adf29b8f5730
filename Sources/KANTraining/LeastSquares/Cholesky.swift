import KANKernels

/// The Cholesky kernels of this machine.
enum Cholesky {
  private static let algebra = kan_select_algebra(Int32(KAN_BEST)).pointee

  /// a += sign·R·Rᵀ for `size` rows of `count` samples, upper triangle.
  static func rankUpdate(
    size: Int, count: Int, sign: Double, rows: UnsafePointer<Double>, stride: Int,
    into a: UnsafeMutablePointer<Double>, leading: Int
  ) {
    algebra.rankUpdate(size, count, sign, rows, stride, a, leading)
  }

  /// a += sign·Σ v·vᵀ for `count` rows v that hold runs of neighbours, upper triangle.
  static func sparseRankUpdate(
    count: Int, runs: Int, lengths: UnsafePointer<Int32>, starts: UnsafePointer<Int32>, valueCount: Int,
    values: UnsafePointer<Double>, sign: Double, into a: UnsafeMutablePointer<Double>, leading: Int
  ) {
    algebra.sparseRankUpdate(count, runs, lengths, starts, valueCount, values, sign, a, leading)
  }

  /// a = UᵀU in place; false if a pivot is not above `tiny`.
  static func factorise(_ a: UnsafeMutablePointer<Double>, size: Int, leading: Int, tiny: Double) -> Bool {
    algebra.factorise(size, tiny, a, leading) != 0
  }

  /// Solves UᵀU·x = b in place.
  static func solve(_ u: UnsafePointer<Double>, size: Int, leading: Int, _ b: UnsafeMutablePointer<Double>) {
    algebra.solve(size, u, leading, b)
  }
}
