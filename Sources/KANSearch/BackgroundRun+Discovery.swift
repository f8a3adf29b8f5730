import KANData
import KANTraining

extension BackgroundRun where Outcome == Discovery {
  /// `discover` in the background.
  public static func discovery(of data: Dataset, options: Discovery.Options = Discovery.Options()) -> Self {
    BackgroundRun { cancellation, observer in
      try discover(data, options: options, cancellation: cancellation, observer: observer)
    }
  }
}
