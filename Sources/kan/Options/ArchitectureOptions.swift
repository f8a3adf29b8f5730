import ArgumentParser
import SwiftKAN

/// The initial network. Missing settings come from a configuration, or have the defaults in the help.
struct ArchitectureOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The nodes of each layer, inputs first, such as 4,5,1.", valueName: "shape"))
  var shape: String?

  @Option(help: ArgumentHelp("Grid intervals of each curve. (default: 5)", valueName: "count"))
  var grid: Int?

  @Option(help: ArgumentHelp("Order of the splines, 1 to 5. (default: 3)", valueName: "k"))
  var order: Int?

  @Option(
    help: ArgumentHelp(
      "The spacing of knots, from 0 (by the density of the rows) to 1 (even). (default: 0.5, for labels 0.1)",
      valueName: "fraction"))
  var evenKnots: Double?

  @Option(
    help:
      "The function that is added to the spline of every edge. (default: silu, for labels identity)")
  var base: Network.BaseFunction?

  @Flag(help: "Initially connect only nearest neighbours.")
  var sparse = false
}

extension ArchitectureOptions {
  /// The first option on a command line that describes a new network; `nil` if there is none.
  static func given(in arguments: [String]) -> String? {
    GivenOptions.names(in: arguments).first {
      ["--grid", "--order", "--even-knots", "--base", "--sparse"].contains($0)
    }
  }

  /// The options that were given, by name.
  func add(to run: inout RunConfiguration) {
    run.shape = shape ?? run.shape
    run.grid = grid ?? run.grid
    run.order = order ?? run.order
    run.evenKnots = evenKnots ?? run.evenKnots
    run.base = base?.rawValue ?? run.base
    if sparse { run.sparse = true }
  }
}

extension Network.BaseFunction: ExpressibleByArgument {}
