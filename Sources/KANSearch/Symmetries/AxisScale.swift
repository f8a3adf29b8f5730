import KANNumerics
import RealModule

/// The scale of a column for a smooth network: linear, or logarithmic if it spans decades.
///
/// The scale is strictly monotone, so a function depends on the same inputs before and after it.
enum AxisScale: Sendable, Hashable {
  case linear
  /// log|x| of a column that does not change sign.
  case logarithmic(sign: Double)

  /// The ratio of the 95 % and 5 % quantiles of the magnitudes from which an input may have a logarithmic scale.
  private static let decades = 5.0

  /// The scale for an input: the one with the smaller largest deviation in standard deviations, since knots are wasted on long tails.
  static func ofInput(_ column: [Double]) -> AxisScale {
    guard let logarithmic = logarithmic(column), spread(of: column) > decades else { return .linear }
    return reach(column.map(logarithmic.value(at:))) < reach(column) ? logarithmic : .linear
  }

  /// The largest distance from the mean, in standard deviations.
  private static func reach(_ column: [Double]) -> Double {
    let mean = column.mean
    let square = column.sumOfSquaredDeviations / Double(column.count)
    let farthest = column.reduce(0) { max($0, abs($1 - mean)) }
    return farthest / max(square.squareRoot(), .leastNormalMagnitude)
  }

  /// The logarithmic scale of a column; `nil` if its values have both signs or are zero.
  static func logarithmic(_ column: [Double]) -> AxisScale? {
    if column.allSatisfy({ $0 > 0 }) { return .logarithmic(sign: 1) }
    return column.allSatisfy({ $0 < 0 }) ? .logarithmic(sign: -1) : nil
  }

  /// The ratio of the 95 % and 5 % quantiles of the magnitudes.
  static func spread(of column: [Double]) -> Double {
    let sizes = column.map { abs($0) }
    return sizes.quantile(0.95) / max(sizes.quantile(0.05), .leastNormalMagnitude)
  }

  /// The position of x on the scale.
  func value(at x: Double) -> Double {
    switch self {
    case .linear: x
    case .logarithmic(let sign): .log(sign * x)
    }
  }

  /// The derivative of the position with respect to x.
  func derivative(at x: Double) -> Double {
    switch self {
    case .linear: 1
    case .logarithmic: 1 / x
    }
  }

  /// The inverse of the scale.
  func original(of place: Double) -> Double {
    switch self {
    case .linear: place
    case .logarithmic(let sign): sign * .exp(place)
    }
  }
}
