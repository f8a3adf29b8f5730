import ArgumentParser
import SwiftKAN

/// How `discover` searches.
struct SearchOptions: ParsableArguments {
  @Option(help: "How long to search before giving up: low (10 s), normal (1 min) or high (10 min).")
  var effort: DiscoveryOptions.Effort = .normal

  @Option(help: ArgumentHelp("Give up after this time instead.", valueName: "seconds"))
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
      "Leave out stages of the search: monomials, closed-forms, division, indices, networks, constants.",
      valueName: "stages"))
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
    var options = DiscoveryOptions(
      effort: effort, catalog: try symbols.catalog(),
      constants: try constants.named(besides: data.inputNames + data.targetNames), seed: compute.seed,
      threads: compute.threads)
    options.units = units
    options.seedCount = seeds
    options.methods = try DiscoveryMethods(without: without?.names ?? [])
    if let timeLimit { options.timeLimit = .seconds(timeLimit) }
    return options
  }
}
