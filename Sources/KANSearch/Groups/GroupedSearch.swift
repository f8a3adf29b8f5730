import KANData
import KANFormula
import KANSymbolic
import KANTraining
import RealModule

/// Finds one law for a table of several experiments.
///
/// Forms are searched in some of the experiments and in all rows together; each is then fitted to all experiments with constants
/// that are common or separate, whichever gives the shorter description (`Form.fit` with groups), and the shortest description is
/// the law.
///
/// - Parameters:
///   - table: The rows of all experiments.
///   - target: The column to explain.
///   - inputs: The columns to explain it with; `nil` for all others.
///   - group: The column that distinguishes experiments.
///   - options: The options of each search; their effort is the next lower one.
///   - cancellation: Ends the searches at any moment, from any thread, with the forms so far.
///   - observer: Receives reports of progress; return `false` to stop with the forms so far.
/// - Returns: The law fitted to all experiments, and the forms that were compared.
/// - Throws: An error if no experiment can be searched, if options are out of range, or if no form was found.
public func discover(
  _ table: Table, target: String, inputs: [String]? = nil, inGroupsOf group: String,
  options: Discovery.Options = Discovery.Options(), cancellation: Cancellation = Cancellation(),
  observer: ProgressReport.Observer? = nil
) throws -> Discovery.OfGroups {
  try GroupedSearch(
    table: table, target: target, inputs: inputs ?? table.names.filter { $0 != target && $0 != group },
    group: group, options: options
  ).run(cancellation, observer)
}

/// The search over several experiments.
struct GroupedSearch {
  /// The settings that determine how thorough it is.
  struct Settings: Sendable {
    /// The number of experiments that are searched separately: the largest ones.
    var searchedGroups = 3
    /// The number of laws of each search that are tried on all experiments.
    var lawsPerSearch = 6
    /// The number of forms, shortest first, that are checked for constants which the rows do not determine.
    var determined = 12
    /// The number of candidates that are reported.
    var shown = 12
  }

  var settings = Settings()
  let table: Table
  let target: String
  let inputs: [String]
  let group: String
  let options: Discovery.Options

  func run(
    _ cancellation: Cancellation, _ observer: ProgressReport.Observer?
  ) throws -> Discovery.OfGroups {
    try options.check()
    guard let labels = table[group] else {
      throw SymbolicError.form(.unknownGroup(group, columns: table.names))
    }
    var rowsOfGroup: [Double: [Int]] = [:]
    var order: [Double] = []
    for (s, label) in labels.enumerated() {
      if rowsOfGroup[label] == nil { order.append(label) }
      rowsOfGroup[label, default: []].append(s)
    }
    let data = try dataset()
    // The largest experiments, earlier ones first among equals.
    let largest = order.enumerated().sorted {
      let (a, b) = (rowsOfGroup[$0.element]?.count ?? 0, rowsOfGroup[$1.element]?.count ?? 0)
      return a == b ? $0.offset < $1.offset : a > b
    }.prefix(settings.searchedGroups).map(\.element)
    var parts = largest.map {
      (name: table.groupName($0, in: group), data: data.selecting(rows: rowsOfGroup[$0] ?? []))
    }
    if order.count > 1 { parts.append((name: "all", data: data)) }

    var forms: [FormSkeleton: [[Double]]] = [:]
    var found: [FormSkeleton] = []
    var searched: [String] = []
    var failure: (any Error)?
    var endings: Set<Discovery.Account.Ending> = []
    let time = SharedTime(options.timeLimit, cancellation)
    for (n, part) in parts.enumerated() where !endings.contains(.request) {
      do {
        let discovery = try discover(
          part.data, options: partOptions, cancellation: time.next(of: parts.count - n + 1),
          observer: observer)
        searched.append(part.name)
        if let ending = discovery.account.ending { endings.insert(ending) }
        let shortest = discovery.candidates.sorted { $0.descriptionLength < $1.descriptionLength }
        for candidate in shortest.prefix(settings.lawsPerSearch) {
          for form in FormSkeleton.all(of: candidate.formula.expression, columns: table.names) {
            if forms[form] == nil { found.append(form) }
            forms[form, default: []].append(form.values)
          }
        }
      } catch {
        // If an experiment cannot be searched, for instance for lack of rows, the others are used.
        failure = failure ?? error
      }
    }
    guard !found.isEmpty else { throw failure ?? SymbolicError.nothingTrained }
    let (fit, ranked) = try chosen(found, forms, time)
    let ending: Discovery.Account.Ending =
      cancellation.isRaised || endings.contains(.request)
      ? .request : endings.contains(.timeLimit) || time.isUp ? .timeLimit : .finished
    return discovery(fit, ranked, searched, ending)
  }

