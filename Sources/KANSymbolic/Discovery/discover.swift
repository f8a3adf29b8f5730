import KANData
import KANTraining

/// From a table to a law, the whole way in one call.
///
/// - Parameters:
///   - data: The table: any number of inputs, one target, optional weights.
///   - options: Effort, functions, units, seeds, threads.
///   - observer: Told what is going on; return `false` to stop with the best law so far.
/// - Returns: The law with its errors, the network behind it, the alternatives and an account of the search. Where
///   nothing closed fits, the account's verdict says so.
/// - Throws: `SymbolicError` when the table cannot be searched, or the search was stopped before anything was found.
public func discover(
  _ data: Dataset, options: DiscoveryOptions = DiscoveryOptions(), observer: ProgressObserver? = nil
) throws(SymbolicError) -> Discovery {
  if options.seedCount > 1 { return try SeedVote(data, options: options, observer: observer).run() }
  if !options.units.isEmpty {
    return try DimensionalSearch(data, options: options, observer: observer).run()
  }
  var discoverer = try Discoverer(data, options: options, observer: observer)
  return try discoverer.run()
}
