/// The progress of a long piece of work.
public struct ProgressReport: Sendable {
  /// A law that no simpler one beats so far.
  public struct FrontLaw: Sendable, Hashable, Codable {
    /// Its number of nodes.
    public let complexity: Int
    /// The root mean square residual over the target's spread, on validation rows.
    public let error: Double
    /// The formula, with its constants to four digits.
    public let formula: String

    /// A law with its relative error.
    package init(complexity: Int, error: Double, formula: String) {
      self.complexity = complexity
      self.error = error
      self.formula = formula
    }
  }

  /// The name of the work, for example `train`.
  public var phase: String
  /// Steps done.
  public var step: Int
  /// Steps planned, if known.
  public var totalSteps: Int?
  /// The present loss.
  public var loss: Double?
  /// Whether it is the loss of the last mini-batch and not of the whole table.
  public var isBatchLoss: Bool
  /// The last validation loss.
  public var validationLoss: Double?
  /// The number of remaining edges.
  public var edges: Int?
  /// The best formula so far.
  public var formula: String?
  /// The best laws so far, simplest first, if a law has just been added; `nil` in other reports.
  public var front: [FrontLaw]?

  /// A report.
  package init(
    phase: String, step: Int, totalSteps: Int? = nil, loss: Double? = nil, isBatchLoss: Bool = false,
    validationLoss: Double? = nil,
    edges: Int? = nil, formula: String? = nil, front: [FrontLaw]? = nil
  ) {
    self.phase = phase
    self.step = step
    self.totalSteps = totalSteps
    self.loss = loss
    self.isBatchLoss = isBatchLoss
    self.validationLoss = validationLoss
    self.edges = edges
    self.formula = formula
    self.front = front
  }
}

extension ProgressReport {
  /// Receives reports of progress; returns false to stop and keep the best result.
  public typealias Observer = (ProgressReport) -> Bool
}
