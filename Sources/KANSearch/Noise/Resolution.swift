import KANNumerics
import KANSymbolic
import RealModule

/// What a table could show of a law at most: how large a structure its noise hides, and how many of its rows tell anything of the law.
///
/// Values are compared where noise is of one size: as they are, as logarithms where noise is a share of them, or as
/// asinh(y/ρ) where it is of one size for small values and a share of large ones.
struct Resolution: Sendable, Hashable {
  /// The numbers that decide.
  private enum Settings {
    /// Nats that one more term costs, three nodes and a constant: what takes less from the misfit is found by no search.
    static let priceOfTerm = 15.0
    /// Sizes of the noise by which a row must lie from the typical value, or nothing is seen of the law there.
    static let tellingSizes = 2.0
  }

  /// The rows.
  let rows: Int
  /// √(mean square residual) over the target's spread.
  let residual: Double
  /// The share of the rows where what the law says stands out of the noise.
  let tellingShare: Double

  /// - Parameters:
  ///   - fitted: The law's values.
  ///   - target: The measured ones.
  ///   - noise: Under which the residuals are likeliest.
  /// - Returns: `nil` where the law is not finite, or leaves as much as there is.
  init?(of fitted: [Double], target: [Double], noise: NoiseModel) {
    let scale = Self.stabilised(noise, fitted, target)
    let (values, law) = (target.map(scale), fitted.map(scale))
    let mean = values.mean
    let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let left = zip(values, law).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    guard left.isFinite, spread > 0, !values.isEmpty else { return nil }
    rows = values.count
    residual = (left / spread).squareRoot()
    let typical = law.quantile(0.5)
    let limit = Settings.tellingSizes * (left / Double(rows)).squareRoot()
    tellingShare = Double(law.count { abs($0 - typical) > limit }) / Double(rows)
  }

  /// The largest structure beside the law that would not pay for its own description, over the target's spread: a term that takes the
  /// share g of the mean square residual away shortens the misfit by n/2·log(1/(1 − g)) nats.
  var hiddenStructure: Double { hidden(rows: Double(rows)) }

  /// The same for a change of the law itself, which shows in the rows only that tell of the law.
  var hiddenChange: Double { hidden(rows: tellingShare * Double(rows)) }

  private func hidden(rows: Double) -> Double {
    guard rows > 0 else { return residual }
    return residual * (1 - Double.exp(-2 * Settings.priceOfTerm / rows)).squareRoot()
  }

  /// What makes the noise of all values one.
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

  /// The share of the typical value below which values of changing sign are not told apart by their logarithms.
  private static let smallShare = 0.01
}
