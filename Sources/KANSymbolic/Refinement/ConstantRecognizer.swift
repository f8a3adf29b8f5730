import KANData
import KANFitting
import KANFormula

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Replaces measured constants by exact ones where the data cannot tell the difference.
///
/// A constant θ ± σ costs about log₂(|θ|/σ) bits to write down, and never less than the ½·log₂ N of the Bayesian
/// information criterion; a named number costs the bits of its name plus the
/// rise of χ²/2 when all others are fitted again. The shorter description proposes (METHODS §4.4), and an F-test of the
/// refitted laws disposes: the data must not speak against the name. Zero is a name like any
/// other and the cheapest, so superfluous terms disappear by the same rule.
struct ConstantRecognizer: Sendable {
  /// Named constants of the user, recognised besides π, e and small roots.
  var userConstants: [NamedConstant] = []
  /// Residuals below this share of the target's spread are rounding, whatever their statistics say.
  var roundingLevel = 2e-14
  /// A name is refused when chance alone would raise the sum of squares as much with less than this probability.
  var significance = 1e-3

  /// The share of the distance between simple numbers that a measurement may cover, and still mean one of them.
  private static let coincidence = 0.2

  /// When to leave the remaining constants as they are.
  var deadline: Deadline?

  /// A measured constant and the name it was given.
  struct Recognition: Sendable {
    let measured: Double
    let standardError: Double
    let exact: Expression
  }

  /// The expression with every constant exact that may be, simplified on `box`, and what was recognised on the way.
  func recognize(
    _ start: ExpressionRefiner.Refined, with refiner: ExpressionRefiner, box: [String: ClosedRange<Double>]
  ) -> (refined: ExpressionRefiner.Refined, recognitions: [Recognition]) {
    let units = ExactConstant.units(userConstants: userConstants)
    var current = start
    var recognitions: [Recognition] = []
    // Every accepted constant removes one; simplification may merge others, never add any.
    while !current.expression.freeConstants.isEmpty, deadline?.hasPassed != true {
      let proposals = self.proposals(for: current, units: units)
      guard
        let next = allAtOnce(proposals, current, refiner, box) ?? oneByOne(proposals, current, refiner, box)
      else { break }
      let errors = current.fit.standardErrors
      let values = current.expression.freeConstants
      for (index, exact) in next.names.sorted(by: { $0.key < $1.key }) {
        recognitions.append(.init(measured: values[index], standardError: errors[index], exact: exact))
      }
      current = next.refined
    }
    return (current, recognitions)
  }

  /// An expression with fewer measured constants, and the names they were given.
  private struct Step {
    let refined: ExpressionRefiner.Refined
    let names: [Int: Expression]
  }

  private struct Proposal {
    let index: Int
    let exact: ExactConstant
    /// Bits saved if the rise of χ² is what the linear theory says.
    let gain: Double
    /// The price of keeping the constant as measured.
    let measuredBits: Double
  }

  private func proposals(for current: ExpressionRefiner.Refined, units: [ExactConstant.Unit]) -> [Proposal] {
    let fit = current.fit
    let values = current.expression.freeConstants
    let errors = fit.standardErrors
    var found: [Proposal] = []
    for (index, value) in values.enumerated() {
      // Rounding of the constant itself bounds how well it can be known.
      let spread = max(
        errors[index], roundingLevel * max(0, fit.unscaledCovariance[index, index]).squareRoot())
      let sigma = max(spread, 4e-16 * abs(value), 1e-300)
      let measuredBits = max(log2(max(abs(value), sigma) / sigma) + 2, 0.5 * log2(Double(fit.residualCount)))
      for exact in ExactConstant.candidates(for: value, tolerance: 6 * sigma, units: units) {
        let z = (exact.value - value) / sigma
        guard 2 * max(1, abs(z)) * sigma < Self.coincidence * exact.spacing else { continue }
        let gain = measuredBits - exact.bits - z * z / 2 / log(2)
        if gain > 0 {
          found.append(Proposal(index: index, exact: exact, gain: gain, measuredBits: measuredBits))
        }
      }
    }
    return found.sorted { $0.gain > $1.gain }
  }

  /// The best proposal for every constant at the same time: the usual case of a law found exactly.
  private func allAtOnce(
    _ proposals: [Proposal], _ current: ExpressionRefiner.Refined, _ refiner: ExpressionRefiner,
    _ box: [String: ClosedRange<Double>]
  ) -> Step? {
    var chosen: [Int: Proposal] = [:]
    for proposal in proposals where chosen[proposal.index] == nil { chosen[proposal.index] = proposal }
    guard chosen.count > 1 else { return nil }
    let allowed = chosen.values.reduce(0) { $0 + $1.measuredBits - $1.exact.bits }
    return accepted(chosen.mapValues(\.exact.expression), savingBits: allowed, current, refiner, box)
  }

  private func oneByOne(
    _ proposals: [Proposal], _ current: ExpressionRefiner.Refined, _ refiner: ExpressionRefiner,
    _ box: [String: ClosedRange<Double>]
  ) -> Step? {
    for proposal in proposals where deadline?.hasPassed != true {
      let saving = proposal.measuredBits - proposal.exact.bits
      if let next = accepted(
        [proposal.index: proposal.exact.expression], savingBits: saving, current, refiner, box)
      {
        return next
      }
    }
    return nil
  }

  /// The expression with some constants replaced and the others fitted again, if that is the shorter description.
  private func accepted(
    _ replacements: [Int: Expression], savingBits: Double, _ current: ExpressionRefiner.Refined,
    _ refiner: ExpressionRefiner, _ box: [String: ClosedRange<Double>]
  ) -> Step? {
    let constants = current.expression.freeConstants.enumerated().map { replacements[$0] ?? .real($1) }
    let replaced = current.expression.replacingFreeConstants(with: constants).simplified(on: box)
    guard let next = refiner.refine(replaced) else { return nil }
    let n = Double(current.fit.residualCount)
    let variance = max(current.fit.residualVariance, roundingLevel * roundingLevel)
    let riseOfChiSquare = max(0, next.fit.sumOfSquares - current.fit.sumOfSquares) / variance
    // log(x) + log(y) and log(x·y) round differently where they vanish, which relative errors must not take for data.
    let rounding =
      next.fit.sumOfSquares <= n * roundingLevel * roundingLevel
      || refiner.agreeToRounding(current.expression, next.expression)
    if !rounding {
      guard riseOfChiSquare / 2 / log(2) < savingBits else { return nil }
      let removed = current.expression.freeConstants.count - next.expression.freeConstants.count
      let probability = FTest.probability(
        ofRise: riseOfChiSquare, removed: max(1, removed), residualVariance: 1,
        degreesOfFreedom: current.fit.degreesOfFreedom)
      guard probability >= significance else { return nil }
    }
    return Step(refined: next, names: replacements)
  }
}
