import Dispatch
import KANData
import KANModel

/// Long work in the background: a search, a training run, or anything else that reports to an observer.
///
///     let run = BackgroundRun.discovery(of: data)
///     for await progress in run.progress { label.text = progress.formula }
///     let discovery = try await run.outcome
///
/// The work begins at once, on a thread of its own that does not block Swift's task threads. `cancel()`, or cancelling the task
/// that waits for the outcome, ends it early, with the best result so far.
public struct BackgroundRun<Outcome: Sendable>: Sendable {
  /// The reports of progress; the sequence ends with the work. If the reader does not keep up, newer reports replace older ones.
  public let progress: AsyncStream<ProgressReport>

  private let cancellation: Cancellation
  private let task: Task<Outcome, any Error>

  /// The maximum number of unread reports.
  private static var waitingReports: Int { 64 }

  /// Starts the work.
  ///
  /// - Parameter work: The work, which blocks until it is done. It passes on or checks the cancellation, or calls the observer,
  ///   which returns `false` once the work has to end.
  public init(_ work: @escaping @Sendable (Cancellation, @escaping ProgressReport.Observer) throws -> Outcome)
  {
    let cancellation = Cancellation()
    let (progress, reports) = AsyncStream.makeStream(
      of: ProgressReport.self, bufferingPolicy: .bufferingNewest(Self.waitingReports))
    self.progress = progress
    self.cancellation = cancellation
    task = Task.detached {
      try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global(qos: .userInitiated).async {
          let outcome = Result {
            try work(cancellation) { report in
              reports.yield(report)
              return !cancellation.isRaised
            }
          }
          reports.finish()
          continuation.resume(with: outcome)
        }
      }
    }
  }

  /// The result of the work; may be awaited any number of times.
  ///
  /// - Throws: The error that the work throws.
  public var outcome: Outcome {
    get async throws {
      try await withTaskCancellationHandler {
        try await task.value
      } onCancel: {
        cancellation.raise()
      }
    }
  }

  /// Requests the work to end; `outcome` is then the best result so far.
  public func cancel() { cancellation.raise() }
}

extension BackgroundRun where Outcome == (network: Network, account: Network.TrainingAccount) {
  /// `Network.trained(on:validation:options:observer:)` in the background.
  ///
  /// - Parameters:
  ///   - network: The network to train.
  ///   - data: The training table: one column per input of the network, targets in the form that the loss expects.
  ///   - validation: A validation table, on which the best network is chosen by the criterion of the options; `nil`
  ///     leaves the choice to the training loss.
  ///   - options: The options of training.
  /// - Returns: The run. Its outcome throws the error of the training, such as that of a table that does not fit.
  public static func training(
    of network: Network, on data: Dataset, validation: Dataset? = nil,
    options: TrainingOptions = TrainingOptions()
  ) -> Self {
    BackgroundRun { _, observer in
      try network.trained(on: data, validation: validation, options: options, observer: observer)
    }
  }
}
