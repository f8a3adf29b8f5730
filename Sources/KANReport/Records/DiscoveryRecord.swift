import KANFormula
import KANSymbolic

/// The document `account.json`: what was found, how well it fits, and how to get it again.
public struct DiscoveryRecord: Encodable, Sendable {
  /// What steered the search.
  public struct Settings: Encodable, Sendable {
    /// How much time the search was given.
    public let effort: String
    /// The names of the functions that were allowed.
    public let functions: [String]
    /// Seconds after which the best so far was taken.
    public let timeLimit: Double
    /// The seed of everything random.
    public let seed: UInt64
    /// The number of seeds that voted, counted up from `seed`.
    public let seedCount: Int
    /// The number of threads; results do not depend on it.
    public let threads: Int
    /// The share of rows kept back to judge by.
    public let validationShare: Double
  }

  /// What made the document.
  public struct Versions: Encodable, Sendable {
    /// The version of this document's keys.
    public let account: Int
    /// The version of SwiftKAN.
    public let swiftKAN: String
  }

  /// The law, or `nil` when no closed form was found.
  public let formula: FormulaRecord?
  /// The best formula at each complexity, simplest first.
  public let alternatives: [FormulaRecord]
  /// How the search went.
  public let search: DiscoveryAccount
  /// What steered it.
  public let settings: Settings
  /// What made the document.
  public let versions: Versions

  /// Writes a search down.
  public init(_ discovery: Discovery, options: DiscoveryOptions) {
    formula = discovery.formula.map(FormulaRecord.init)
    alternatives = discovery.alternatives.map(FormulaRecord.init)
    search = discovery.account
    settings = Settings(
      effort: options.effort.rawValue, functions: options.catalog.symbols.map(\.name),
      timeLimit: options.timeLimit / .seconds(1), seed: options.seed, seedCount: options.seedCount,
      threads: options.threads, validationShare: options.validationShare)
    versions = Versions(account: 1, swiftKAN: packageVersion)
  }
}
