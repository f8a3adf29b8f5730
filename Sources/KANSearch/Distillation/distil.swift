import KANTraining

/// From a function that can be asked to a law: a trained network, a simulation or any program becomes a closed form.
///
/// The oracle is asked at quasi-random points of its box, a search as for a table without noise looks for the law, and
/// further rounds ask more points where that law is worst. Laws are judged, and rounds compared, on points all over the box
/// that none of them was fitted to.
///
/// - Parameters:
///   - oracle: The function.
///   - options: How many points, how many rounds, how to search.
///   - cancellation: Ends the rounds at any moment, from any thread, with the best law so far.
///   - observer: Told what is going on; return `false` to stop with the best law so far.
/// - Returns: The law with its error on the box and the share of the oracle's variance that it carries.
/// - Throws: What the oracle throws; answers that cannot be used; what `discover` throws.
public func distil(
  _ oracle: Oracle, options: Distillation.Options = Distillation.Options(),
  cancellation: Cancellation = Cancellation(), observer: ProgressReport.Observer? = nil
) throws -> Distillation {
  try Distiller(oracle, options: options, cancellation: cancellation, observer: observer).run()
}
