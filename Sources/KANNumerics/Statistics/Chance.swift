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
