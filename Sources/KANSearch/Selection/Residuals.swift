import KANNumerics
import KANSymbolic
import RealModule

/// What a law leaves of a target, and whether that is noise: neither its value nor its size has to do with any input.
///
/// The size is the sharper question. What a wrong law leaves of exact data follows the inputs in size even where its
/// sign looks random, while noise of an instrument is of one size, or the same share of every value.
struct Residuals {
  /// The numbers that decide.
  private enum Limits {
    /// Rows below which residuals say nothing about the kind of noise.
    static let leastRows = 50
    /// Standard deviations of the ratio of von Neumann that chance does not reach; one of them is 2/√n.
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

  /// What noise can be.
  enum Noise {
    /// Of one size.
    case size
    /// Of one share of the target.
    case share
  }

  /// The kind of noise that they are; `nil` if they are none.
  var kindOfNoise: Noise? {
    guard haveNoTrend, values.count > Limits.leastRows else { return nil }
    if hasOneSize(values, along: inputs) { return .size }
    guard fitted.allSatisfy({ $0 != 0 }) else { return nil }
    return hasOneSize(zip(values, fitted).map { $0 / $1 }, along: inputs) ? .share : nil
  }

  /// Whether no input tells on which side of the law a target lies. Ranks are compared: a few large residuals do not
  /// decide.
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

  /// Whether neighbours along an input are more alike than chance would have them (the ratio of von Neumann, 1941),
  /// which sees curves that bend too often for polynomials.
  private static func varies(_ target: [Double], smoothlyAlong input: [Double]) -> Bool {
    // Its expectation is 2 and its standard deviation 2/√n for independent values.
    return Chance.vonNeumannRatio(of: target, along: input) < 2 - 2 * Limits.deviations
      / Double(target.count).squareRoot()
  }
}
