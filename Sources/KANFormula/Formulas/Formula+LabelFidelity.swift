extension Formula {
  /// How well log-odds agree with the labels of one part of the data; weighted if the rows are.
  public struct LabelFidelity: Sendable, Hashable, Codable {
    /// The area under the ROC curve.
    public var rocAUC: Double
    /// Its standard error, from the spread of the rows (DeLong et al., Biometrics 44, 1988).
    public var rocAUCError: Double
    /// The mean of −log of the probability of the actual label, in nats.
    public var logLoss: Double
    /// The share of rows whose more probable label is the actual one.
    public var accuracy: Double
    /// The slope b of log-odds = a + b·value over these rows (Cox, Biometrika 45, 1958): 1 if the probabilities are calibrated,
    /// below 1 if they are overconfident.
    public var calibrationSlope: Double
    /// Its standard error.
    public var calibrationSlopeError: Double

    /// The agreement with one part of the data.
    package init(
      rocAUC: Double, rocAUCError: Double, logLoss: Double, accuracy: Double, calibrationSlope: Double,
      calibrationSlopeError: Double
    ) {
      (self.rocAUC, self.rocAUCError) = (rocAUC, rocAUCError)
      (self.logLoss, self.accuracy) = (logLoss, accuracy)
      (self.calibrationSlope, self.calibrationSlopeError) = (calibrationSlope, calibrationSlopeError)
    }
  }
}
