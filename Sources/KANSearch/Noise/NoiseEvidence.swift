import KANData
import KANFormula
import KANNumerics
import KANSymbolic

/// Whether what a law leaves is noise as far as a table can tell: curves through its residuals must predict nothing on rows
/// that they have not seen, equal rows must scatter as much as it misses, and neighbours must not be alike.
struct NoiseEvidence: Sendable {
  /// What speaks against noise.
  struct Findings: Sendable, Hashable {
    /// √(mean square residual) of the law with a smooth curve added, over that of the law, on rows kept back; 1 where no
    /// curve predicts anything.
    var flexibleRatio = 1.0
    /// Whether that is more than chance.
    var flexibleIsBetter = false
    /// Whether equal rows scatter less than the law misses them.
    var replicatesDisagree = false
    /// Whether neighbours along an input are alike.
    var neighboursAgree = false
  }

  /// The numbers that decide.
  private struct Limits {
    /// Parts where rows are few.
    var folds = 8
    /// Standard errors by which a curve must be better.
    var standardErrors = 2.0
    /// The share of the mean square that it must take away at least.
    var gain = 0.03
    /// Residuals beyond so many typical ones are drawn in, so that a few rows do not decide.
    var typicalResiduals = 7.0
    /// Standard deviations by which the ratio of von Neumann must lie below 2.
    var likeness = 3.5
  }

  private static let limits = Limits()

  /// Rows of either part.
  static let rows = 600

  /// The rows that are asked, and the curves by part: rows to learn from, rows to judge.
  private let rows: Dataset
  private let parts: [(training: [Int], judged: [Int], fit: FlexibleFit)]

  /// - Parameters:
  ///   - training: The rows that decided the constants of laws.
  ///   - judged: Rows that did not; `nil` where rows are few and each judges in its turn.
  init(training: Dataset, judged: Dataset?) {
    let training = training.limited(to: Self.rows)
    guard let judged = judged?.limited(to: Self.rows) else {
      rows = training
      // Equal rows stay together.
      let groups = Replicates.groups(training.inputs)
      let folds = min(Self.limits.folds, groups.count)
      parts = (0..<folds).map { fold in
        let own = groups.enumerated().filter { $0.offset % folds == fold }.flatMap(\.element).sorted()
        let others = groups.enumerated().filter { $0.offset % folds != fold }.flatMap(\.element).sorted()
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

  /// What speaks against noise in what a law leaves.
  ///
  /// - Parameters:
  ///   - noise: Under which its residuals are likeliest; they are compared in units of its size in every row.
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
    let deviation = (gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(gains.count)).squareRoot()
    let gain = gains.reduce(0, +) / total
    findings.flexibleRatio = min(1, max(0, 1 - gain).squareRoot())
    findings.flexibleIsBetter =
      gain > Self.limits.gain
      && mean * Double(gains.count).squareRoot() > Self.limits.standardErrors * deviation
    return findings
  }

  /// Target minus law in units of the noise of every row, far ones drawn in; `nil` where the law is not finite.
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
