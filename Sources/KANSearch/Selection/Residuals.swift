import KANNumerics
import KANSymbolic
import RealModule

/// The residuals of a law, and whether they are noise: neither their value nor their size depends on any input.
///
/// The size is the sharper criterion. For exact data, the size of a wrong law's residuals depends on the inputs even if their sign
/// looks random, while the noise of an instrument has one size, or is the same share of every value.
struct Residuals {
  /// The numbers on which decisions depend.
  private enum Limits {
    /// The number of rows below which residuals do not determine the kind of noise.
    static let leastRows = 50
    /// The number of standard deviations of the von Neumann ratio that chance does not reach; one of them is 2/√n.
    static let deviations = 6.0
    /// The share of the typical size below which a residual's size is its rounding.
    static let smallestShare = 1e-3
  }

  /// Target minus law.
  let values: [Double]
  /// The law's own values.
  let fitted: [Double]
  let inputs: [[Double]]
  private let budget: WorkBudget

  /// - Parameter budget: Charged for the tests.
  init(
    of target: [Double], from fitted: [Double], inputs: [[Double]], budget: WorkBudget = WorkBudget()
  ) {
    self.budget = budget
    values = zip(target, fitted).map { $0 - $1 }
    self.fitted = fitted
    self.inputs = inputs
  }

  /// The kinds of noise.
  enum Noise {
    /// Noise of one size.
    case size
    /// Noise that is a share of the target.
    case share
  }

  /// The kind of noise; `nil` if they are not noise.
  var kindOfNoise: Noise? {
    guard haveNoTrend, values.count > Limits.leastRows else { return nil }
    if hasOneSize(values, along: inputs) { return .size }
    guard fitted.allSatisfy({ $0 != 0 }) else { return nil }
    return hasOneSize(zip(values, fitted).map { $0 / $1 }, along: inputs) ? .share : nil
  }

  /// Whether the sign of the residuals does not depend on any input. Ranks are compared, so that a few large residuals do not dominate.
  var haveNoTrend: Bool {
    guard values.allSatisfy(\.isFinite) else { return false }
    return !depends(values.ranks, on: inputs)
  }

  private func hasOneSize(_ values: [Double], along inputs: [[Double]]) -> Bool {
    let typical = values.typicalMagnitude
    guard typical > 0 else { return false }
    return !depends(values.map { Double.log(max(abs($0), Limits.smallestShare * typical)) }, on: inputs)
  }

  private func depends(_ target: [Double], on inputs: [[Double]]) -> Bool {
    inputs.contains { Self.varies(target, smoothlyAlong: $0) }
      || MainEffects(target: target, inputs: inputs, budget: budget).showsDependence
  }

  /// Whether neighbours along an input are correlated beyond chance (the von Neumann ratio, 1941), which detects curves that
  /// oscillate too often for polynomials.
  private static func varies(_ target: [Double], smoothlyAlong input: [Double]) -> Bool {
    // Its expectation is 2 and its standard deviation 2/√n for independent values.
    return Chance.vonNeumannRatio(of: target, along: input) < 2 - 2 * Limits.deviations
      / Double(target.count).squareRoot()
  }
}