  private func dataset() throws -> Dataset {
    try Dataset(table, inputs: inputs, targets: [target])
  }

  /// The searches share the work of one: each has the next lower effort.
  private var partOptions: Discovery.Options {
    var part = options
    part.effort = options.effort == .high ? .normal : .low
    part.seedCount = 1
    return part
  }

  /// The forms in the order of their lengths, with the first one fitted to all experiments.
  private func chosen(
    _ found: [FormSkeleton], _ hints: [FormSkeleton: [[Double]]], _ time: SharedTime
  ) throws -> (fit: Form.Fit, ranked: [(form: Form, length: Double)]) {
    var fitting = Form.FitOptions()
    fitting.group = group
    let structure = StructurePrice(inputCount: inputs.count)
    var ranked: [(form: Form, hints: [[Double]], length: Double)] = []
    for skeleton in found where ranked.isEmpty || !time.isUp {
      guard !skeleton.constants.isEmpty,
        let form = try? Form(
          parsing: TextPrinter().print(skeleton.expression), columns: table.names, target: target),
        // Printing and parsing keep the order of the constants.
        form.constants == skeleton.constants,
        let length = try form.descriptionLength(
          inGroupsOf: table, options: fitting, hints: hints[skeleton] ?? [])
      else { continue }
      let priced = skeleton.expression.substituting(
        Dictionary(uniqueKeysWithValues: skeleton.constants.map { ($0, Expression.real(1)) }))
      ranked.append((form, hints[skeleton] ?? [], length + structure(priced)))
    }
    ranked = ranked.filter { $0.length.isFinite }.sorted { $0.length < $1.length }
    guard let shortest = ranked.first else { throw SymbolicError.form(.noStart) }
    // Of equivalent forms, such as c1·(c2·t + c3) and c1·t + c2, those with more constants than the rows determine appear shorter
    // than they are.
    for (place, candidate) in ranked.prefix(settings.determined).enumerated() where !time.isUp {
      let fit = try candidate.form.fit(toGroupsOf: table, options: fitting, hints: candidate.hints)
      guard fit.constants.allSatisfy({ $0.standardError != nil || $0.state == .atBound }) else { continue }
      return (fit, ranked.dropFirst(place).map { ($0.form, $0.length) })
    }
    let fit = try shortest.form.fit(toGroupsOf: table, options: fitting, hints: shortest.hints)
    return (fit, ranked.map { ($0.form, $0.length) })
  }

  /// The result, whose first candidate is the one that was fitted.
  private func discovery(
    _ fit: Form.Fit, _ ranked: [(form: Form, length: Double)], _ searched: [String],
    _ ending: Discovery.Account.Ending
  ) -> Discovery.OfGroups {
    let shortest = ranked.first?.length ?? 0
    return Discovery.OfGroups(
      fit: fit,
      candidates: ranked.prefix(settings.shown).map {
        Discovery.OfGroups.Alternative(
          form: $0.form.text, descriptionLength: $0.length, odds: Double.exp(shortest - $0.length))
      }, searched: searched, ending: ending, note: ending.note(options))
  }
}
