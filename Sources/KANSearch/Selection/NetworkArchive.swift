import KANSymbolic

/// The networks that a search has trained.
struct NetworkArchive {
  /// The structures that were tried.
  var tried: Set<Structure> = []
  /// Refined networks that wait to be recognised until all are known.
  var waiting: [StructureTrainer.Trained] = []
  /// Closed forms that are far worse than their splines; the best approximations if nothing better comes.
  var postponed: [(structure: String, outcome: Symbolizer.Outcome)] = []
  /// The one of the least error.
  private(set) var best: StructureTrainer.Trained?

  /// √(mean square residual) over the target's spread of the best one; infinite where none was trained.
  var error: Double { best?.validationError ?? .infinity }

  mutating func note(_ trained: [StructureTrainer.Trained]) {
    for network in trained where network.validationError < error { best = network }
  }
}
