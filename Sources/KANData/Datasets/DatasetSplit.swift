/// The parts of a dataset: one to learn from, one to choose by, and perhaps one that is never looked at
/// before the end.
public struct DatasetSplit: Hashable, Sendable {
  /// The samples that fit the parameters.
  public let train: Dataset
  /// The samples that decide between models and when to stop.
  public let validation: Dataset
  /// The samples that only measure the final result; `nil` if none were set aside.
  public let test: Dataset?

  /// A split from its parts.
  public init(train: Dataset, validation: Dataset, test: Dataset? = nil) {
    self.train = train
    self.validation = validation
    self.test = test
  }
}
