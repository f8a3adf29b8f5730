import ArgumentParser
import SwiftKAN

/// How `discover` searches.
struct SearchOptions: ParsableArguments {
  @Option(
    help:
      "How much to search: low (about 5 s of one core), normal (30 s) or high (5 min). Work is counted, so results do not depend on the machine."
  )
  var effort: DiscoveryOptions.Effort = .normal

  @Option(
    help: ArgumentHelp(
      "End the search after this time with the best so far, whatever the effort.", valueName: "seconds"))
  var timeLimit: Double?

  @Option(
    help: ArgumentHelp(
      "Search with so many seeds, one after the other, and let them vote.", valueName: "count"))
  var seeds = 1

  @Option(
    help: ArgumentHelp(
      "Units of the columns, such as m=kg,v=m/s,E=J, or 'header' for columns called 'v [m/s]'.",
      valueName: "units"))
  var units: String?

  @Option(
    help: ArgumentHelp(
      "Leave out members of the search by name; --list-methods prints them.", valueName: "names"))
  var without: NameList?

  @OptionGroup var symbols: SymbolOptions
  @OptionGroup var constants: ConstantOptions
  @OptionGroup var compute: ComputeOptions

  func validate() throws {
    guard (1...1000).contains(seeds) else {
      throw ValidationError("--seeds needs a number from 1 to 1000, not \(seeds).")
    }
    guard timeLimit.map({ $0 > 0 && $0 <= 1e6 }) ?? true else {
      throw ValidationError("--time-limit needs seconds above 0, not \(timeLimit ?? 0).")
    }
  }

  /// The library's options for a table with the given units.
  func options(for data: Dataset, units: [String: PhysicalUnit]) throws -> DiscoveryOptions {
    try options(names: data.inputNames + data.targetNames, units: units)
  }

  /// The same for columns of these names.
  func options(names: [String], units: [String: PhysicalUnit]) throws -> DiscoveryOptions {
    var options = DiscoveryOptions(
      effort: effort, catalog: try symbols.catalog(),
      constants: try constants.named(besides: names), seed: compute.seed,
      threads: compute.threads)
    options.units = units
    options.seedCount = seeds
    options.methods = try MethodSelection(withoutNames: without?.names ?? [])
    options.timeLimit = timeLimit.map { .seconds($0) }
    return options
  }
}
