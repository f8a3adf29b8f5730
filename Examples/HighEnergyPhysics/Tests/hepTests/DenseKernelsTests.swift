import DenseKernels
import Testing

@testable import hep

/// The products of matrices in C beside plain loops: sizes that leave remainders of the blocks (6 rows, 8 lanes, 256 deep),
/// and rows that are wider apart than they are long.
@Suite struct DenseKernelsTests {
  private static func numbers(_ count: Int, seed: UInt64) -> [Float] {
    var random = SplitMix(seed: seed)
    return (0..<count).map { _ in Float.random(in: -1...1, using: &random) }
  }

  /// What sums of `depth` products of numbers below 1 may differ by when they are added in another order.
  private static func tolerance(depth: Int) -> Double { 1e-6 * Double(depth + 1) }

  static let sizes = [
    (rows: 1, depth: 1, columns: 1), (2, 3, 7), (3, 256, 8), (4, 257, 9), (5, 2, 15), (6, 43, 16),
    (7, 100, 17),
    (13, 300, 31), (8, 37, 128),
  ]

  @Test("is the sum of products", arguments: sizes, [false, true])
  func product(_ size: (rows: Int, depth: Int, columns: Int), turned: Bool) {
    let (rows, depth, columns) = size
    let (width, outStep) = ((columns + 7) / 8 * 8, columns + 3)
    // Turned: a is stored [depth][row], as the weights are on the way back.
    let (rowStep, depthStep) = turned ? (1, rows) : (depth, 1)
    let a = Self.numbers(rows * depth, seed: 1)
    let b = Self.numbers(depth * width, seed: 2)
    let starts = Self.numbers(rows, seed: 3)
    let before = Self.numbers(rows * outStep, seed: 4)
    for (adds, hasStarts) in [(false, false), (false, true), (true, false)] {
      var out = before
      starts.withUnsafeBufferPointer { starts in
        dense_multiply(
          a, rowStep, depthStep, rows, depth, b, width, columns, hasStarts ? starts.baseAddress : nil, adds,
          &out,
          outStep)
      }
      for r in 0..<rows {
        for n in 0..<columns {
          var sum = (hasStarts ? Double(starts[r]) : 0) + (adds ? Double(before[r * outStep + n]) : 0)
          for k in 0..<depth { sum += Double(a[r * rowStep + k * depthStep]) * Double(b[k * width + n]) }
          #expect(
            abs(Double(out[r * outStep + n]) - sum) < Self.tolerance(depth: depth), "row \(r), column \(n)")
        }
        for n in columns..<outStep {
          #expect(out[r * outStep + n] == before[r * outStep + n], "wrote beyond the end of row \(r)")
        }
      }
    }
  }

  @Test("turns rows into columns", arguments: [(1, 1), (3, 20), (16, 16), (17, 33), (43, 128)])
  func transpose(rows: Int, columns: Int) {
    let outStep = (rows + 7) / 8 * 8
    let a = Self.numbers(rows * columns, seed: 5)
    var out = [Float](repeating: 7, count: columns * outStep)
    dense_transpose(a, rows, columns, &out, outStep)
    for c in 0..<columns {
      for r in 0..<outStep { #expect(out[c * outStep + r] == (r < rows ? a[r * columns + c] : 7)) }
    }
  }
}
