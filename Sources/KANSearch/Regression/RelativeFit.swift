import KANNumerics

/// Fits α·column + β·companion to one target with the least relative error, for many columns in turn.
struct RelativeFit {
  /// The smallest determinant of two columns, relative to the product of their squares, with eight digits for selection and with
  /// all digits.
  private static let (roughIndependence, independence) = (1e-8, 1e-14)
  /// A companion must halve the error, and is not used if only rounding is left.
  private static let (worthACompanion, rounding) = (0.5, 1e-9)

  /// The inverse target, and the companion over the target.
  private let inverse: [Double]
  private let beside: [Double]
  private let besideSquare: Double
  private let besideSum: Double

  init(target: [Double], companion: [Double]) {
    inverse = target.map { 1 / $0 }
    beside = zip(companion, inverse).map { $0 * $1 }
    besideSquare = beside.sumOfSquares
    besideSum = beside.reduce(0, +)
  }

  /// The relative error to about eight digits, which suffices for choosing between columns.
  func roughError(_ column: [Double]) -> Double {
    guard let sums = sums(column) else { return .infinity }
    let n = Double(inverse.count)
    var left = n - sums.column * sums.column / sums.columnSquare
    if let (alpha, beta) = both(sums, ifApartBy: Self.roughIndependence) {
      left = min(left, n - alpha * sums.column - beta * besideSum)
    }
    return (max(0, left) / n).squareRoot()
  }

  /// The coefficients; β is 0 where it makes no difference.
  func fit(_ column: [Double]) -> (alpha: Double, beta: Double, error: Double)? {
    guard let sums = sums(column) else { return nil }
    let plain = sums.column / sums.columnSquare
    var best = (alpha: plain, beta: 0.0, error: error(column, plain, 0))
    if let (alpha, beta) = both(sums, ifApartBy: Self.independence) {
      let error = error(column, alpha, beta)
      if error < Self.worthACompanion * best.error && best.error > Self.rounding {
        best = (alpha, beta, error)
      }
    }
    return best.error.isFinite ? best : nil
  }

  private struct Sums {
    var columnSquare = 0.0
    var mixed = 0.0
    var column = 0.0
  }

  private func sums(_ column: [Double]) -> Sums? {
    // Four chains hide the latency of the additions.
    var (squares, mixed, plain) = (SIMD4<Double>(), SIMD4<Double>(), SIMD4<Double>())
    let whole = column.count / 4 * 4
    for s in stride(from: 0, to: whole, by: 4) {
      let c = SIMD4(column[s], column[s + 1], column[s + 2], column[s + 3])
      let w = SIMD4(inverse[s], inverse[s + 1], inverse[s + 2], inverse[s + 3])
      let v = SIMD4(beside[s], beside[s + 1], beside[s + 2], beside[s + 3])
      let u = c * w
      squares += u * u
      mixed += u * v
      plain += u
    }
    var sums = Sums(columnSquare: squares.sum(), mixed: mixed.sum(), column: plain.sum())
    for s in whole..<column.count {
      let u = column[s] * inverse[s]
      sums.columnSquare += u * u
      sums.mixed += u * beside[s]
      sums.column += u
    }
    return sums.columnSquare.isFinite && sums.columnSquare > 0 && besideSquare.isFinite ? sums : nil
  }

  private func both(_ sums: Sums, ifApartBy share: Double) -> (alpha: Double, beta: Double)? {
    let determinant = sums.columnSquare * besideSquare - sums.mixed * sums.mixed
    guard determinant > share * sums.columnSquare * besideSquare else { return nil }
    return (
      (sums.column * besideSquare - besideSum * sums.mixed) / determinant,
      (besideSum * sums.columnSquare - sums.column * sums.mixed) / determinant
    )
  }

  private func error(_ column: [Double], _ alpha: Double, _ beta: Double) -> Double {
    var sum = 0.0
    for s in column.indices {
      let r = alpha * column[s] * inverse[s] + beta * beside[s] - 1
      sum += r * r
    }
    return (sum / Double(column.count)).squareRoot()
  }
}
