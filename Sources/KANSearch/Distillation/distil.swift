import KANTraining

/// Finds a closed form for a function that can be evaluated: a trained network, a simulation or any program.
///
/// The oracle is evaluated at quasi-random points of its box, the law is searched as for a table without noise, and further rounds
/// add points where the law is worst. Laws are judged, and rounds compared, on points throughout the box to which none of them was
/// fitted.
///
/// - Parameters:
///   - oracle: The function.
///   - options: The numbers of points and rounds, and the options of the search.
///   - cancellation: Ends the rounds at any moment, from any thread, with the best law so far.
///   - observer: Receives reports of progress; return `false` to stop with the best law so far.
/// - Returns: The law with its error on the box and the share of the oracle's variance that it explains.
/// - Throws: Errors of the oracle and of `discover`, and an error if the values cannot be used.
public func distil(
  _ oracle: Oracle, options: Distillation.Options = Distillation.Options(),
  cancellation: Cancellation = Cancellation(), observer: ProgressReport.Observer? = nil
) throws -> Distillation {
  try Distiller(oracle, options: options, cancellation: cancellation, observer: observer).run()
}
