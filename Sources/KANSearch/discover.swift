import KANData
import KANSymbolic
import KANTraining

/// Finds a law for a table in one call.
///
/// - Parameters:
///   - data: The table: any number of inputs, one target, optional weights.
///   - options: Effort, functions, units, seeds, threads.
///   - cancellation: Ends the search at any moment, from any thread, with the best law so far.
///   - observer: Receives reports of progress; return `false` to stop with the best law so far.
/// - Returns: The law with its errors, the network behind it, the alternatives and an account of the search. If no closed form
///   fits, the account's verdict says so.
/// - Throws: An error if the table cannot be searched, if options are out of range, or if the search was stopped before
/// anything was found.
public func discover(
  _ data: Dataset, options: Discovery.Options = Discovery.Options(),
  cancellation: Cancellation = Cancellation(), observer: ProgressReport.Observer? = nil
) throws -> Discovery {
  try discover(data, options: options, resuming: nil, cancellation: cancellation, observer: observer)
}

/// Finds a law of a form with unknown functions: in `sqrt(f(x)^2 + g(z))` the search finds f and g.
///
/// - Parameters:
///   - data: The table, with one target.
///   - form: The right-hand side, or an equation with the target on its left; names that are neither columns nor named constants
///     nor functions of the library are constants to fit, and functions that the library does not have are the unknown ones.
///   - options: Effort, functions, named constants, seeds, threads.
///   - cancellation: Ends the search at any moment, from any thread, with the best law so far.
///   - observer: Receives reports of progress; return `false` to stop with the best law so far.
/// - Returns: As `discover(_:options:cancellation:observer:)`, of laws of this form.
/// - Throws: An error in the cases of `discover(_:options:cancellation:observer:)`, and if the text is not a formula,
/// has no unknown function, or does not fit the table.
public func discover(
  _ data: Dataset, form: String, options: Discovery.Options = Discovery.Options(),
  cancellation: Cancellation = Cancellation(), observer: ProgressReport.Observer? = nil
) throws -> Discovery {
  try data.requireOneTarget()
  var options = options
  options.form = try HoledForm(
    parsing: form, columns: data.inputNames + data.targetNames, target: data.targetNames[0],
    fixed: options.constants)
  return try discover(data, options: options, cancellation: cancellation, observer: observer)
}

/// The search of `discover(_:options:cancellation:observer:)`, optionally resumed from a checkpoint.
///
/// - Parameters:
///   - checkpoint: The checkpoint of a stopped search with the same table and options; resuming gives the same bits. `nil` for a
///     new search.
///   - write: Called with the state of the search at the end of every stage, in the thread of the search; `nil` if it will not be
///     resumed.
/// - Throws: Also an error if the checkpoint belongs to another table.
package func discover(
  _ data: Dataset, options: Discovery.Options = Discovery.Options(),
  resuming checkpoint: SearchCheckpoint?, cancellation: Cancellation = Cancellation(),
  observer: ProgressReport.Observer? = nil, onCheckpoint write: ((SearchCheckpoint) -> Void)? = nil
) throws -> Discovery {
  try options.check()
  let ending = Cancellation(below: cancellation, after: options.timeLimit)
  try checkpoint?.check(data, stages: SearchStages.all.map { $0.name })
  let journal =
    checkpoint == nil && write == nil
    ? nil : SearchJournal(data, resuming: checkpoint, write: write ?? { _ in })
  return try SeedVote(
    data, options: options, cancellation: ending, observer: observer, journal: journal
  ).run()
}
