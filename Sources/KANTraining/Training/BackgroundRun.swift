import Dispatch
import KANData
import KANModel

/// Long work beside its caller: a search, a training run, or anything else that tells an observer what is going on.
///
///     let run = BackgroundRun.discovery(of: data)
///     for await progress in run.progress { label.text = progress.formula }
///     let discovery = try await run.outcome
///
/// The work begins at once, on a thread that blocks none of those that Swift keeps for tasks. `cancel()`, or cancelling the task that
/// waits for the outcome, ends it early, with the best that it has by then.
public struct BackgroundRun<Outcome: Sendable>: Sendable {
  /// What is going on, as it happens; ends with the work. Where nobody keeps up, newer reports replace older ones.
  public let progress: AsyncStream<ProgressReport>

  private let cancellation: Cancellation
  private let task: Task<Outcome, any Error>

  /// Reports that wait for whoever reads them, at most.
  private static var waitingReports: Int { 64 }

  /// Begins the work.
  ///
  /// - Parameter work: Blocks until it is done. It hands the cancellation on, looks at it, or asks the observer, which answers `false`
  ///   once the work has to end.
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

  /// What comes out in the end; may be asked for as often as wanted.
  ///
  /// - Throws: What the work throws.
  public var outcome: Outcome {
    get async throws {
      try await withTaskCancellationHandler {
        try await task.value
      } onCancel: {
        cancellation.raise()
      }
    }
  }

  /// Asks the work to end; `outcome` then has the best so far.
  public func cancel() { cancellation.raise() }
}

extension BackgroundRun where Outcome == (network: Network, account: Network.TrainingAccount) {
  /// `Network.trained(on:)` beside the caller.
  public static func training(
    of network: Network, on data: Dataset, validation: Dataset? = nil,
    options: TrainingOptions = TrainingOptions()
  ) -> Self {
    BackgroundRun { _, observer in
      try network.trained(on: data, validation: validation, options: options, observer: observer)
    }
  }
}
