import CGSL

/// Points that fill a box more evenly than random ones: GSL's Sobol' sequence (`gsl_qrng_sobol`; Antonov & Saleev 1979).
///
/// `KANNumerics.SobolSequence` gives such points where GSL may not be linked.
public enum QuasiRandomPoints {
  /// The most coordinates that GSL has direction numbers for.
  public static let largestDimension = 40

  /// The first `count` points on a box, feature-major: `result[i][s]` in `box[i]`.
  ///
  /// - Throws: `FittingError.dimension` for a box of none or more than `largestDimension` sides.
  public static func sobol(count: Int, on box: [ClosedRange<Double>]) throws(FittingError) -> [[Double]] {
    GSL.prepare()
    guard (1...largestDimension).contains(box.count),
      let generator = gsl_qrng_alloc(kan_gsl_qrng_sobol(), UInt32(box.count))
    else { throw .dimension(box.count, largest: largestDimension) }
    defer { gsl_qrng_free(generator) }
    var point = [Double](repeating: 0, count: box.count)
    var columns = [[Double]](repeating: [], count: box.count)
    for _ in 0..<count {
      gsl_qrng_get(generator, &point)
      for (i, side) in box.enumerated() {
        let x = side.lowerBound + (side.upperBound - side.lowerBound) * point[i]
        columns[i].append(min(x, side.upperBound))
      }
    }
    return columns
  }
}
