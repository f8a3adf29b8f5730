import KANData
import KANSymbolic
import KANTraining

/// Searches a table whose rows belong to one of several classes for a law for the probability of each class.
///
/// - Parameters:
///   - data: One target of whole numbers for up to a hundred classes, or one target per class, 1 in its rows and 0 in all others.
///   - reference: The name of the reference class, such as `species=2` or `2`; `nil` for the one that linear log-odds separate best
///     from the others, of equals the most frequent.
///   - options: The options of each search, one per class except the reference.
///   - cancellation: Ends a search at any moment, from any thread, with the best law so far.
///   - observer: Receives reports of progress; return `false` to stop with the best law so far.
/// - Returns: The laws, and how well they separate the classes together.
/// - Throws: An error if the table cannot be searched, or if no closed form was found for a class.
public func discover(
  classesOf data: Dataset, reference: String? = nil, options: Discovery.Options = Discovery.Options(),
  cancellation: Cancellation = Cancellation(), observer: ProgressReport.Observer? = nil
) throws -> Discovery.OfClasses {
  let contrasts = try ClassContrasts(
    data.splittingClasses(upTo: ClassContrasts.classLimit) ?? data, reference: reference)
  var laws: [Discovery] = []
  let time = SharedTime(options.timeLimit, cancellation)
  for (n, name) in contrasts.targets.enumerated() {
    var own = options
    own.task = .label
    laws.append(
      try discover(
        try contrasts.part(name), options: own, cancellation: time.next(of: contrasts.targets.count - n),
        observer: observer
      ).meaning(contrasts.meaning(of: name)))
  }
  guard let discovery = Discovery.OfClasses(contrasts, laws: laws, seed: options.seed) else {
    throw SymbolicError.nothingTrained
  }
  return discovery
}
