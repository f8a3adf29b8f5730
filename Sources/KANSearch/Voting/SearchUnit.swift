/// One of the searches that a search of several targets and seeds is dealt out as, to be run on any machine.
///
/// Units share nothing, and which there are depends on the targets and the options only: however they are spread over machines, together
/// they give the same result.
package struct SearchUnit: Sendable, Hashable, Codable {
  /// Its place among all, counted from 0.
  package let index: Int
  /// The number of all.
  package let count: Int
  /// The target whose law it looks for.
  package let target: String
  /// Its seed.
  package let seed: UInt64
  /// Which of the network structures it trains.
  package let structures: StructureShare

  /// The number of parts that the network structures of one search are dealt out in. Each part has the work of the effort for itself, so
  /// that all of them together train several times as many.
  private static let parts = 4

  /// All units of a search.
  ///
  /// - Parameter options: Those of the search; their seeds and the members that take part decide.
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

  /// The options with which the unit is searched.
  ///
  /// - Parameter options: Those of the whole search, for the unit's target.
  package func options(_ options: Discovery.Options) -> Discovery.Options {
    var own = options
    own.seed = seed
    own.seedCount = 1
    own.structures = structures
    return own
  }
}
