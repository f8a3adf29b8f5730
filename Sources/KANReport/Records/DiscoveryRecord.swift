import KANFormula
import KANSearch
import KANSymbolic
import KANTraining

/// The document `account.json`: what was found, how well it fits, and how to reproduce it.
package struct DiscoveryRecord: Encodable, Sendable {
  /// The options of the search.
  package struct Settings: Encodable, Sendable {
    /// How much work the search was given.
    package let effort: String
    /// How the target was to be treated: `automatic`, `quantity` or `label`.
    package let task: String
    /// The required form of the law, with unknown functions; `nil` for any law.
    package let form: String?
    /// The families, reductions and stages that were left out.
    package let without: [String]
    /// The share of the network structures that were trained: share `index` of `count`, counted from 0.
    package let structures: StructureShare
    /// The rule by which the law was chosen: `evidence`, `knee` or `tolerance`.
    package let choice: String
    /// The requested largest relative error of the law; `nil` if another rule decided.
    package let tolerance: Double?
    /// The names of the functions that were allowed.
    package let functions: [String]
    /// The names of the allowed functions of those inputs that have their own list.
    package let functionsOfInputs: [String: [String]]
    /// The forbidden nestings, as `sin:exp`.
    package let forbidden: [String]
    /// The largest number of nodes of a formula; `nil` for no limit.
    package let maximumComplexity: Int?
    /// The names and values of the constants to be recognised besides π, e and small roots.
    package let constants: [String: Double]
    /// The units of columns.
    package let units: [String: String]
    /// The time limit in seconds, after which the best law so far is taken; results depend on it only if it was reached.
    package let timeLimit: Double?
    /// The limits on points and operations for the comparison with a network.
    package let certification: CertificationOptions
    /// Whether outliers were set aside.
    package let robust: Bool
    /// The random seed.
    package let seed: UInt64
    /// The number of seeds that voted, counted up from `seed`.
    package let seedCount: Int
    /// The number of threads; results do not depend on it.
    package let threads: Int
    /// The fraction of validation rows.
    package let validationShare: Double

    /// The settings in the options of a search.
    init(_ options: Discovery.Options) {
      effort = options.effort.rawValue
      task = options.task.rawValue
      form = options.form?.text
      without = options.methods.excluded.sorted()
      structures = options.structures
      choice = options.choice.name
      tolerance = options.choice.tolerance
      functions = options.catalog.symbols.map(\.name)
      functionsOfInputs = options.constraints.functions.mapValues { $0.symbols.map(\.name) }
      forbidden = options.constraints.forbidden.map { "\($0.outer.rawValue):\($0.inner.rawValue)" }.sorted()
      maximumComplexity = options.constraints.maximumComplexity
      constants = Dictionary(
        options.constants.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
      units = options.units.mapValues(\.symbol)
      timeLimit = options.timeLimit.map { $0 / .seconds(1) }
      certification = options.certification
      robust = options.isRobust
      seed = options.seed
      seedCount = options.seedCount
      threads = TrainingOptions.threadCount(options.threads)
      validationShare = options.validationShare
    }
  }

  /// The versions that produced the document.
  package struct Versions: Encodable, Sendable {
    /// The version of this document's keys.
    package let account: Int
    /// The version of SwiftKAN.
    package let swiftKAN: String
  }

  /// The name of the target.
  package let target: String
  /// The law, or `nil` when no closed form was found.
  package let formula: FormulaRecord?
  /// The best formula at each complexity, simplest first.
  package let alternatives: [AlternativeRecord]
  /// How the search went.
  package let search: Discovery.Account
  /// The options of the search.
  package let settings: Settings
  /// The versions that produced the document.
  package let versions: Versions

  /// The record of a search.
  package init(_ discovery: Discovery, options: Discovery.Options) {
    target = discovery.network.outputs.first?.name ?? ""
    formula = discovery.formula.map(FormulaRecord.init)
    alternatives = discovery.candidates.map(AlternativeRecord.init)
    search = discovery.account
    settings = Settings(options)
    versions = Versions(account: 1, swiftKAN: packageVersion)
  }
}
