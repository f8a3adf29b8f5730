import KANFormula
import KANSymbolic
import SymbolLibrary

extension Discovery {
  /// How hard and with what to search for a law.
  public struct Options: Sendable {
    /// How much work a search may do.
    public enum Effort: String, Sendable, Codable, CaseIterable {
      /// About five seconds of one core.
      case low
      /// About half a minute.
      case normal
      /// About five minutes.
      case high

      /// The work after which the best law so far is taken, in operations on one row (`Discovery.Account.work`).
      package var workLimit: Int {
        switch self {
        case .low: 16_000_000_000
        case .normal: 100_000_000_000
        case .high: 1_000_000_000_000
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

    /// What the target is.
    public enum Task: String, Sendable, Codable, CaseIterable {
      /// A label where it holds nothing but 0 and 1, else a quantity.
      case automatic
      /// A quantity, even where it is 0 or 1.
      case quantity
      /// A label 0 or 1, whose log-odds are looked for.
      case label

      /// What a column is taken to be.
      package func likelihood(of target: [Double]) -> Likelihood {
        switch self {
        case .quantity: .gaussian
        case .label: .bernoulli
        case .automatic: target.allSatisfy { $0 == 0 || $0 == 1 } ? .bernoulli : .gaussian
        }
      }
    }

    /// What the target is; by default its values tell.
    public var task = Task.automatic
    /// What the label 1 says, such as `species = setosa`; `nil` for `label = 1` with the name of the target.
    public var event: String?
    /// A form with unknown functions that the law must have; `nil` for any law.
    package var form: HoledForm?
    /// How much work the search may do.
    public var effort: Effort
    /// The members of the search that take part; all by default.
    package var methods: MethodSelection = .all
    /// Which of the structures of networks are trained, where several searches share them out; all by default.
    package var structures = StructureShare.all
    /// The functions that may occur.
    public var catalog: SymbolCatalog
    /// By what one of the laws is chosen.
    public var choice = Discovery.Options.Choice.evidence
    /// What laws may look like; by default anything made of those functions.
    public var constraints = Discovery.Options.Constraints()
    /// Named constants to recognise besides π, e and small roots.
    public var constants: [FormulaExpression.NamedConstant]
    /// How thoroughly the formula is compared with the network that it came from.
    package var certification: CertificationOptions
    /// The seed of all that is random; equal seeds give equal formulas.
    public var seed: UInt64
    /// The number of threads; `nil` for one a core. Results have the same bits for any.
    public var threads: Int?
    /// The share of rows kept back to judge by.
    public var validationShare: Double
    /// The time after which the best law so far is taken, whatever the effort; `nil` for none. What the clock ends depends on
    /// the machine and the moment, and the account says so.
    public var timeLimit: Duration?
    /// The units of columns; empty for a search that knows nothing of units.
    public var units: [String: PhysicalUnit] = [:]
    /// Whether rows that lie too far from all others for noise are set aside and named.
    public var isRobust = false
    /// The number of searches that vote, with seeds counted up from `seed`; each has the effort for itself.
    public var seedCount = 1

    /// The defaults: normal effort, the standard library, a proof as long as the effort allows, seed 1, a thread a core, a fifth of the rows kept back.
    public init(
      effort: Effort = .normal, catalog: SymbolCatalog = .standard,
      constants: [FormulaExpression.NamedConstant] = [],
      seed: UInt64 = 1, threads: Int? = nil, validationShare: Double = 0.2
    ) {
      self.init(
        effort: effort, catalog: catalog, constants: constants, certification: nil, seed: seed,
        threads: threads,
        validationShare: validationShare)
    }

    /// The same with a proof of another length.
    package init(
      effort: Effort = .normal, catalog: SymbolCatalog = .standard,
      constants: [FormulaExpression.NamedConstant] = [],
      certification: CertificationOptions?, seed: UInt64 = 1, threads: Int? = nil,
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

    /// The members of the search that are left out, by name (`methodNames`); none by default.
    public var methodsLeftOut: Set<String> {
      get { methods.excluded }
      set { methods = MethodSelection(without: newValue) }
    }

    /// The names of the members of a search: its stages, families of laws, reductions and treatments.
    public static var methodNames: [String] { MethodSelection.names }
  }
}
