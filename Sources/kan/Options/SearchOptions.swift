import ArgumentParser
import SwiftKAN

/// The options of a search.
struct SearchOptions: ParsableArguments {
  @Option(
    help:
      "How long to search: low (about 5 s on one core), normal (30 s) or high (5 min). Operations are counted, not seconds, so results do not depend on the machine."
  )
  var effort: Discovery.Options.Effort = .normal

  @Option(
    help: ArgumentHelp(
      "End the search after this time with the best law so far, whatever the effort.", valueName: "seconds"))
  var timeLimit: Double?

  @Option(
    help: ArgumentHelp(
      "Repeat the search with this many seeds and take the law that most of them find.", valueName: "count"))
  var seeds = 1

  @Flag(help: "Set outliers aside and list them.")
  var robust = false

  @Option(
    help: ArgumentHelp(
      "Units of the columns, such as m=kg,v=m/s,E=J, or 'header' for columns called 'v [m/s]'; 'header,T=K' names other units for some.",
      valueName: "units"))
  var units: String?

  @Option(
    help: ArgumentHelp(
      "What the target is: a quantity, a label, or automatic (a label if it is 0 or 1, or text).",
      valueName: "kind"))
  var task: Discovery.Options.Task = .automatic

  @Option(
    help: ArgumentHelp(
      "The form of the law, such as 'sqrt(f(x)^2 + g(y))', in which the search determines unknown functions and constants.",
      valueName: "form"))
  var form: String?

  @Option(
    help: ArgumentHelp(
      "Leave out parts of the search by name; `kan discover --list-methods` prints the names.",
      valueName: "names"))
  var without: NameList?

  @Option(
    help: ArgumentHelp(
      """
      How to choose among the formulas of the table: evidence (the shortest description of formula and residuals) or knee (the \
      formula beyond which longer ones are hardly more accurate), for functions that are themselves approximations.
      """, valueName: "rule"))
  var choose: LawChoiceName?

  @Option(
    help: ArgumentHelp(
      "Take the simplest formula whose relative error is at most this fraction, above 0 and below 1: 1% or 0.01.",
      valueName: "share"))
  var tolerance: Share?

  @Option(
    help: ArgumentHelp(
      "Functions that must not occur inside others: sin:exp forbids exp inside sin.",
      valueName: "outer:inner,..."))
  var forbid: NestingList?

  @Option(
    help: ArgumentHelp(
      "The maximum number of nodes of a formula, its complexity in the table of results.", valueName: "count")
  )
  var maxComplexity: Int?

  @Option(
    help: ArgumentHelp(
      "Functions to choose from, by name; `kan functions` lists them. Sums, products, positive whole powers and absolute values are always possible. x=sin,cos restricts the functions of the input x only: positive whole powers of x remain, absolute values must be listed (abs). Repeat the option for further inputs; several lists for one input are joined.",
      valueName: "names"))
  var functions: [FunctionList] = []

  @OptionGroup var own: LibraryOption
  @OptionGroup var constants: ConstantOptions
  @OptionGroup var compute: ComputeOptions

  func validate() throws {
    guard (1...1000).contains(seeds) else {
      throw ValidationError("--seeds needs a number from 1 to 1000, not \(seeds).")
    }
    guard choose == nil || tolerance == nil else {
      throw ValidationError("--tolerance determines the choice by itself; leave --choose out.")
    }
    if let complaint = forbid?.complaint { throw ValidationError(complaint) }
    guard maxComplexity.map({ $0 >= 1 }) ?? true else {
      throw ValidationError("--max-complexity needs a number of at least 1, not \(maxComplexity ?? 0).")
    }
    guard timeLimit.map({ $0 > 0 && $0 <= 1e6 }) ?? true else {
      throw ValidationError("--time-limit needs a number of seconds above 0, not \(timeLimit ?? 0).")
    }
  }

  /// The library's options for a table with the given units.
  func options(for data: Dataset, units: [String: PhysicalUnit]) throws -> Discovery.Options {
    try options(inputs: data.inputNames, targets: data.targetNames, units: units)
  }

  /// The same for columns of these names.
  func options(
    inputs: [String], targets: [String], units: [String: PhysicalUnit]
  ) throws -> Discovery.Options {
    var options = Discovery.Options(
      effort: effort, catalog: try catalog(), constants: try constants.named(besides: inputs + targets),
      seed: compute.seed,
      threads: compute.threads)
    options.units = units
    options.task = task
    // The name of a label made from text, such as kind=red, gives the meaning of its 1.
    options.event = targets.first.flatMap { $0.contains("=") ? $0.replacing("=", with: " = ") : nil }
    if let form {
      options.form = try HoledForm(
        parsing: form, columns: inputs, target: targets.first ?? "", fixed: options.constants)
    }
    options.constraints = try constraints(onInputs: inputs)
    options.choice = tolerance.map { .tolerance($0.value) } ?? choose?.choice ?? .evidence
    options.seedCount = seeds
    options.isRobust = robust
    options.methods = try MethodSelection(withoutNames: without?.names ?? [])
    options.timeLimit = timeLimit.map { .seconds($0) }
    return options
  }

  /// The functions allowed for every input.
  private func catalog() throws -> SymbolCatalog {
    let all = try own.catalog()
    let names = functions.filter { $0.input == nil }.flatMap(\.names)
    return names.isEmpty ? all : try all.selecting(names)
  }

  /// The constraints on formulas.
  private func constraints(onInputs names: [String]) throws -> Discovery.Options.Constraints {
    let all = try own.catalog()
    var lists: [String: [String]] = [:]
    for list in functions {
      guard let input = list.input else { continue }
      guard names.contains(input) else {
        throw Failure(
          "--functions names the input '\(input)', which is not one of \(names.joined(separator: ", "))",
          status: .usage)
      }
      lists[input, default: []] += list.names
    }
    return Discovery.Options.Constraints(
      functions: try lists.mapValues { try all.selecting($0) }, forbidden: Set(forbid?.nestings ?? []),
      maximumComplexity: maxComplexity)
  }
}

extension Discovery.Options.Task: ExpressibleByArgument {}
