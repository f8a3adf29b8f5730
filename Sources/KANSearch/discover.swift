import KANData
import KANSymbolic
import KANTraining

/// From a table to a law, the whole way in one call.
///
/// - Parameters:
///   - data: The table: any number of inputs, one target, optional weights.
///   - options: Effort, functions, units, seeds, threads.
///   - cancellation: Ends the search at any moment, from any thread, with the best law so far.
///   - observer: Told what is going on; return `false` to stop with the best law so far.
/// - Returns: The law with its errors, the network behind it, the alternatives and an account of the search. Where
///   nothing closed fits, the account's verdict says so.
/// - Throws: `SymbolicError` when the table cannot be searched, or the search was stopped before anything was found.
public func discover(
  _ data: Dataset, options: DiscoveryOptions = DiscoveryOptions(),
  cancellation: Cancellation = Cancellation(),
  observer: ProgressObserver? = nil
) throws(SymbolicError) -> Discovery {
  let ending = Cancellation(when: { cancellation.isRaised }, after: options.timeLimit)
  return try SeedVote(data, options: options, cancellation: ending, observer: observer).run()
}
