import RealModule

/// Tests of whether a deviation exceeds what chance would produce.
package enum Chance {
  /// Whether a sum of squares in units of the variance is too large compared with that of `freedom` independent normal values to be
  /// explained by chance.
  ///
  /// χ² of k degrees of freedom has mean k and standard deviation √(2k). Five of these, and eight more for the long tail of small
  /// k, leave a probability below 1e-4 for any k; searches make hundreds of such tests.
  package static func isExceeded(by chiSquare: Double, degreesOfFreedom freedom: Int) -> Bool {
    let k = Double(freedom)
    return !(chiSquare <= k + 5 * (2 * k).squareRoot() + 8)
  }

  /// The factor between two root mean squares of `rows` rows that chance can explain: one and a half standard errors of one of
  /// them, and at least five percent.
  package static func leadOfErrors(rows: Int) -> Double {
    max(1.05, 1 + 1.5 / (2 * Double(max(1, rows))).squareRoot())
  }

  /// The probability that chance alone gives one set of residuals a mean square at least this much smaller than another set of the same
  /// rows: the test of Pitman and Morgan (Biometrika 31, 1939), with residuals of mean zero.
  ///
  /// Sums and differences of two normal values are uncorrelated if and only if these have the same variance. Noise that both sets
  /// contain does not hide a difference.
  ///
  /// - Parameters:
  ///   - residuals: The smaller residuals.
  ///   - others: The larger residuals of the same rows.
  /// - Returns: A one-sided probability; 1 if there are fewer than three rows or the first set is not smaller.
  package static func probability(ofLeadOf residuals: [Double], over others: [Double]) -> Double {
    let unit = max(residuals.largestMagnitude, others.largestMagnitude)
    guard residuals.count == others.count, residuals.count > 2, unit > 0, unit.isFinite else { return 1 }
    var (first, second, product) = (0.0, 0.0, 0.0)
    for (a, b) in zip(residuals, others) {
      first += (a / unit) * (a / unit)
      second += (b / unit) * (b / unit)
      product += (a / unit) * (b / unit)
    }
    guard first < second else { return 1 }
    let freedom = Double(residuals.count - 1)
    // Student's t of the correlation of sums and differences.
    let rest = 4 * max(0, first * second - product * product)
    let square = (second - first) * (second - first)
    return IncompleteBeta.regularized(rest / (rest + square), freedom / 2, 0.5) / 2
  }

  /// The probability that the best of several independent attempts reaches by chance what a single one reaches with this
  /// probability (Šidák, J. American Statistical Association 62, 1967).
  package static func probability(_ single: Double, amongBestOf attempts: Int) -> Double {
    guard single < 1 else { return 1 }
    return -Double.expMinusOne(Double(max(1, attempts)) * Double.log(onePlus: -single))
  }

  /// The mean square difference of successive values over their variance (the ratio of von Neumann, Annals of Mathematical
  /// Statistics 12, 1941): on average 2 for independent values, with standard deviation 2/√n; near 0 for a smooth curve.
  ///
  /// - Parameters:
  ///   - values: The values, more than one and not all equal.
  ///   - coordinate: The coordinate by which they are sorted; equal ones keep their order.
  package static func vonNeumannRatio(of values: [Double], along coordinate: [Double]) -> Double {
    let order = coordinate.indices.sorted { (coordinate[$0], $0) < (coordinate[$1], $1) }
    let square = values.sumOfSquaredDeviations
    var sum = 0.0
    for k in order.indices.dropFirst() {
      let step = values[order[k]] - values[order[k - 1]]
      sum += step * step
    }
    return sum / square
  }
}
