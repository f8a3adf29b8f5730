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
    root = LawNode(table: table, values: table.target, factor: 1, inputs: Array(table.inputs.indices))
    let divided = Self.nodes(root, methods)
    nodes = divided.isEmpty ? [root] : divided
    let cautious = methods.contains(.division) ? FactorPeeling(isCautious: true).peeled(root) : nil
    others =
      divided.isEmpty ? [] : [cautious, root].compactMap { $0 }.filter { $0.inputs != divided.last?.inputs }
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

  /// The simplest laws of a few cheap terms that reproduce every row, best first; of the nodes, and after pairs of coordinates
  /// were made one.
  func quickLaws() -> [Candidate] {
    let found = firstLaws([.powers, .functions]) { laws(of: nodes + others, $0, .quick) }
    if !found.isEmpty { return found }
    let withAngles = methods.contains(.indices) ? (nodes + others).flatMap(AngleReduction.reduced) : []
    let ofAngles = laws(of: withAngles, .powers, .quick)
    if !ofAngles.isEmpty { return ofAngles }
    for level in reductions(rounds: 4) {
      let found = firstLaws([.powers, .functions]) { laws(of: level, $0, .quick) }
      if !found.isEmpty { return found }
    }
    return laws(of: nodes + others, .pairs, .quick)
  }

  /// The simplest laws of any length that reproduce every row, best first.
  func exactLaws(_ breadth: AtomMenu.Breadth) -> [Candidate] {
    let found = laws(of: nodes, breadth, .full)
    guard found.isEmpty, breadth == .functions else { return found }
    for level in reductions(rounds: 2) {
      let found = firstLaws([.powers, .functions]) { laws(of: level, $0, .full) }
      if !found.isEmpty { return found }
    }
    return firstLaws([.powers, .functions]) { laws(of: others, $0, .full) }
  }

  /// The nodes after one reduction of a pair of coordinates to one, after two, and so on.
  private func reductions(rounds: Int) -> [[LawNode]] {
    guard methods.contains(.division) else { return [] }
    var levels: [[LawNode]] = []
    var wider = nodes + others.filter { $0.factor != 1 }
    for _ in 0..<rounds where !deadline.hasPassed {
      wider = PairReduction.reduced(wider).map { peeled($0) ?? $0 }
      if wider.isEmpty { break }
      levels.append(wider + wider.compactMap(\.withoutDrops))
    }
    return levels
  }

  private func firstLaws(
    _ breadths: [AtomMenu.Breadth], _ laws: (AtomMenu.Breadth) -> [Candidate]
  ) -> [Candidate] {
    for breadth in breadths {
      let found = laws(breadth)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// What is left of the target when terms and factors are taken out, and factors alone.
  private let nodes: [LawNode]
  /// What is looked at where these lead nowhere, since too much was divided out; the target itself last.
  private let others: [LawNode]

  private static func nodes(_ root: LawNode, _ methods: DiscoveryMethods) -> [LawNode] {
    guard methods.contains(.division) else { return [] }
    let divided = FactorPeeling().peeled(root)
    let rest = TermPeeling().peeled(divided ?? root).map { FactorPeeling().peeled($0) ?? $0 }
    guard divided != nil || rest != nil else { return [] }
    // Where nothing is left to depend on, too much was taken.
    return [rest, divided ?? root].compactMap { $0 }.filter {
      !$0.inputs.isEmpty || $0.values.isNearlyConstant
    }
  }

  private let root: LawNode

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
      if !found.isEmpty { return withPowers(found) }
    }
    guard breadth == .powers, effort == .quick, methods.contains(.indices) else { return [] }
    for node in nodes where !node.inputs.isEmpty {
      if deadline.hasPassed { return [] }
      let laws = IndexLaw(node: node).laws(deadline: deadline) + ModeSum(node: node).laws(deadline: deadline)
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
        found += described(
          IndexLaw(node: node, noise: .additive).laws(deadline: deadline)
            + ModeSum(node: node, noise: .additive).laws(deadline: deadline))
      }
      guard !deadline.hasPassed else { break }
      var forms = [TargetTransform.power(1), .power(-1), .power(2), .power(-2), .log].map(SparseLaw.Form.sum)
      forms += breadth == .functions ? [.product, .sum(.sin), .sum(.tan)] : [.ratio(.power(1))]
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
    if breadth != .powers, effort == .quick { common.append(.product) }
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
      guard error < Self.exactness, catalog.allows(law) else { return nil }
      // 1 − tanh(u) is 2/(exp(2·u) + 1), but not for large u on a computer.
      let losesDigits = relativeError(law, share: 0.95, floor: 0) > Self.visibleLoss
      return losesDigits ? nil : Candidate(expression: law, error: error)
    }.sorted { ($0.cost, $0.error) < ($1.cost, $1.error) }
  }

  /// The same with those of their sums that are series as powers, where that explains more digits.
  private func withPowers(_ found: [Candidate]) -> [Candidate] {
    let series = found.prefix(3).map(\.expression).filter { $0.freeConstants.count > 2 }
    let forms = series.flatMap { SeriesResummation.closedForms(of: $0) }
    return (found + judged(forms.compactMap { polished($0) })).sorted {
      ($0.cost, $0.error) < ($1.cost, $1.error)
    }
  }

  /// What rounding, magnified by the cancellation of terms, may leave of a true law.
  private static let exactness = 2e-11

  /// A relative error of small values that users would see.
  private static let visibleLoss = 1e-7

  /// The relative residual that a share of the rows does not exceed, errors of values below a share of the typical one
  /// taken relative to that; infinite where a value is not finite.
  private func relativeError(_ law: Expression, share: Double = 0.99, floor: Double = 1e-3) -> Double {
    guard let compiled = try? CompiledExpression(law, variables: refiner.names) else { return .infinity }
    let values = compiled.values(table.inputs)
    let least = max(floor * table.target.typicalMagnitude, .leastNormalMagnitude)
    let errors = zip(values, table.target).map { abs($0 - $1) / max(abs($1), least) }
    guard errors.allSatisfy({ $0.isFinite }) else { return .infinity }
    return errors.quantile(share)
  }
}
