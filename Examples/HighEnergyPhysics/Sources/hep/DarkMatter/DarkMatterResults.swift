import SwiftKAN

/// All numbers of the dark-matter study.
struct DarkMatterResults: Encodable {
  struct Regressor: Encodable {
    let name: String
    let score: MomentumScore
    let parameters: Int
    let seconds: Double?
    let processorSeconds: Double?
    let epochs: Double?
    let account: Network.TrainingAccount?

    private enum CodingKeys: String, CodingKey {
      case name, score, parameters, seconds, processorSeconds, epochs
    }
  }

  /// One point of a scan: the same setting from several seeds.
  struct ScanPoint: Encodable {
    let setting: Double
    /// The mean absolute error in standardised units of each seed.
    var trainingErrors: [Double] = []
    var validationErrors: [Double] = []
    var errors: [Double] = []
    var parameters = 0
    var secondsPerEpoch = 0.0

    var training: Measured { Self.mean(trainingErrors) }
    var validation: Measured { Self.mean(validationErrors) }
    var test: Measured { Self.mean(errors) }

    /// The mean with its standard error over seeds.
    private static func mean(_ errors: [Double]) -> Measured {
      let n = Double(errors.count)
      return Measured(
        value: errors.mean, error: errors.count > 1 ? errors.deviation / (n - 1).squareRoot() : .nan)
    }
  }

  struct FormulaRecord: Encodable {
    let target: String
    let text: String
    let latex: String
    let variables: [String]
    /// The number of fitted constants.
    let constants: Int
    /// Mean absolute errors in standard deviations of the target, in the frame of the event, test events.
    let formulaError: Measured
    let pruned: Double
    let networkError: Double
    let medianError: Double
  }

  var regressors: [Regressor] = []
  var scans: [String: [ScanPoint]] = [:]
  var scanEpochs = 0
  var resolutions: [String: Resolution] = [:]
  var formulas: [FormulaRecord] = []
  /// The formulas turned back into the laboratory.
  var formulaScore: MomentumScore?
}
