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
    /// Whether no input tells on which side of the law a target lies.
    var hasNoTrend = true
    /// What the residuals take to write down, in nats, where they are not of one size.
    var misfit: Double?
    /// The network of splines that it was read off; `nil` where there was none.
    var splines: Network?

    /// A residual which no wrong law of its number of constants reaches on rows it has not seen.
    ///
    /// A series of several terms imitates a smooth law to ten digits, and betrays itself by measured constants that have no
    /// names; it never comes down to rounding.
    var isExact: Bool { built.validationError < (built.mayBeSeries ? 1e-13 : 1e-9) }

    /// The relative error from which on noise may be taken for noise whatever the law.
    static let visibleNoise = 1e-4

    /// Whether what is left may come from the law itself: a series leaves little of a smooth law, and that looks like noise.
    var mayImitate: Bool { built.mayBeSeries && built.validationError < Self.visibleNoise }

    /// N/2·log(mean square residual) and the price of the formula, in nats.
    var descriptionLength: Double {
      let rounding = 1e-13
      let fit = built.refined.fit
      let n = Double(fit.residualCount)
      let misfit = misfit ?? n / 2 * log(fit.sumOfSquares / n + rounding * rounding)
      let constants = 0.5 * log(n) * Double(built.expression.freeConstants.count)
      return misfit + constants + log(2) * Double(built.complexity)
    }

    /// How much it explains, where an error up to `limit` is as good as that of the best network.
    func verdict(withErrorUpTo limit: Double) -> DiscoveryAccount.Verdict {
      if isExact { return .exact }
      let isAsGood = hasNoTrend && built.validationError <= limit
      return isAsGood && !mayImitate ? .withinNoise : .approximate
    }
  }

  private var laws: [Law] = []
  /// Which formulas may be laws at all.
  private let isAdmissible: (@Sendable (Expression) -> Bool)?
  /// The formulas that may not.
  private(set) var refused: [Expression] = []

  /// No laws yet; those that are not admissible will be refused.
  init(admitting isAdmissible: (@Sendable (Expression) -> Bool)? = nil) { self.isAdmissible = isAdmissible }

  mutating func add(_ law: Law) {
    if isAdmissible?(law.built.expression) ?? true {
      laws.append(law)
    } else {
      refused.append(law.built.expression)
    }
  }

  /// The law of the shortest description.
  var best: Law? { laws.min { $0.descriptionLength < $1.descriptionLength } }

  /// Whether a search may end: with a law at rounding, or one read off splines that reproduces the data to the digits they
  /// were written with and better than the networks that were trained.
  func settlesTheSearch(againstNetworkError networkError: Double) -> Bool {
    laws.contains { law in
      let isFromSplines = law.splines != nil && !law.built.mayBeSeries
      return law.isExact
        || isFromSplines && networkError.isFinite && law.built.validationError < min(3e-5, networkError)
    }
  }

  /// How much the best law explains, where an error up to `limit` is as good as that of the best network.
  func verdict(withErrorUpTo limit: Double) -> DiscoveryAccount.Verdict {
    best?.verdict(withErrorUpTo: limit) ?? .none
  }

  /// The laws that no other beats in both complexity and error, and the best one, simplest first.
  var paretoFront: [Law] {
    var front: [Law] = []
    let sorted = laws.sorted {
      ($0.built.complexity, $0.built.validationError) < ($1.built.complexity, $1.built.validationError)
    }
    for law in sorted where law.built.validationError < 0.9 * (front.last?.built.validationError ?? .infinity)
    {
      front.append(law)
    }
    if let best, !front.contains(where: { $0.built.expression == best.built.expression }) {
      let place = front.firstIndex { $0.built.complexity >= best.built.complexity } ?? front.endIndex
      front.insert(best, at: place)
    }
    return front
  }

  /// The place of the best law in the front and why it is the choice.
  var choice: DiscoveryAccount.Choice? {
    let front = paretoFront
    guard let best, let place = front.firstIndex(where: { $0.built.expression == best.built.expression })
    else {
      return nil
    }
    let others = front.indices.filter { $0 != place }
    guard let next = others.min(by: { front[$0].descriptionLength < front[$1].descriptionLength }) else {
      return .init(number: place + 1, reason: "nothing else was found")
    }
    let margin = Int((front[next].descriptionLength - best.descriptionLength).rounded())
    let reason =
      "the shortest description of law and residuals, \(margin) nats less than number \(next + 1)"
    return .init(number: place + 1, reason: best.isExact ? "its residual is at rounding; \(reason)" : reason)
  }
}

extension FormulaBuilder.Built {
  /// Whether so many constants of the law have no names that it may be a series, which imitates a law to ten digits.
  var mayBeSeries: Bool { expression.freeConstants.count > 2 }
}
