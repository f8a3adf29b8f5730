import KANData
import KANTraining

extension BackgroundRun where Outcome == Discovery {
  /// `discover(_:options:cancellation:observer:)` in the background.
  ///
  /// - Parameters:
  ///   - data: The table: any number of inputs, one target, optional weights.
  ///   - options: Effort, functions, units, seeds, threads.
  /// - Returns: The run. Its outcome throws the error of the search, such as that of a table that cannot be searched.
  public static func discovery(of data: Dataset, options: Discovery.Options = Discovery.Options()) -> Self {
    BackgroundRun { cancellation, observer in
      try discover(data, options: options, cancellation: cancellation, observer: observer)
    }
  }
}
