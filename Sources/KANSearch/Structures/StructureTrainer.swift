import KANData
import KANModel
import KANNumerics
import KANSymbolic
import KANTraining
import RealModule
import SymbolLibrary

/// Trains the network of one structure: several starts on a coarse grid, then the best one on finer and finer grids as long as that
/// helps on unseen rows.
struct StructureTrainer: Sendable {
  /// A trained network and its error.
  struct Trained: Sendable, Codable {
    let structure: Structure
    var network: Network
    /// √(mean square residual) over the target's spread, on the validation rows.
    var validationError: Double
    /// The number of intervals of its grids.
    var intervals: Int
  }

  /// The numbers on which decisions depend.
  private enum Limits {
    /// The range of intervals of the coarse grid, and the rows per interval and input.
    static let (coarse, rowsOfCoarse) = (2...6, 6)
    /// The rows per interval and input of finer grids.
    static let rowsOfFine = 3
    /// The error of a start below which no other is tried, and that of a network below which no finer grid is tried.
    static let (errorOfStart, errorOfEnd) = (1e-3, 1e-9)
    /// Steps of a round if there is an outer curve, as a minimum and as a share of all, and the number of rounds.
    static let (stepsOfRound, sharesOfSteps, rounds) = (4, 3, 3)
    /// Steps of a fit of curves alone, of the inside of an outer curve, and after a curve was removed.
    static let (stepsOfLinear, stepsOfInner, stepsOfPruned) = (6, 12, 12)
    /// The numbers of random starts with and without an outer curve, and of inputs whose signs are tried.
    static let (wrappedStarts, plainStarts, signs) = (4, 2, 3)
    /// The initial slope of the factors of a product.
    static let slopeOfFactor = 0.5
    /// The maximum constant, slope and curvature of a random start, for columns of spread one.
    static let (constant, slope, curvature) = (1.0, 1.5, 0.5)
    /// Steps of a screening and of a refinement, and the finest grid's intervals.
    static let (stepsOfScreening, stepsOfRefinement, finest) = (25, 20, 48)
    /// The factors by which the error may grow when a curve is removed, before and after the refit.
    static let (riseBefore, riseAfter) = (10.0, 1.2)
    static let (roundingBefore, roundingAfter) = (1e-6, 1e-9)
    /// The ratio of errors below which a finer grid helped, and the factor by which grids are refined in any case.
    static let (progress, growth) = (0.7, 4)
  }

  let training: Dataset
  let validation: ExpressionRefiner
  let scaling: Scaling
  let identity: Symbol
  let seed: UInt64

  /// The coarse grid that the number of rows allows.
  private var coarseIntervals: Int {
    let bearable = training.count / (Limits.rowsOfCoarse * scaling.inputs.count)
    return max(Limits.coarse.lowerBound, min(Limits.coarse.upperBound, bearable))
  }

  // MARK: - Coarse

  /// The best of several starts on a coarse grid.
  func screened(_ structure: Structure, steps: Int = Limits.stepsOfScreening, budget: WorkBudget) -> Trained?
  {
    let knots = Structure.Knots(intervals: coarseIntervals)
    var best: Trained?
    for start in starts(structure, knots: knots, budget) {
      if budget.isExhausted { break }
      let network = fitted(start, steps: steps, isWrapped: structure.isWrapped, budget)
      let error = validationError(of: network)
      guard error.isFinite else { continue }
      if error < (best?.validationError ?? .infinity) {
        best = Trained(
          structure: structure, network: network, validationError: error, intervals: knots.intervals)
      }
      if error < Limits.errorOfStart { break }
    }
    return best
  }

  /// Levenberg-Marquardt in rounds; between rounds the outer curve's knots follow its arguments.
  private func fitted(
    _ start: Network, steps: Int, isWrapped: Bool, _ budget: WorkBudget
  ) -> Network {
    var optimizer = LevenbergMarquardt()
    optimizer.maximumSteps = isWrapped ? max(Limits.stepsOfRound, steps / Limits.sharesOfSteps) : steps
    var network = start
    for _ in 0..<(isWrapped ? Limits.rounds : 1) where !budget.isExhausted {
      network = optimizer.fit(network, to: training, budget: budget).network
      if isWrapped { network = network.adaptingLastGrid(to: training.inputs) }
    }
    if isWrapped { network = optimizer.fit(network, to: training, budget: budget).network }
    return network
  }

