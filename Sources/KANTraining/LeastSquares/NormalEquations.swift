/// The normal equations A·δ = −g of a least-squares problem; A by rows, upper triangle.
final class NormalEquations {
  /// The number of parameters.
  let size: Int
  /// The distance between rows, a multiple of 8 that leaves room for one more row and column.
  let leading: Int
  /// A and, in column `size`, g.
  let matrix: Buffer<Double>

  init(size: Int) {
    self.size = size
    leading = (size + 1 + 7) / 8 * 8
    matrix = Buffer(count: leading * leading, repeating: 0)
  }

  /// A[row][column] for row ≤ column.
  subscript(row: Int, column: Int) -> Double {
    get { matrix.pointer[row * leading + column] }
    set { matrix.pointer[row * leading + column] = newValue }
  }

  /// g, by parameter.
  func gradient(_ n: Int) -> Double { matrix.pointer[n * leading + size] }

  /// Sets everything to zero.
  func clear() { matrix.clear() }
}
