import ArgumentParser
import SwiftKAN

/// What network to start from.
struct ArchitectureOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The nodes of each layer, inputs first, such as 4,5,1.", valueName: "shape"))
  var shape: String?

  @Option(help: ArgumentHelp("Grid intervals of each curve.", valueName: "count"))
  var grid = 5

  @Option(help: ArgumentHelp("Order of the splines, 1 to 5.", valueName: "k"))
  var order = 3

  @Option(help: "What every curve has besides its spline: silu, identity or zero.")
  var base: BaseFunction = .silu

  @Flag(help: "Connect only nearest neighbours at first.")
  var sparse = false

  func validate() throws {
    guard (1...10_000).contains(grid) else {
      throw ValidationError("--grid needs a number from 1, not \(grid).")
    }
    guard (1...5).contains(order) else {
      throw ValidationError("--order needs a number from 1 to 5, not \(order).")
    }
  }
}

extension ArchitectureOptions {
  /// The first option of a command line that says what a new network looks like; `nil` if none does.
  static func given(in arguments: [String]) -> String? {
    GivenOptions.names(in: arguments).first { ["--grid", "--order", "--base", "--sparse"].contains($0) }
  }

  /// A network for a table, before training; `start` counts several of one seed.
  func network(for data: Dataset, settings: TrainingSettings, start: Int = 0) throws -> Network {
    let shape = try NetworkShape(parsing: shape ?? "")
    try shape.check(
      inputs: data.inputs.count,
      outputs: settings.loss.outputCount(for: data))
    return try Network(
      for: data, shape: shape, loss: settings.loss.loss, intervals: grid,
      order: order, base: base, sparse: sparse, seed: settings.seed &+ UInt64(start))
  }
}

extension BaseFunction: ExpressibleByArgument {}
