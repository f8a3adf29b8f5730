import KANNumerics
import KANSymbolic
import RealModule

/// The resolution of a table: the size of the structure that its noise hides, and the share of its rows that are informative about
/// the law.
///
/// Values are compared on a scale on which noise has one size: unchanged, as logarithms if noise is a share of them, or as
/// asinh(y/ρ) if it is constant for small values and a share of large ones.
struct Resolution: Sendable, Hashable {
  /// The numbers on which decisions depend.
  private enum Settings {
    /// Nats that one more term costs, three nodes and a constant: no search finds a term that reduces the misfit by less.
    static let priceOfTerm = 15.0
    /// The distance from the typical value, in units of the noise, from which a row is informative about the law.
    static let tellingSizes = 2.0
  }

  /// The number of rows.
  let rows: Int
  /// √(mean square residual) over the target's spread.
  let residual: Double
  /// The share of rows where the law stands out from the noise.
  let tellingShare: Double

  /// - Parameters:
  ///   - fitted: The law's values.
  ///   - target: The measured values.
  ///   - noise: The most likely model of the residuals.
  ///   - weights: The weights of the rows, with mean 1; `nil` for equal ones.
  /// - Returns: `nil` if the law is not finite, or explains nothing.
  init?(of fitted: [Double], target: [Double], noise: NoiseModel, weights: [Double]? = nil) {
    let scale = Self.stabilised(noise, fitted, target)
    let (values, law) = (target.map(scale), fitted.map(scale))
    let weights = weights ?? values.map { _ in 1 }
    let mean = values.mean(weights: weights)
    var (left, spread) = (0.0, 0.0)
    for s in values.indices {
      left += weights[s] * (values[s] - law[s]) * (values[s] - law[s])
      spread += weights[s] * (values[s] - mean) * (values[s] - mean)
    }
    guard left.isFinite, spread > 0 else { return nil }
    rows = values.count
    residual = (left / spread).squareRoot()
    let typical = law.quantile(0.5)
    let limit = Settings.tellingSizes * (left / Double(rows)).squareRoot()
    tellingShare =
      Double(zip(law, weights).count { abs($0 - typical) * $1.squareRoot() > limit }) / Double(rows)
  }

  /// The largest additional structure that would not pay for its own description, over the target's spread: a term that removes the
  /// share g of the mean square residual shortens the misfit by n/2·log(1/(1 − g)) nats.
  var hiddenStructure: Double { hidden(rows: Double(rows)) }

  /// The same for a change of the law itself, which is visible only in the rows that are informative about the law.
  var hiddenChange: Double { hidden(rows: tellingShare * Double(rows)) }

  private func hidden(rows: Double) -> Double {
    guard rows > 0 else { return residual }
    return residual * (1 - Double.exp(-2 * Settings.priceOfTerm / rows)).squareRoot()
  }

  /// The variance-stabilising transformation.
  private static func stabilised(
    _ noise: NoiseModel, _ fitted: [Double], _ target: [Double]
  ) -> (Double) -> Double {
    let isPositive = zip(fitted, target).allSatisfy { $0 * $1 > 0 }
    switch noise {
    case .absolute: return { $0 }
    case .both(let ratio): return { Double.asinh($0 / ratio) }
    case .logarithmic, .proportional:
      if isPositive { return { Double.log(abs($0)) } }
      let small = Self.smallShare * target.typicalMagnitude
      return small > 0 ? { Double.asinh($0 / small) } : { $0 }
    }
  }

  /// The share of the typical value below which logarithms do not distinguish values of changing sign.
  private static let smallShare = 0.01
}
