import KANData
import KANFormula
import KANSymbolic
import KANTraining

/// Finds a law for a table whose inputs have measurement errors, as well as its target.
///
/// Every row is weighted by the reciprocal of its effective variance σ² + Σᵢ (∂f/∂xᵢ σᵢ)² (Orear, American Journal of Physics 50, 1982).
/// The slopes are those of the law that a first search, with low effort and with the errors of the target alone, finds.
///
/// - Parameters:
///   - data: The table, with one target and weights 1/σ², as made by `Dataset(_:inputs:target:sigma:)`.
///   - inputErrors: The standard deviations of inputs by name, one for each row, in the unit of the input; other inputs are exact.
///   - options: Effort, functions, units, seeds, threads.
///   - cancellation: Ends the search at any moment, from any thread, with the best law so far.
///   - observer: Receives reports of progress; return `false` to stop with the best law so far.
/// - Returns: As `discover(_:options:cancellation:observer:)`; a warning names the law whose slopes were used.
/// - Throws: An error in the cases of `discover(_:options:cancellation:observer:)`, and if the errors do not fit the table.
public func discover(
  _ data: Dataset, inputErrors: [String: [Double]], options: Discovery.Options = Discovery.Options(),
  cancellation: Cancellation = Cancellation(), observer: ProgressReport.Observer? = nil
) throws -> Discovery {
  try discover(
    data, inputErrors: inputErrors, options: options, resuming: nil, cancellation: cancellation,
    observer: observer
  ).discovery
}

/// The search of `discover(_:inputErrors:options:cancellation:observer:)`, optionally resumed from a checkpoint of its second search.
///
/// - Returns: The law, and the table with the weights with which it was found.
package func discover(
  _ data: Dataset, inputErrors: [String: [Double]], options: Discovery.Options = Discovery.Options(),
  resuming checkpoint: SearchCheckpoint?, cancellation: Cancellation = Cancellation(),
  observer: ProgressReport.Observer? = nil, onCheckpoint write: ((SearchCheckpoint) -> Void)? = nil
) throws -> (discovery: Discovery, data: Dataset) {
  func search(_ data: Dataset, _ cancellation: Cancellation) throws -> Discovery {
    try discover(
      data, options: options, resuming: checkpoint, cancellation: cancellation, observer: observer,
      onCheckpoint: write)
  }
  let errors = try InputErrors(inputErrors, of: data)
  guard !errors.isEmpty else { return (try search(data, cancellation), data) }
  try options.check()
  let ending = Cancellation(below: cancellation, after: options.timeLimit)
  var first = options
  (first.effort, first.seedCount, first.timeLimit) = (.low, 1, nil)
  var preliminary = try discover(data, options: first, cancellation: ending, observer: observer)
  guard ending.reason == nil else {
    preliminary.account.warnings.append(errors.noteOnUnused)
    return (preliminary, data)
  }
  guard let law = preliminary.formula else {
    var discovery = try search(data, ending)
    discovery.account.warnings.append(errors.noteWithoutSlopes)
    return (discovery, data)
  }
  let weighted = try data.weighted(
    byVariances: errors.effectiveVariances(of: data, slopesOf: law.expression))
  var discovery = try search(weighted, ending)
  discovery.account.warnings.append(
    errors.note(on: law.showing(.parentheses, extraDigits: 0).text(digits: nil)))
  return (discovery, weighted)
}
