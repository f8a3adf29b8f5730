/// Where a long piece of work has come to.
public struct ProgressReport: Sendable {
  /// The name of the work, for example `train`.
  public var phase: String
  /// Steps done.
  public var step: Int
  /// Steps planned, if known.
  public var totalSteps: Int?
  /// The present loss.
  public var loss: Double?
  /// Whether that is the loss of the last mini-batch rather than of the whole table.
  public var isBatchLoss: Bool
  /// The last validation loss.
  public var validationLoss: Double?
  /// The number of edges left.
  public var edges: Int?
  /// The best formula so far.
  public var formula: String?

  /// A report.
  public init(
    phase: String, step: Int, totalSteps: Int? = nil, loss: Double? = nil, isBatchLoss: Bool = false,
    validationLoss: Double? = nil,
    edges: Int? = nil, formula: String? = nil
  ) {
    self.phase = phase
    self.step = step
    self.totalSteps = totalSteps
    self.loss = loss
    self.isBatchLoss = isBatchLoss
    self.validationLoss = validationLoss
    self.edges = edges
    self.formula = formula
  }
}

/// Sees progress; returns false to stop now and keep the best state.
public typealias ProgressObserver = (ProgressReport) -> Bool
