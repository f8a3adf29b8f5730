import KANFormula
import KANSearch
import KANSymbolic
import KANTraining

/// The document `account.json`: what was found, how well it fits, and how to get it again.
package struct DiscoveryRecord: Encodable, Sendable {
  /// What steered the search.
  package struct Settings: Encodable, Sendable {
    /// How much work the search was given.
    package let effort: String
    /// What the target was to be: `automatic`, `quantity` or `label`.
    package let task: String
    /// The form with unknown functions that the law was to have; `nil` for any law.
    package let form: String?
    /// The members of the search that were left out.
    package let without: [String]
    /// Which of the structures of networks were trained: share `index` of `count`, counted from 0.
    package let structures: StructureShare
    /// By what one of the laws was chosen: `evidence`, `knee` or `tolerance`.
    package let choice: String
    /// The largest relative error of the law that was asked for; `nil` where something else decided.
    package let tolerance: Double?
    /// The names of the functions that were allowed.
    package let functions: [String]
    /// The names of the functions of those inputs that have functions of their own.
    package let functionsOfInputs: [String: [String]]
    /// What may not stand inside what, as `sin:exp`.
    package let forbidden: [String]
    /// The most nodes of a formula; `nil` for any number.
    package let maximumComplexity: Int?
    /// The names and values of the constants to be recognised besides π, e and small roots.
    package let constants: [String: Double]
    /// The units of columns.
    package let units: [String: String]
    /// Seconds after which the best so far was to be taken; results depend on it only if it was met.
    package let timeLimit: Double?
    /// The points and the operations that the comparison with a network may take.
    package let certification: CertificationOptions
    /// Whether rows that lie too far from all others were set aside.
    package let robust: Bool
    /// The seed of everything random.
    package let seed: UInt64
    /// The number of seeds that voted, counted up from `seed`.
    package let seedCount: Int
    /// The number of threads; results do not depend on it.
    package let threads: Int
    /// The share of rows kept back to judge by.
    package let validationShare: Double

    /// What the options of a search say.
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

  /// What made the document.
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
  /// What steered it.
  package let settings: Settings
  /// What made the document.
  package let versions: Versions

  /// Writes a search down.
  package init(_ discovery: Discovery, options: Discovery.Options) {
    target = discovery.network.outputs.first?.name ?? ""
    formula = discovery.formula.map(FormulaRecord.init)
    alternatives = discovery.candidates.map(AlternativeRecord.init)
    search = discovery.account
    settings = Settings(options)
    versions = Versions(account: 1, swiftKAN: packageVersion)
  }
}
