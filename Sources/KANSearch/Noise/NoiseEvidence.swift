import KANData
import KANFormula
import KANNumerics
import KANSymbolic

/// Whether the residuals of a law are noise as far as a table can tell: curves through them must not improve predictions on unseen
/// rows, equal rows must scatter as much as the law misses them, and neighbouring residuals must not be correlated.
struct NoiseEvidence: Sendable {
  /// The evidence against noise.
  struct Findings: Sendable, Hashable {
    /// √(mean square residual) of the law with a smooth curve added, over that of the law, on validation rows; 1 if no curve
    /// predicts anything.
    var flexibleRatio = 1.0
    /// Whether the improvement is more than chance.
    var flexibleIsBetter = false
    /// Whether equal rows scatter less than the law misses them.
    var replicatesDisagree = false
    /// Whether neighbouring residuals along an input are correlated.
    var neighboursAgree = false
  }

  /// The numbers on which decisions depend.
  private struct Limits {
    /// The number of parts in cross-validation if rows are few.
    var folds = 8
    /// The number of standard errors by which a curve must be better.
    var standardErrors = 2.0
    /// The minimum share of the mean square by which it must be better.
    var gain = 0.03
    /// Residuals are limited to this many typical ones, so that a few rows do not dominate.
    var typicalResiduals = 7.0
    /// The number of standard deviations by which the von Neumann ratio must lie below 2.
    var likeness = 3.5
  }

  private static let limits = Limits()

  /// The maximum number of rows of each part, and that if someone waits for the result.
  static let (rows, fewRows) = (600, 250)

  /// The rows, and the curves for each split into training and validation rows.
  private let rows: Dataset
  private let parts: [(training: [Int], judged: [Int], fit: FlexibleFit)]

  /// - Parameters:
  ///   - training: The rows to which laws were fitted.
  ///   - judged: Validation rows; `nil` if rows are few and cross-validation is used.
  ///   - limit: The maximum number of rows of each part.
  init(training: Dataset, judged: Dataset?, limit: Int = Self.rows) {
    let training = training.limited(to: limit)
    guard let judged = judged?.limited(to: limit) else {
      rows = training
      let equal = EqualRows(training.inputs)
      let count = min(Self.limits.folds, equal.count)
      let partOfRow = equal.parts(count)
      parts = (0..<count).map { part in
        let own = partOfRow.indices.filter { partOfRow[$0] == part }
        let others = partOfRow.indices.filter { partOfRow[$0] != part }
        return (others, own, Self.fit(training, others, own))
      }
      return
    }
    let all = try? Dataset(
      inputNames: training.inputNames, inputs: zip(training.inputs, judged.inputs).map { $0 + $1 },
      targetNames: training.targetNames, targets: [training.targets[0] + judged.targets[0]], weights: nil)
    rows = all ?? training
    let first = Array(0..<training.count)
    let second = all == nil ? [] : Array(training.count..<training.count + judged.count)
    parts = [(first, second, Self.fit(rows, first, second))]
  }

  private static func fit(_ data: Dataset, _ training: [Int], _ judged: [Int]) -> FlexibleFit {
    FlexibleFit(
      training: data.inputs.map { column in training.map { column[$0] } },
      target: training.map { data.targets[0][$0] },
      judged: data.inputs.map { column in judged.map { column[$0] } })
  }

  /// The evidence against noise in the residuals of a law.
  ///
  /// - Parameters:
  ///   - noise: The most likely model of its residuals, which are compared in units of the noise in every row.
  ///   - budget: Charged for the curves.
  func findings(against law: Expression, noise: NoiseModel, budget: WorkBudget) -> Findings {
    var findings = Findings()
    guard let residuals = residuals(of: law, noise) else {
      findings.neighboursAgree = true
      return findings
    }
    findings.replicatesDisagree = NoiseEstimate.refutes(
      residuals, inputs: rows.inputs, constants: law.freeConstants.count)
    let limit = 2 - 2 * Self.limits.likeness / Double(residuals.count).squareRoot()
    findings.neighboursAgree = rows.inputs.contains { input in
      Set(input).count > input.count / 2 && Chance.vonNeumannRatio(of: residuals.ranks, along: input) < limit
    }
    var (before, after): ([Double], [Double]) = ([], [])
    for part in parts where !part.judged.isEmpty {
      budget.spend(part.fit.work)
      let predicted = part.fit.prediction(from: part.training.map { residuals[$0] })
      for (s, value) in zip(part.judged, predicted) {
        before.append(residuals[s] * residuals[s])
        after.append((residuals[s] - value) * (residuals[s] - value))
      }
    }
    let total = before.reduce(0, +)
    guard total > 0 else { return findings }
    let gains = zip(before, after).map { $0 - $1 }
    let mean = gains.mean
    let deviation = (gains.sumOfSquaredDeviations / Double(gains.count)).squareRoot()
    let gain = gains.reduce(0, +) / total
    findings.flexibleRatio = min(1, max(0, 1 - gain).squareRoot())
    findings.flexibleIsBetter =
      gain > Self.limits.gain
      && mean * Double(gains.count).squareRoot() > Self.limits.standardErrors * deviation
    return findings
  }

  /// Target minus law in units of the noise of every row, with limited outliers; `nil` if the law is not finite.
  private func residuals(of law: Expression, _ noise: NoiseModel) -> [Double]? {
    guard let fitted = try? CompiledExpression(law, variables: rows.inputNames).values(rows.inputs) else {
      return nil
    }
    let residuals = noise.residuals(of: rows.targets[0], from: fitted)
    guard residuals.allSatisfy(\.isFinite) else { return nil }
    let limit = Self.limits.typicalResiduals * residuals.typicalMagnitude
    return limit > 0 ? residuals.map { max(-limit, min(limit, $0)) } : residuals
  }
}
