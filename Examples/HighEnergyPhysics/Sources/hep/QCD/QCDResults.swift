import SwiftKAN

/// All numbers of the multijet study.
struct QCDResults: Encodable {
  struct Classifier: Encodable {
    let name: String
    let score: ClassifierScore
    let validationAUC: Double
    let parameters: Int
    let inputs: Int
    let seconds: Double?
    let processorSeconds: Double?
    let epochs: Double?
    /// One score a test event; not written.
    let scores: [Double]
    let account: Network.TrainingAccount?

    private enum CodingKeys: String, CodingKey {
      case name, score, validationAUC, parameters, inputs, seconds, processorSeconds, epochs
    }
  }

  struct Stage: Encodable {
    let name: String
    let shape: String
    let edges: Int
    let validationAUC: Measured
    let testAUC: Double
  }

  struct FormulaRecord: Encodable {
    let text: String
    let latex: String
    let variables: [String]
  }

  var classifiers: [Classifier] = []
  /// The mean AUC over seeds, with the standard deviation between them.
  var means: [String: Measured] = [:]
  var stages: [Stage] = []
  var formulas: [FormulaRecord] = []
  var calibration: Calibration?
  var sculpting: Sculpting?
  var importance: Importance?
}
