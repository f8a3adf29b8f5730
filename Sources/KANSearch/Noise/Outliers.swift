import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import RealModule

/// Rows whose deviation from the prediction of all others is too large for noise of the same kind.
///
/// Before there is a law, two robust smooth predictions are used: the median of the nearest rows, and a quadratic form fitted with
/// Tukey's weights (Beaton & Tukey, Technometrics 16, 1974). With a law its own residuals are used.
struct Outliers {
  /// The numbers on which decisions depend.
  private struct Limits {
    /// The number of standard deviations, estimated from the median of magnitudes, beyond which a row is set aside.
    var standardDeviations = 6.0
    /// The standard deviation of normal noise over the median of its magnitudes.
    var normal = 1.4826
    /// The number of nearest rows whose median is the prediction.
    var neighbours = 7
    /// The number of rows up to which all distances are computed.
    var rows = 5_000
    /// Tukey's constant: residuals beyond this many standard deviations have weight zero.
    var tukey = 4.685
    /// The ridge of each fit.
    var ridge = 1e-6
    /// The number of reweighted fits.
    var fits = 12
    /// The minimum number of rows per term of the quadratic form.
    var rowsOfTerm = 4
    /// The smallest deviation of a row from a smooth prediction, over the largest value: without noise, that of the prediction's ridge.
    var smooth = 1e-5
    /// The largest share of rows that may be set aside: more are not exceptions.
    var share = 0.25
  }

  private static let limits = Limits()

  /// The outliers from a smooth prediction.
  static func besideNeighbours(_ table: Dataset) -> Set<Int> {
    let y = table.targets[0]
    // In logarithms a factor has the same effect at small and large values.
    let values = y.keepsSign ? y.map { Double.log(abs($0)) } : y
    let inputs = table.inputs.map { column in column.map(FlexibleFit.scaling(of: column)) }
    let guesses = [medians(values, inputs), quadratic(values, inputs)].compactMap { $0 }
    let residuals = guesses.map { guess in zip(values, guess).map { $0 - $1 } }
    guard let best = residuals.min(by: { $0.typicalMagnitude < $1.typicalMagnitude }) else { return [] }
    let size = values.largestMagnitude
    return far(best, typical: best.typicalMagnitude, least: limits.smooth * size)
  }

  /// The outliers from a law, under the most likely noise of the others.
  static func beside(_ law: Expression, _ table: Dataset, aside: Set<Int>) -> Set<Int>? {
    guard let fitted = try? CompiledExpression(law, variables: table.inputNames).values(table.inputs),
      fitted.allSatisfy(\.isFinite)
    else { return nil }
    let y = table.targets[0]
    let kept = y.indices.filter { !aside.contains($0) }
    let noise = NoiseModel.likeliest(
      fitted: kept.map { fitted[$0] }, target: kept.map { y[$0] }, constants: law.freeConstants.count
    ).model
    // Rows that the law reproduces are no outliers, however small the noise.
    let rounding = Exactness.unseen * y.largestMagnitude
    let residuals = noise.residuals(of: y, from: fitted).enumerated().map { s, residual in
      abs(y[s] - fitted[s]) > rounding ? residual : 0
    }
    return far(residuals, typical: kept.map { residuals[$0] }.typicalMagnitude, least: 0)
  }

  /// The rows beyond the range of noise and of a `least` deviation; none if they would be too many.
  private static func far(_ residuals: [Double], typical: Double, least: Double) -> Set<Int> {
    let limit = max(limits.standardDeviations * limits.normal * typical, least)
    guard limit.isFinite else { return [] }
    let found = residuals.indices.filter { abs(residuals[$0]) > limit }
    return Double(found.count) <= limits.share * Double(residuals.count) ? Set(found) : []
  }

  private static func medians(_ values: [Double], _ inputs: [[Double]]) -> [Double]? {
    guard values.count <= limits.rows, values.count > 2 * limits.neighbours else { return nil }
    return FlexibleFit.neighbours(of: inputs, among: inputs, areSame: true).map { near in
      near.prefix(limits.neighbours).map { values[$0] }.quantile(0.5)
    }
  }

  private static func quadratic(_ values: [Double], _ inputs: [[Double]]) -> [Double]? {
    let terms = inputs.count * (inputs.count + 3) / 2 + 1
    guard values.count >= limits.rowsOfTerm * terms else { return nil }
    var design = Matrix(rows: values.count, columns: terms)
    for s in values.indices {
      for (c, term) in FlexibleFit.quadraticTerms(inputs.map { $0[s] }).enumerated() { design[s, c] = term }
    }
    var weights = [Double](repeating: 1, count: values.count)
    var fitted = values
    for _ in 0..<limits.fits {
      let beta = ridgeLeastSquares(design, values, ridge: limits.ridge, weights: weights)
      fitted = values.indices.map { s in beta.indices.reduce(0) { $0 + beta[$1] * design[s, $1] } }
      let residuals = zip(values, fitted).map { $0 - $1 }
      let limit = limits.tukey * limits.normal * residuals.typicalMagnitude
      guard limit > 0 else { break }
      weights = residuals.map { r in
        let u = r / limit
        return abs(u) < 1 ? (1 - u * u) * (1 - u * u) : 0
      }
    }
    return fitted
  }
}
