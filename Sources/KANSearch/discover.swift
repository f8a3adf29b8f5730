import KANData
import KANSymbolic
import KANTraining

/// From a table to a law, the whole way in one call.
///
/// - Parameters:
///   - data: The table: any number of inputs, one target, optional weights.
///   - options: Effort, functions, units, seeds, threads.
///   - checkpoint: Where a search with the same table and options was stopped; it goes on from there, to the same bits. `nil` for a search
///     that begins.
///   - cancellation: Ends the search at any moment, from any thread, with the best law so far.
///   - observer: Told what is going on; return `false` to stop with the best law so far.
///   - write: Called with the state of the search at the end of every stage, in the thread of the search; `nil` where nobody will resume it.
/// - Returns: The law with its errors, the network behind it, the alternatives and an account of the search. Where
///   nothing closed fits, the account's verdict says so.
/// - Throws: An error when the table cannot be searched, or the search was stopped before anything was found;
///   where the checkpoint is of another table.
public func discover(
  _ data: Dataset, options: DiscoveryOptions = DiscoveryOptions(),
  resuming checkpoint: SearchCheckpoint? = nil, cancellation: Cancellation = Cancellation(),
  observer: ProgressObserver? = nil, onCheckpoint write: ((SearchCheckpoint) -> Void)? = nil
) throws -> Discovery {
  let ending = Cancellation(when: { cancellation.isRaised }, after: options.timeLimit)
  try checkpoint?.check(data, stages: SearchStages.all.map { $0.name })
  let journal =
    checkpoint == nil && write == nil
    ? nil : SearchJournal(data, resuming: checkpoint, write: write ?? { _ in })
  return try SeedVote(
    data, options: options, cancellation: ending, observer: observer, journal: journal
  ).run()
}
