import KANFormula
import KANModel

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The laws that a search has brought out, and the rules by which one of them is chosen.
struct LawCollection {
  /// A formula and the network it came from.
  struct Law {
    let built: FormulaBuilder.Built
    let network: Network
    /// The network of splines that it was read off; `nil` where there was none.
    var splines: Network?

    /// A residual at rounding, which no wrong law of a few constants reaches on rows it has not seen.
    var isExact: Bool { built.validationError < 1e-9 }

    /// N/2·log(mean square residual) and the price of the formula, in nats.
    var descriptionLength: Double {
      let rounding = 1e-13
      let fit = built.refined.fit
      let n = Double(fit.residualCount)
      let misfit = n / 2 * log(fit.sumOfSquares / n + rounding * rounding)
      let constants = 0.5 * log(n) * Double(built.expression.freeConstants.count)
      return misfit + constants + log(2) * Double(built.complexity)
    }
  }

  private var laws: [Law] = []

  mutating func add(_ law: Law) { laws.append(law) }

  /// The law of the shortest description.
  var best: Law? { laws.min { $0.descriptionLength < $1.descriptionLength } }

  /// Whether a search may end: with a law at rounding, or one that reproduces the data to the digits they were written
  /// with and better than the networks that were trained.
  func settlesTheSearch(againstNetworkError networkError: Double) -> Bool {
    laws.contains {
      $0.isExact || networkError.isFinite && $0.built.validationError < min(3e-5, networkError)
    }
  }

  /// How much the best law explains, beside a network of the given error.
  func verdict(againstNetworkError networkError: Double) -> DiscoveryAccount.Verdict {
    guard let best else { return .none }
    if best.isExact { return .exact }
    return best.built.validationError <= 1.05 * networkError ? .withinNoise : .approximate
  }

  /// The laws that no other beats in both complexity and error, simplest first.
  var paretoFront: [FormulaBuilder.Built] {
    var front: [FormulaBuilder.Built] = []
    let sorted = laws.map(\.built).sorted {
      ($0.complexity, $0.validationError) < ($1.complexity, $1.validationError)
    }
    for built in sorted where built.validationError < 0.9 * (front.last?.validationError ?? .infinity) {
      front.append(built)
    }
    return front
  }
}
