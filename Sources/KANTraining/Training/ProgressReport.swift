/// Where a long piece of work has come to.
public struct ProgressReport: Sendable {
  /// A law that no simpler one beats so far.
  public struct FrontLaw: Sendable, Hashable, Codable {
    /// Its number of nodes.
    public let complexity: Int
    /// √(mean square residual) over the target's spread, on rows kept back.
    public let error: Double
    /// The formula, its constants to four digits.
    public let formula: String

    /// A law with what it leaves.
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
  /// Whether that is the loss of the last mini-batch rather than of the whole table.
  public var isBatchLoss: Bool
  /// The last validation loss.
  public var validationLoss: Double?
  /// The number of edges left.
  public var edges: Int?
  /// The best formula so far.
  public var formula: String?
  /// The best laws so far, simplest first, where a law has just joined them; `nil` in reports on anything else.
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
  /// Sees progress; returns false to stop now and keep the best state.
  public typealias Observer = (ProgressReport) -> Bool
}
