import KANData
import KANSymbolic
import KANTraining

/// From a table whose rows belong to one of several classes to a law for the probability of each class.
///
/// - Parameters:
///   - data: One target of whole numbers that stand for up to a hundred classes, or one target a class, 1 in its rows and 0 in all others.
///   - reference: The name of the class from which the others are told, such as `species=2` or `2`; `nil` for the one from which
///     the others are told best by linear log-odds, of equals the most frequent.
///   - options: What steers each of the searches, one a class but the reference.
///   - cancellation: Ends a search at any moment, from any thread, with the best law so far.
///   - observer: Told what is going on; return `false` to stop with the best law so far.
/// - Returns: The laws with how well they tell the classes apart together.
/// - Throws: An error where the table cannot be searched, or a class has no closed form.
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
