/// One of the independent parts of a search for several targets and seeds, which can run on any machine.
///
/// Units share nothing, and depend only on the targets and the options: however they are distributed over machines, together they
/// give the same result.
package struct SearchUnit: Sendable, Hashable, Codable {
  /// Its index among all units, counted from 0.
  package let index: Int
  /// The number of units.
  package let count: Int
  /// The target whose law it looks for.
  package let target: String
  /// Its seed.
  package let seed: UInt64
  /// The share of the network structures that it trains.
  package let structures: StructureShare

  /// The number of parts into which the network structures of one search are divided. Each part may do all the work of the effort,
  /// so together they train several times as many.
  private static let parts = 4

  /// All units of a search.
  ///
  /// - Parameter options: The options of the search; only their seeds and enabled members matter.
  package static func all(targets: [String], options: Discovery.Options) -> [SearchUnit] {
    let parts = StructureShare.parts(trainsStructures(options) ? parts : 1)
    let units = targets.flatMap { target in
      (0..<UInt64(max(1, options.seedCount))).flatMap { seed in
        parts.map { (target: target, seed: options.seed &+ seed, structures: $0) }
      }
    }
    return units.enumerated().map { index, unit in
      SearchUnit(
        index: index, count: units.count, target: unit.target, seed: unit.seed, structures: unit.structures)
    }
  }

  private static func trainsStructures(_ options: Discovery.Options) -> Bool {
    options.form == nil
      && (options.methods.contains(NetworksStage.name) || options.methods.contains(GrowthStage.name))
  }

  /// The options for the search of the unit.
  ///
  /// - Parameter options: The options of the whole search, for the unit's target.
  package func options(_ options: Discovery.Options) -> Discovery.Options {
    var own = options
    own.seed = seed
    own.seedCount = 1
    own.structures = structures
    return own
  }
}
