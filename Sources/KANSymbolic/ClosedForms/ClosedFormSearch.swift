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
  /// The same by squared error.
  private let noisyRefiner: ExpressionRefiner

  private static let rows = 4_000

  init(_ data: Dataset, catalog: SymbolCatalog, methods: DiscoveryMethods, threads: Int, deadline: Deadline) {
    table = LawTable(data, rows: Self.rows)
    refiner = ExpressionRefiner(relativeTo: data.limited(to: 600))
    noisyRefiner = ExpressionRefiner(data.limited(to: 2_000))
    self.methods = methods
    self.catalog = catalog
    self.threads = threads
    self.deadline = deadline
  }

  /// A law and the size of its relative residuals.
  struct Candidate: Sendable {
    let expression: Expression
    let error: Double
    /// Whether nothing is left but rounding, where terms cancel a little.
    var isAtRounding: Bool { error < 1e-13 }
    /// Its length, and the digits it fails to explain at the price of a dozen symbols each.
    var cost: Double { Double(expression.complexity) + 12 * max(0, log10(error / 3e-15)) }
  }

  /// The simplest laws of a few cheap terms that reproduce every row, best first.
  func quickLaws() -> [Candidate] {
    let nodes = nodes
    for breadth in AtomMenu.Breadth.allCases {
      let found = laws(of: nodes, breadth, .quick)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The simplest laws of any length that reproduce every row, best first.
  func exactLaws(_ breadth: AtomMenu.Breadth) -> [Candidate] {
    let found = laws(of: nodes, breadth, .full)
    guard found.isEmpty, breadth == .functions, methods.contains(.division) else { return found }
    // Two coordinates may be one, and what is left of three or four again.
    let divided = peeled(root) ?? root
    var wider = [divided] + [rest(of: divided)].compactMap { $0 }
    for round in 0..<4 where !deadline.hasPassed {
      wider = PairReduction.reduced(wider).map { peeled($0) ?? $0 }
      for effort in round < 2 ? [SparseLaw.Effort.quick, .full] : [.quick] {
        for breadth in [AtomMenu.Breadth.powers, .functions] {
          let found = laws(of: wider, breadth, effort)
          if !found.isEmpty { return found }
        }
      }
    }
    return []
  }

  /// What laws are looked for: the target without factors and terms, without factors, and as it is.
  private var nodes: [LawNode] {
    guard methods.contains(.division) else { return [root] }
    let divided = peeled(root)
    return [rest(of: divided ?? root), divided, root].compactMap { $0 }
  }

  /// What is left when terms are taken away, and factors of it again.
  private func rest(of node: LawNode) -> LawNode? { TermPeeling().peeled(node).map { peeled($0) ?? $0 } }

  private var root: LawNode {
    LawNode(table: table, values: table.target, factor: 1, inputs: Array(table.inputs.indices))
  }

  private func peeled(_ node: LawNode) -> LawNode? {
    methods.contains(.division) ? FactorPeeling().peeled(node) : nil
  }

  private func laws(of nodes: [LawNode], _ breadth: AtomMenu.Breadth, _ effort: SparseLaw.Effort)
    -> [Candidate]
  {
    for node in nodes {
      if deadline.hasPassed { return [] }
      // A factor for every input: nothing but a constant is left.
      let laws =
        node.inputs.isEmpty ? [node.whole(.real(node.values.quantile(0.5)))] : stage(node, breadth, effort)
      let found = judged(laws)
      if !found.isEmpty { return found }
    }
    guard breadth == .powers, effort == .quick, methods.contains(.indices) else { return [] }
    for node in nodes where !node.inputs.isEmpty {
      if deadline.hasPassed { return [] }
      let laws = IndexLaw(node: node).laws(deadline: deadline)
      let found = judged(Parallel.map(laws, threads: threads) { polished($0) ?? $0 })
      if !found.isEmpty { return found }
    }
    return []
  }

  // MARK: - Noise

  /// The laws of the shortest description where the target carries noise of one size, best first.
  func noisyLaws(_ breadth: AtomMenu.Breadth, limit: Int = 4) -> [Candidate] {
    let peeled = methods.contains(.division) ? FactorPeeling(noise: .additive).peeled(root) : nil
    var found: [Candidate] = []
    for node in [peeled, root].compactMap({ $0 }) {
      if node.inputs.isEmpty {
        found += described([node.whole(.real(node.values.quantile(0.5)))])
        continue
      }
      if breadth == .powers, methods.contains(.indices), !deadline.hasPassed {
        found += described(IndexLaw(node: node, noise: .additive).laws(deadline: deadline))
      }
      guard !deadline.hasPassed else { break }
      var forms = [TargetTransform.power(1), .power(-1), .power(2), .power(-2), .log].map(SparseLaw.Form.sum)
      forms += breadth == .functions ? [.product] : [.ratio(.power(1))]
      let laws = Parallel.map(forms, threads: threads) { [deadline] form in
        SparseLaw(node: node, form: form, breadth: breadth, noise: .additive).laws(deadline: deadline)
      }
      found += described(laws.flatMap { $0 })
    }
    var seen: Set<String> = []
    return Array(
      found.sorted { $0.error < $1.error }.filter {
        seen.insert(TextPrinter(digits: 3).print($0.expression)).inserted
      }.prefix(limit))
  }

  /// Laws at their least squared error, with their description lengths in place of errors.
  private func described(_ laws: [Expression]) -> [Candidate] {
    Parallel.map(laws, threads: threads) { [noisyRefiner, catalog, deadline] law -> Candidate? in
      guard !deadline.hasPassed, catalog.allows(law), let refined = noisyRefiner.refine(law) else {
        return nil
      }
      let n = Double(refined.fit.residualCount)
      let constants = Double(refined.expression.freeConstants.count)
      let length =
        n * log(max(refined.relativeError, 1e-15)) + 0.5 * log(n) * constants
        + log(2.0) * Double(refined.expression.complexity)
      return length.isFinite ? Candidate(expression: refined.expression, error: length) : nil
    }.compactMap { $0 }
  }

  private func stage(
    _ node: LawNode, _ breadth: AtomMenu.Breadth, _ effort: SparseLaw.Effort
  ) -> [Expression] {
    let all = TargetTransform.all
    var common = all.filter(\.isCommon).map(SparseLaw.Form.sum) + [.ratio(.power(1)), .ratio(.power(2))]
    if breadth == .functions, effort == .quick { common.append(.product) }
    let rare =
      all.filter { !$0.isCommon }.map(SparseLaw.Form.sum) + [.ratio(.sin), .ratio(.cos), .ratio(.tan)]
    for forms in [common, rare] {
      let laws = Parallel.map(forms, threads: threads) { [deadline] form in
        SparseLaw(node: node, form: form, breadth: breadth, effort: effort).laws(deadline: deadline)
      }.flatMap { $0 }
      if laws.contains(where: { relativeError($0) < Self.exactness }) { return laws }
    }
    return []
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
    guard let compiled = try? CompiledExpression(law, variables: refiner.names) else { return .infinity }
    let values = compiled.values(table.inputs)
    let floor = 1e-3 * table.target.typicalMagnitude
    let errors = zip(values, table.target).map { abs($0 - $1) / max(abs($1), floor) }
    guard errors.allSatisfy({ $0.isFinite }) else { return .infinity }
    return errors.quantile(0.99)
  }
}
