import KANFormula
import KANSymbolic
import SymbolLibrary

extension Discovery {
  /// The options of a search for a law.
  public struct Options: Sendable {
    /// The work that a search may do.
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

    /// The kind of target.
    public enum Task: String, Sendable, Codable, CaseIterable {
      /// A label if it contains only 0 and 1, else a quantity.
      case automatic
      /// A quantity, even if it contains only 0 and 1.
      case quantity
      /// A label 0 or 1, whose log-odds are searched.
      case label

      /// The statistical model of a column.
      package func likelihood(of target: [Double]) -> Likelihood {
        switch self {
        case .quantity: .gaussian
        case .label: .bernoulli
        case .automatic: target.allSatisfy { $0 == 0 || $0 == 1 } ? .bernoulli : .gaussian
        }
      }
    }

    /// The kind of target; by default determined from its values.
    public var task = Task.automatic
    /// The meaning of the label 1, such as `species = setosa`; `nil` for `label = 1` with the name of the target.
    public var event: String?
    /// A form with unknown functions that the law must have; `nil` for any law.
    package var form: HoledForm?
    /// The work that the search may do.
    public var effort: Effort
    /// The enabled parts of the search; by default all.
    package var methods: MethodSelection = .all
    /// The share of the network structures that is trained if several searches divide them; by default all.
    package var structures = StructureShare.all
    /// The functions that may occur.
    public var catalog: SymbolCatalog
    /// The criterion by which one of the laws is chosen.
    public var choice = Discovery.Options.Choice.evidence
    /// The constraints on the form of laws; by default none.
    public var constraints = Discovery.Options.Constraints()
    /// Named constants to recognise in addition to π, e and small roots.
    public var constants: [FormulaExpression.NamedConstant]
    /// How thoroughly the formula is compared with the network that it came from.
    package var certification: CertificationOptions
    /// The seed of all random numbers; equal seeds give equal formulas.
    public var seed: UInt64
    /// The number of threads, 1 or more; `nil` for one per core. Results have the same bits for any number.
    public var threads: Int?
    /// The share of validation rows, above 0 and below 1.
    public var validationShare: Double
    /// The time, longer than zero, after which the best law so far is taken, whatever the effort; `nil` for none. A
    /// result that is ended by the clock is not reproducible, and the account says so.
    public var timeLimit: Duration?
    /// The units of columns; empty for a search without units.
    public var units: [String: PhysicalUnit] = [:]
    /// Whether outliers, rows too far from all others to be noise, are set aside and named.
    public var isRobust = false
    /// The number of searches that vote, 1 or more, with seeds counted up from `seed`; each may do all
    /// the work of the effort.
    public var seedCount = 1

    /// The defaults: normal effort, the standard library, a proof as long as the effort allows, seed 1, one thread per
    /// core, a fifth of the rows for validation.
    ///
    /// - Parameters:
    ///   - effort: The work that the search may do.
    ///   - catalog: The functions that may occur.
    ///   - constants: Named constants to recognise in addition to π, e and small roots.
    ///   - seed: The seed of all random numbers; equal seeds give equal formulas.
    ///   - threads: The number of threads, 1 or more; `nil` for one per core. Results have the same
    ///     bits for any number.
    ///   - validationShare: The share of validation rows, above 0 and below 1.
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

    /// The same with other options for the proof.
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

    /// The families, reductions and stages that are left out, by name (`methodNames`); none by default.
    public var methodsLeftOut: Set<String> {
      get { methods.excluded }
      set { methods = MethodSelection(without: newValue) }
    }

    /// The names of the members of a search: its stages, families of laws, reductions and treatments.
    public static var methodNames: [String] { MethodSelection.names }
  }
}