  private func starts(_ structure: Structure, knots: Structure.Knots, _ budget: WorkBudget) -> [Network] {
    func network(_ plan: Structure, _ inner: (Int, Double) -> Double) -> Network {
      Structure(blocks: plan.blocks, combination: plan.combination, isWrapped: false)
        .network(for: scaling, knots: knots, identity: identity, inner: inner)
    }
    let plain = Structure(blocks: structure.blocks, combination: structure.combination, isWrapped: false)
    var unwrapped: [Network] = []
    if structure.isAdditive {
      let zero = network(plain) { _, _ in 0 }
      unwrapped = structure.isWrapped ? targetTransforms.map { linearFit(zero, target: $0, budget) } : [zero]
    } else {
      if structure.isMultiplicative,
        let logarithms = logarithmicFit(network(.additive(scaling.inputs.count)) { _, _ in 0 }, budget)
      {
        unwrapped.append(
          network(plain) { i, x in
            Double.exp(logarithms.edgeValues(at: Network.EdgeAddress(layer: 0, input: i, sum: 0), [x])[0])
          })
      }
      unwrapped.append(network(plain) { _, x in 1 + Limits.slopeOfFactor * x })
    }
    if structure.isWrapped && structure.isAdditive {
      // Sums and differences of the inputs themselves: a function of x − y may have flat averages over x and over y.
      for signs in 0..<(1 << min(scaling.inputs.count - 1, Limits.signs)) {
        unwrapped.append(
          network(plain) { i, x in i > 0 && signs & (1 << ((i - 1) % Limits.signs)) != 0 ? -x : x })
      }
    }
    if structure.isWrapped || !structure.isAdditive {
      var random = SeededRandom(seed: seed &+ 0x5EED)
      for _ in 0..<(structure.isWrapped ? Limits.wrappedStarts : Limits.plainStarts) {
        // Random parabolas: enough variety to leave a poor basin, smooth enough to be fitted from.
        let c = scaling.inputs.map { _ in
          (
            random.uniform(in: -Limits.constant...Limits.constant),
            random.uniform(in: -Limits.slope...Limits.slope),
            random.uniform(in: -Limits.curvature...Limits.curvature)
          )
        }
        unwrapped.append(network(plain) { i, x in c[i].0 + c[i].1 * x + c[i].2 * x * x })
      }
    }
    guard structure.isWrapped else { return unwrapped }
    return unwrapped.map { start in
      let inner =
        structure.isAdditive
        ? start : fitted(start, steps: Limits.stepsOfInner, isWrapped: false, budget)
      return Structure.wrapping(inner, scaling: scaling, knots: knots)
    }
  }

  /// The target itself and its transforms by the inverses of the most common outer functions.
  private var targetTransforms: [[Double]] {
    let y = training.targets[0].map { $0 / scaling.output.scale }
    var transforms = [y]
    if y.allSatisfy({ $0 > 0 }) {
      transforms.append(y.map { Double.log($0) })
      transforms.append(y.map { $0 * $0 })
      transforms.append(y.map { 1 / $0 })
    } else if y.allSatisfy({ $0 >= 0 }) {
      transforms.append(y.map { $0 * $0 })
    }
    return transforms
  }

  private func linearFit(_ network: Network, target: [Double], _ budget: WorkBudget) -> Network {
    var linear = network
    linear.outputs[0].scale = 1
    guard let data = try? training.replacingTargets(with: [target]) else { return network }
    var optimizer = LevenbergMarquardt()
    optimizer.maximumSteps = Limits.stepsOfLinear
    var result = optimizer.fit(linear, to: data, budget: budget).network
    result.outputs = network.outputs
    return result
  }

  /// log|y| as a sum of curves, if y does not change sign; its exponentials are the factors of y.
  private func logarithmicFit(_ additive: Network, _ budget: WorkBudget) -> Network? {
    let y = training.targets[0].map { $0 / scaling.output.scale }
    guard y.keepsSign else { return nil }
    return linearFit(additive, target: y.map { Double.log(abs($0)) }, budget)
  }

  // MARK: - Smaller

  /// The network without superfluous curves: those of irrelevant inputs, and those that another block with the same input can
  /// replace. A removed curve becomes a constant.
  func pruned(_ trained: Trained, budget: WorkBudget) -> Trained {
    var result = trained
    var optimizer = LevenbergMarquardt()
    optimizer.maximumSteps = Limits.stepsOfPruned
    for address in trained.network.edgeAddresses where result.network[address].isSpline && address.layer == 0
    {
      if budget.isExhausted { break }
      let values = result.network.edgeValues(
        at: address, result.network.scaledInputs(training.inputs)[address.input])
      var candidate = result.network
      candidate[address] = .symbolic(
        SymbolicEdge(terms: [], offset: values.mean))
      let before = validationError(of: candidate)
      // If an input is used only here and matters this much, a refit cannot compensate for it.
      let isShared = trained.structure.readsMoreThanOnce(address.input)
      guard isShared || before < max(Limits.riseBefore * result.validationError, Limits.roundingBefore) else {
        continue
      }
      candidate = optimizer.fit(candidate, to: training, budget: budget).network
      let error = validationError(of: candidate)
      // A small increase of the error is accepted for one curve fewer: near a singular point the error fluctuates anyway.
      if error
        <= max(
          Limits.riseAfter * result.validationError, result.validationError + Limits.roundingAfter)
      {
        result.network = candidate
        result.validationError = error
      }
    }
    return result
  }

  // MARK: - Fine

  /// The network on finer and finer grids, as long as the validation error falls.
  func refined(
    _ trained: Trained, steps: Int = Limits.stepsOfRefinement, maximumIntervals: Int = Limits.finest,
    budget: WorkBudget
  ) -> Trained {
    var best = trained
    var current = trained
    while current.intervals * 2 <= maximumIntervals, !budget.isExhausted {
      let intervals = current.intervals * 2
      guard intervals * scaling.inputs.count * Limits.rowsOfFine <= training.count else { break }
      let finer = current.network.refiningGrids(to: intervals)
      let network = fitted(finer, steps: steps, isWrapped: trained.structure.isWrapped, budget)
      let error = validationError(of: network)
      guard error.isFinite else { break }
      current = Trained(
        structure: trained.structure, network: network, validationError: error, intervals: intervals)
      let helped = error < Limits.progress * best.validationError
      if error < best.validationError { best = current }
      // A frequency above that of the grid becomes visible only once the grid is fine enough, so two levels are always tried.
      if !helped && intervals > Limits.growth * trained.intervals { break }
      if best.validationError < Limits.errorOfEnd { break }
    }
    return best
  }

  /// √(mean square residual) over the target's spread on the validation rows.
  func validationError(of network: Network) -> Double {
    validation.relativeError(ofValues: network(validation.columns)[0])
  }
}
