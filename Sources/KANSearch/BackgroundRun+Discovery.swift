import KANData
import KANTraining

extension BackgroundRun where Outcome == Discovery {
  /// `discover` beside the caller.
  public static func discovery(of data: Dataset, options: DiscoveryOptions = DiscoveryOptions()) -> Self {
    BackgroundRun { cancellation, observer in
      try discover(data, options: options, cancellation: cancellation, observer: observer)
    }
  }
}
