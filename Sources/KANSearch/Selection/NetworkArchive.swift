import KANSymbolic

/// The networks that a search has trained.
struct NetworkArchive: Sendable, Codable {
  /// A closed form that is far worse than its splines.
  struct Postponed: Sendable, Codable {
    let structure: String
    let outcome: Symbolizer.Outcome
  }

  /// The structures that were tried.
  var tried: Set<Structure> = []
  /// Refined networks that wait to be recognised until all are known.
  var waiting: [StructureTrainer.Trained] = []
  /// Closed forms that are far worse than their splines: the best approximations if nothing better is found.
  var postponed: [Postponed] = []
  /// The network with the smallest error.
  private(set) var best: StructureTrainer.Trained?
  /// The error of networks in place of the unknown functions of a given form; `nil` if there is no such form.
  private(set) var errorInForm: Double?

  /// √(mean square residual) over the target's spread of the best one; infinite if none was trained.
  var error: Double { errorInForm ?? best?.validationError ?? .infinity }

  mutating func noteInForm(error: Double) { errorInForm = min(error, errorInForm ?? .infinity) }

  mutating func note(_ trained: [StructureTrainer.Trained]) {
    for network in trained where network.validationError < error { best = network }
  }
}
