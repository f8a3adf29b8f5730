import KANFormula
import SymbolLibrary

/// How hard and with what to search for a law.
public struct DiscoveryOptions: Sendable {
  /// How much time a search may take.
  public enum Effort: String, Sendable, Codable, CaseIterable {
    /// A few seconds.
    case low
    /// Up to a minute.
    case normal
    /// Up to ten minutes.
    case high

    /// The time after which the best law so far is taken.
    public var timeLimit: Duration {
      switch self {
      case .low: .seconds(10)
      case .normal: .seconds(60)
      case .high: .seconds(600)
      }
    }

    /// The work that the proof of the formula's fidelity may take.
    var provingOperations: Double {
      switch self {
      case .low: 1e7
      case .normal: 3e7
      case .high: 1e9
      }
    }
  }

  /// How much time the search may take.
  public var effort: Effort
  /// The stages of the search; all by default.
  public var methods: DiscoveryMethods = .all
  /// The functions that may occur.
  public var catalog: SymbolCatalog
  /// Named constants to recognise besides π, e and small roots.
  public var constants: [NamedConstant]
  /// How thoroughly the formula is compared with the network that it came from.
  public var certification: CertificationOptions
  /// The seed of all that is random; equal seeds give equal formulas.
  public var seed: UInt64
  /// The number of threads.
  public var threads: Int
  /// The share of rows kept back to judge by.
  public var validationShare: Double
  /// The time after which the best law so far is taken: that of `effort` unless set.
  public var timeLimit: Duration {
    get { ownTimeLimit ?? effort.timeLimit }
    set { ownTimeLimit = newValue }
  }
  private var ownTimeLimit: Duration?
  /// The units of columns; empty for a search that knows nothing of units.
  public var units: [String: PhysicalUnit] = [:]
  /// The number of searches that vote, with seeds counted up from `seed`; each has the time limit for itself.
  public var seedCount = 1

  /// The defaults: normal effort, the standard library, a proof as long as the effort allows, seed 1, two threads, a fifth of the rows kept back.
  public init(
    effort: Effort = .normal, catalog: SymbolCatalog = .standard, constants: [NamedConstant] = [],
    certification: CertificationOptions? = nil, seed: UInt64 = 1, threads: Int = 2,
    validationShare: Double = 0.2
  ) {
    self.effort = effort
    self.catalog = catalog
    self.constants = constants
    self.certification = certification ?? CertificationOptions(operations: effort.provingOperations)
    self.seed = seed
    self.threads = threads
    self.validationShare = validationShare
  }
}
