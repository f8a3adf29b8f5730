import RealModule

/// The grids of initial constants for scans of curves.
enum CurveGrid {
  /// Values with equal ratios.
  static func geometric(from low: Double, to high: Double, count: Int) -> [Double] {
    (0..<count).map { low * Double.pow(high / low, Double($0) / Double(count - 1)) }
  }

  /// Places in a range, widened by a share of it on either side.
  static func places(in range: ClosedRange<Double>, beyond share: Double, count: Int) -> [Double] {
    let width = range.upperBound - range.lowerBound
    return (0..<count).map {
      range.lowerBound + width * (-share + (1 + 2 * share) * Double($0) / Double(count - 1))
    }
  }

  /// All choices of `size` of the values, each in order.
  static func combinations(of values: [Double], _ size: Int) -> [[Double]] {
    guard size > 0 else { return [[]] }
    return values.indices.flatMap { first in
      combinations(of: Array(values[(first + 1)...]), size - 1).map { [values[first]] + $0 }
    }
  }

  /// All pairs of a value of each.
  static func pairs(_ first: [Double], _ second: [Double]) -> [[Double]] {
    first.flatMap { a in second.map { [a, $0] } }
  }
}
