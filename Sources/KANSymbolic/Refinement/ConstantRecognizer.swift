import KANData
import KANFitting
import KANFormula

/// Replaces measured constants by exact ones if that gives a shorter description.
///
/// A constant θ ± σ costs the digits that the data determine, a named number costs its name and the rise of the misfit when all
/// others are fitted again. `DescriptionLength` decides as everywhere, so most decimals, which have some fraction nearby, keep
/// their digits under noise. There are two further conditions: the measurement must distinguish the name from its neighbours, and
/// an F-test must not reject it. Zero is the cheapest name, so superfluous terms disappear by the same rule.
package struct ConstantRecognizer: Sendable {
  /// Named constants of the user, recognised in addition to π, e and small roots.
  package var userConstants: [NamedConstant] = []
  /// The products of named constants that are recognised as well; `nil` for none.
  package var products: NamedProducts?
  /// Residuals below this share of the target's spread are rounding, whatever their statistics say.
  package var roundingLevel = 2e-14
  /// A name is rejected if the probability that chance alone raises the sum of squares as much is less than this.
  package var significance = 1e-3

  /// The share of the distance between simple numbers up to which a measurement identifies one of them.
  private static let coincidence = 0.35
  /// Names within this many standard errors are considered.
  private static let searchedErrors = 6.0
  /// The minimum worth, in nats, of a term that disappears with its constant.
  private static let leastTerm = 8.0

  /// Recognises `userConstants`, products and the usual constants.
  package init(userConstants: [NamedConstant] = [], products: NamedProducts? = nil) {
    self.userConstants = userConstants
    self.products = products
  }

  /// A measured constant and the exact number that it was identified as.
  package struct Recognition: Sendable, Codable {
    package let measured: Double
    package let standardError: Double
    package let exact: Expression
    /// Whether the law still had the exact numbers of its recognition after it had been simplified; `nil` in earlier checkpoints.
    package var isKept: Bool?

    package init(measured: Double, standardError: Double, exact: Expression, isKept: Bool? = nil) {
      self.measured = measured
      self.standardError = standardError
      self.exact = exact
      self.isKept = isKept
    }
  }

  /// The expression with all recognisable constants exact, simplified on `box`, and the recognitions.
  package func recognize(
    _ start: ExpressionRefiner.Refined, with refiner: ExpressionRefiner, box: [String: ClosedRange<Double>],
    budget: WorkBudget = WorkBudget()
  ) -> (refined: ExpressionRefiner.Refined, recognitions: [Recognition]) {
    let units = ExactConstant.units(userConstants: userConstants)
    var current = start
    var recognitions: [Recognition] = []
    // Every accepted constant removes one; simplification may merge others, never add any.
    while !current.expression.freeConstants.isEmpty, !budget.isExhausted {
      let proposals = self.proposals(for: current, units: units)
      guard
        let next = allAtOnce(proposals, current, refiner, box, budget)
          ?? oneByOne(proposals, current, refiner, box, budget)
      else { break }
      let errors = current.fit.standardErrors
      let values = current.expression.freeConstants
      for (index, exact) in next.names.sorted(by: { $0.key < $1.key }) {
        recognitions.append(
          .init(
            measured: values[index], standardError: errors[index], exact: exact, isKept: next.keepsNumbers))
      }
      current = next.refined
    }
    return (current, recognitions)
  }

  /// An expression with fewer measured constants, and the recognitions.
  private struct Step {
    let refined: ExpressionRefiner.Refined
    let names: [Int: Expression]
    /// Whether the simplified law has the same exact numbers. Terms with a factor zero disappear in any case.
    let keepsNumbers: Bool
  }

  private struct Proposal {
    let index: Int
    let exact: ExactConstant
    /// Nats by which the name is cheaper than its text.
    var discount = 0.0
    /// Nats saved if the misfit rises as linear theory predicts.
    let gain: Double
  }

  private func proposals(for current: ExpressionRefiner.Refined, units: [ExactConstant.Unit]) -> [Proposal] {
    let values = current.expression.freeConstants
    // Rounding of the constant itself limits the accuracy to which it can be known.
    let errors = ConstantPrice.standardErrors(of: values, fit: current.fit, rounding: roundingLevel)
    var found: [Proposal] = []
    let named = products?.candidates(
      for: current.expression, values: values, standardErrors: errors, searchedErrors: Self.searchedErrors)
    for (index, (value, sigma)) in zip(values, errors).enumerated() {
      let measured = ConstantPrice.one(value, standardError: sigma)
      let plain = ExactConstant.candidates(
        for: value, tolerance: Self.searchedErrors * sigma, units: units
      ).map { (exact: $0, discount: 0.0) }
      for (exact, discount) in plain + (named?[index] ?? []) {
        let z = (exact.value - value) / sigma
        guard 2 * max(1, abs(z)) * sigma < Self.coincidence * exact.spacing else { continue }
        let gain = measured - exact.price - z * z / 2 + (exact.value == 0 ? Self.leastTerm : 0)
        if gain > 0 { found.append(Proposal(index: index, exact: exact, discount: discount, gain: gain)) }
      }
    }
    return found.sorted { $0.gain > $1.gain }
  }

  /// The best proposal for all constants at the same time: the usual case of a law found exactly.
  private func allAtOnce(
    _ proposals: [Proposal], _ current: ExpressionRefiner.Refined, _ refiner: ExpressionRefiner,
    _ box: [String: ClosedRange<Double>], _ budget: WorkBudget
  ) -> Step? {
    var chosen: [Int: Proposal] = [:]
    for proposal in proposals where chosen[proposal.index] == nil { chosen[proposal.index] = proposal }
    guard chosen.count > 1 else { return nil }
    return accepted(chosen, current, refiner, box, budget)
  }

  private func oneByOne(
    _ proposals: [Proposal], _ current: ExpressionRefiner.Refined, _ refiner: ExpressionRefiner,
    _ box: [String: ClosedRange<Double>], _ budget: WorkBudget
  ) -> Step? {
    for proposal in proposals where !budget.isExhausted {
      if let next = accepted([proposal.index: proposal], current, refiner, box, budget) { return next }
    }
    return nil
  }

  /// The expression with some constants replaced and the others fitted again, if its description is shorter.
  private func accepted(
    _ proposals: [Int: Proposal], _ current: ExpressionRefiner.Refined,
    _ refiner: ExpressionRefiner, _ box: [String: ClosedRange<Double>], _ budget: WorkBudget
  ) -> Step? {
    let replacements = proposals.mapValues(\.exact.expression)
    let discount = proposals.values.map(\.discount).sorted().reduce(0, +)
    let values = current.expression.freeConstants
    let isLong =
      values.count > Self.fewConstants && proposals.count == 1
      && current.relativeError > Self.errorOfApproximations
    let shifted = isLong ? Self.shifted(values, proposals, current.fit) : values
    let constants = shifted.enumerated().map { replacements[$0] ?? .real($1) }
    let named = current.expression.replacingFreeConstants(with: constants)
    let replaced = named.simplified(on: box)
    if isLong {
      // Most names fail by far: a few cheap steps show it.
      guard let trial = refiner.fitting(to: .comparison).refine(replaced, budget: budget),
        isAccepted(trial, current, refiner, discount: discount)
      else { return nil }
    }
    guard let next = refiner.refine(replaced, budget: budget),
      isAccepted(next, current, refiner, discount: discount)
    else { return nil }
    return Step(
      refined: next, names: replacements,
      keepsNumbers: replacements.values.contains(0) || named.exactNumbers == replaced.exactNumbers)
  }

  /// Up to this many constants every name is tried with a fit to the last digit.
  private static let fewConstants = 12
  /// Relative errors above this are far from rounding, so that a few digits of the constants suffice for a comparison.
  private static let errorOfApproximations = 1e-6

  /// The other constants where the misfit is least, by linear theory, if one of them takes its proposed value.
  private static func shifted(_ values: [Double], _ proposals: [Int: Proposal], _ fit: FitResult) -> [Double]
  {
    guard let (index, proposal) = proposals.first else { return values }
    let variance = fit.unscaledCovariance[index, index]
    guard variance > 0, variance.isFinite else { return values }
    let step = (proposal.exact.value - values[index]) / variance
    let result = values.enumerated().map { $1 + step * fit.unscaledCovariance[$0, index] }
    return result.allSatisfy(\.isFinite) ? result : values
  }

  /// Whether a law with fewer measured constants has the shorter description and does not misfit beyond chance.
  private func isAccepted(
    _ next: ExpressionRefiner.Refined, _ current: ExpressionRefiner.Refined, _ refiner: ExpressionRefiner,
    discount: Double
  ) -> Bool {
    let n = Double(current.fit.residualCount)
    let variance = max(current.fit.residualVariance, roundingLevel * roundingLevel)
    let riseOfChiSquare = max(0, next.fit.sumOfSquares - current.fit.sumOfSquares) / variance
    // log(x) + log(y) and log(x·y) round differently near zero, which must not count in relative errors.
    let rounding =
      next.fit.sumOfSquares <= n * roundingLevel * roundingLevel
      || refiner.agreeToRounding(current.expression, next.expression)
    if !rounding {
      let inputCount = refiner.names.count
      func length(_ law: ExpressionRefiner.Refined) -> DescriptionLength {
        law.descriptionLength(inputCount: inputCount, rounding: roundingLevel)
      }
      guard length(next).total - discount < length(current).total else { return false }
      let removed = current.expression.freeConstants.count - next.expression.freeConstants.count
      let probability = FTest.probability(
        ofRise: riseOfChiSquare, removed: max(1, removed), residualVariance: 1,
        degreesOfFreedom: current.fit.degreesOfFreedom)
      guard probability >= significance else { return false }
    }
    return true
  }
}
