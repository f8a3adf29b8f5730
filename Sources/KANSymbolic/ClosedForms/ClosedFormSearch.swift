import KANData
import KANFormula
import SymbolLibrary

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Looks for laws that linear selections can bring out exactly, before any network is trained: cheap, and sure where it
/// finds something, since no wrong law of a few terms leaves a residual at rounding.
///
/// Nodes: the target as it is, and what is left when factors are divided out. Forms: sums of terms for several
/// functions of the target, ratios of sums, products of factors, functions of one product of powers.
struct ClosedFormSearch: Sendable {
  let table: LawTable
  let catalog: SymbolCatalog
  let methods: DiscoveryMethods
  let threads: Int
  let deadline: Deadline
  /// The rows that constants are refined on.
  private let refiner: ExpressionRefiner

  private static let rows = 4_000

  init(_ data: Dataset, catalog: SymbolCatalog, methods: DiscoveryMethods, threads: Int, deadline: Deadline) {
    table = LawTable(data, rows: Self.rows)
    refiner = ExpressionRefiner(relativeTo: data.limited(to: 600))
    self.methods = methods
    self.catalog = catalog
    self.threads = threads
    self.deadline = deadline
  }

  /// A law and the size of its relative residuals.
  struct Candidate: Sendable {
    let expression: Expression
    let error: Double
    /// Its length, and the digits it fails to explain at the price of a dozen symbols each.
    var cost: Double { Double(expression.complexity) + 12 * max(0, log10(error / 1e-13)) }
  }

  /// The simplest laws that reproduce every row, best first; none if no stage finds any.
  func exactLaws() -> [Candidate] {
    let root = LawNode(values: table.target, factor: 1, inputs: Array(table.inputs.indices))
    let nodes = [
      methods.contains(.division) ? FactorPeeling(table: table).peeled(root) : nil, root,
    ].compactMap { $0 }
    // A factor for every input: nothing but a constant is left.
    if let bare = nodes.first, bare.inputs.isEmpty {
      let law = bare.whole(.real(bare.values.quantile(0.5)))
      let found = judged([law])
      if !found.isEmpty { return found }
    }
    for breadth in AtomMenu.Breadth.allCases {
      for node in nodes where !node.inputs.isEmpty {
        if deadline.hasPassed { return [] }
        let found = judged(stage(node, breadth))
        if !found.isEmpty { return found }
      }
      guard breadth == .powers, methods.contains(.indices) else { continue }
      for node in nodes where !node.inputs.isEmpty {
        if deadline.hasPassed { return [] }
        let laws = IndexLaw(node: node, table: table).laws(deadline: deadline)
        let found = judged(Parallel.map(laws, threads: threads) { polished($0) ?? $0 })
        if !found.isEmpty { return found }
      }
    }
    return []
  }

  private func stage(_ node: LawNode, _ breadth: AtomMenu.Breadth) -> [Expression] {
    var forms = TargetTransform.all.map(SparseLaw.Form.sum)
    forms += [.ratio(.power(1)), .ratio(.power(2))]
    if breadth == .functions { forms.append(.product) }
    return Parallel.map(forms, threads: threads) { [table, deadline] form in
      SparseLaw(node: node, table: table, form: form, breadth: breadth).laws(deadline: deadline)
    }.flatMap { $0 }
  }

  /// The law with its constants at the least relative error.
  private func polished(_ law: Expression) -> Expression? {
    deadline.hasPassed ? nil : refiner.refine(law)?.expression
  }

  /// Those of the laws that are exact, best first: the digits that a law explains count more than its length, or a
  /// series that agrees to ten digits would pass for the function.
  private func judged(_ laws: [Expression]) -> [Candidate] {
    laws.compactMap { law -> Candidate? in
      let error = relativeError(law)
      return error < Self.exactness && catalog.allows(law) ? Candidate(expression: law, error: error) : nil
    }.sorted { ($0.cost, $0.error) < ($1.cost, $1.error) }
  }

  /// What rounding, magnified by the cancellation of terms, may leave of a true law.
  private static let exactness = 2e-11

  /// The relative residual that 99 % of the rows do not exceed; infinite where a value is not finite.
  private func relativeError(_ law: Expression) -> Double {
    guard let compiled = try? CompiledExpression(law, variables: table.names) else { return .infinity }
    let values = compiled.values(table.inputs)
    let floor = 1e-3 * table.target.typicalMagnitude
    let errors = zip(values, table.target).map { abs($0 - $1) / max(abs($1), floor) }
    guard errors.allSatisfy({ $0.isFinite }) else { return .infinity }
    return errors.quantile(0.99)
  }
}
