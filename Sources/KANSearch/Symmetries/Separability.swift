import KANNumerics
import KANSymbolic

/// The separation of a problem without further generators: sums and products of functions of some of its inputs, and groups of
/// inputs that matter only through one quantity. Each is verified by a network restricted to this form.
struct Separability {
  /// The kinds of separation.
  enum Form: Sendable, Hashable {
    case sum([[Int]])
    case product([[Int]])
    /// The inputs with these indices matter only through one function.
    case composition([Int])
  }

  struct Finding: Sendable {
    /// The form, with inputs by their indices in the problem.
    let form: Form
    /// The change of derivatives that violates it.
    let residual: Double
    let fullError: Double
    let reducedError: Double
  }

  /// The factor by which a network that gets a group only through the first network may be worse than that: the inner function has
  /// its error.
  private static let leniencyOfInner = 1.3
  /// The probability below which a smaller error of the full network is not chance.
  private static let chance = 1e-3
  /// The values of the other inputs at which the inner function is evaluated, as quantiles.
  private static let places = [0.5, 0.25, 0.75]
  /// The number of groups that are tried as one quantity.
  private static let compositions = 2

  let chain: SymmetryChain
  let problem: Subproblem
  let surrogate: Surrogate

  private var trainer: SurrogateTrainer { chain.trainer }
  private var rows: [Int] {
    SurrogateRows(count: problem.values.count, settings: trainer.settings, seed: chain.seed)?.judging ?? []
  }

  func findings() -> [Finding] {
    guard problem.inputs.count > 1 else { return [] }
    let interplay = Interplay(surrogate, columns: problem.columns)
    var found: [Finding] = []
    let sum = { interplay.change($0, $1, on: .linear) }
    if let finding = separated(
      Joint(kind: .sum, groups: interplay.groups(on: .linear)), on: .linear, change: sum)
    {
      found.append(finding)
    }
    if let finding = product(interplay) { found.append(finding) }
    if found.isEmpty {
      for group in interplay.compositions().prefix(Self.compositions) {
        if let finding = composed(group.inputs, turn: group.turn) { found.append(finding) }
      }
    }
    return found
  }

  /// A product is tested as a sum of logarithms if the target does not change sign, and directly otherwise.
  private func product(_ interplay: Interplay) -> Finding? {
    if let scale = AxisScale.logarithmic(problem.values) {
      return separated(Joint(kind: .sum, groups: interplay.groups(on: scale)), on: scale) {
        interplay.change($0, $1, on: scale)
      }
    }
    return separated(
      Joint(kind: .product, groups: interplay.factors()), on: .linear, change: interplay.excess)
  }

  private func separated(
    _ joint: Joint, on scale: AxisScale, change: (Int, Int) -> Double
  ) -> Finding? {
    let groups = joint.groups
    guard groups.count > 1, !chain.context.budget.isExhausted else { return nil }
    let residual = groups.indices.reduce(0.0) { worst, a in
      groups.indices.filter { $0 != a }.reduce(worst) { worst, b in
        groups[a].reduce(worst) { worst, i in groups[b].reduce(worst) { max($0, change(i, $1)) } }
      }
    }
    guard
      let network = trainer.surrogate(
        for: problem.columns, target: problem.values, scale: scale, joint: joint)
    else { return nil }
    let full = error(of: surrogate, on: scale)
    guard full.isFinite,
      network.error <= chain.largestError(after: full, base: full, rows: rows.count)
    else { return nil }
    return Finding(
      form: joint.kind == .sum && scale == .linear ? .sum(groups) : .product(groups), residual: residual,
      fullError: full, reducedError: network.error)
  }

  private func composed(_ group: [Int], turn: Double) -> Finding? {
    let columns = problem.columns
    let others = columns.indices.filter { !group.contains($0) }
    for place in Self.places where !chain.context.budget.isExhausted {
      var frozen = columns
      for i in others { frozen[i] = columns[i].map { _ in columns[i].quantile(place) } }
      let inner = surrogate.scaledValues(frozen)
      guard inner.allSatisfy(\.isFinite), !inner.isNearlyConstant,
        let network = trainer.surrogate(
          for: [inner] + others.map { columns[$0] }, target: problem.values, scale: surrogate.targetScale)
      else { continue }
      let isNear = network.error <= max(chain.tolerance, Self.leniencyOfInner * surrogate.error)
      if isNear, !isBeaten(network, of: [inner] + others.map { columns[$0] }) {
        return Finding(
          form: .composition(group), residual: turn, fullError: surrogate.error, reducedError: network.error)
      }
    }
    return nil
  }

  /// Whether the full network is better beyond chance than a network of other columns; both are compared in pairs of residuals.
  /// Without visible noise the errors are those of the networks, which differ in any case; if a tolerance is given, it decides.
  private func isBeaten(_ network: Surrogate, of columns: [[Double]]) -> Bool {
    guard surrogate.error > chain.settings.visible, chain.tolerance == 0 else { return false }
    let target = rows.map { surrogate.targetScale.value(at: problem.values[$0]) }
    func residuals(_ network: Surrogate, _ columns: [[Double]]) -> [Double] {
      let values = network.scaledValues(columns.map { column in rows.map { column[$0] } })
      return zip(values, target).map { $0 - $1 }
    }
    return Chance.probability(
      ofLeadOf: residuals(surrogate, problem.columns), over: residuals(network, columns)) < Self.chance
  }

  /// The error of a network for its target on another scale, on the validation rows.
  private func error(of network: Surrogate, on scale: AxisScale) -> Double {
    let predictions = network.scaledValues(problem.columns.map { column in rows.map { column[$0] } })
      .map(network.targetScale.original(of:))
    return SymmetryChain.error(of: predictions, rows.map { problem.values[$0] }, on: scale)
  }
}
