import KANNumerics

/// Weights that reduce the influence of rows far from a law (Holland & Welsch, Commun. Statist. A 6, 1977).
struct RobustWeights {
  let kind: Form.FitOptions.Robustness

  /// The number of standard deviations beyond which Huber's loss is linear: 95 % efficiency for normal errors.
  private static let huberCorner = 1.345
  /// Degrees of freedom of Student's t: heavy tails, as in measurements.
  private static let studentFreedom = 4.0
  /// The standard deviation of normal errors over the median of their magnitudes.
  private static let normalOverMedian = 1.4826

  /// The weight of a residual in standard deviations, from 0 to 1.
  func weight(_ z: Double) -> Double {
    switch kind {
    case .huber: abs(z) <= Self.huberCorner ? 1 : Self.huberCorner / abs(z)
    case .student: Self.studentFreedom / (Self.studentFreedom + z * z)
    }
  }

  /// ψ′ of a residual in standard deviations, where ψ(z) = z·weight(z).
  private func slope(_ z: Double) -> Double {
    switch kind {
    case .huber: return abs(z) <= Self.huberCorner ? 1 : 0
    case .student:
      let d = Self.studentFreedom + z * z
      return Self.studentFreedom * (Self.studentFreedom - z * z) / (d * d)
    }
  }

  /// The size of residuals without outliers: the median of the magnitudes, scaled for normal errors.
  func scale(of residuals: [Double], constants: Int) -> Double {
    let freedom = Double(max(1, residuals.count - constants)) / Double(residuals.count)
    return Self.normalOverMedian * residuals.typicalMagnitude / freedom.squareRoot()
  }

  /// The factor of (JᵀJ)⁻¹ besides the square of the scale: [Σψ²/(n − p)]/[mean ψ′]² with ψ of residuals in standard deviations
  /// (Huber, Robust Statistics, 1981, section 7.6).
  func covarianceFactor(_ z: [Double], constants: Int) -> Double {
    let n = Double(z.count)
    let square = z.reduce(0) { $0 + weight($1) * weight($1) * $1 * $1 } / max(1, n - Double(constants))
    let slope = z.reduce(0) { $0 + self.slope($1) } / n
    return slope > 0 ? square / (slope * slope) : .infinity
  }
}
