import KANData
import KANFormula
import KANModel
import KANTraining

/// The search for a law between quantities with units: first among dimensionless groups, of which there are fewer than
/// columns, then among the columns themselves. Formulas that do not balance are refused.
struct DimensionalSearch {
  private let table: Dataset
  private let options: DiscoveryOptions
  private let observer: ProgressObserver?

  /// The share of the time that the groups get before the columns themselves are tried.
  private static let share = 0.6

  init(_ table: Dataset, options: DiscoveryOptions, observer: ProgressObserver?) throws(SymbolicError) {
    let known = table.inputNames + table.targetNames
    if let stranger = options.units.keys.sorted().first(where: { !known.contains($0) }) {
      throw .unknownUnitColumn(stranger, columns: known)
    }
    self.table = table
    self.options = options
    self.observer = observer
  }

  func run() throws(SymbolicError) -> Discovery {
    var whole = try Discoverer(table, options: options, observer: observer)
    let (reduction, note) = self.reduction
    var account = UnitsAccount(
      columns: options.units.mapValues(\.symbol), groups: reduction?.groups.map(\.name) ?? [],
      scale: reduction?.scale.name, note: note)
    if let reduction { try search(reduction, for: &whole) }
    let discovery = try whole.run()
    if let formula = discovery.formula { account.noteBalance(of: formula, units: options.units) }
    return discovery.noting(account)
  }

  // MARK: - Reduction

  /// The table in dimensionless groups.
  private struct Reduction {
    let groups: [QuantityProduct]
    let scale: QuantityProduct
    /// Groups as inputs, the target over its scale as target; `nil` if no group varies.
    let data: Dataset?
    /// The target over its scale.
    let target: [Double]
  }

  /// A reduction, or why there is none.
  private var reduction: (Reduction?, note: String?) {
    let names = table.inputNames
    let missing = (names + table.targetNames).filter { options.units[$0] == nil }
    guard missing.isEmpty else {
      return (nil, "no unit was given for \(missing.joined(separator: ", ")), so no groups were formed")
    }
    let dimensions = names.map { options.units[$0]?.dimension ?? .one }
    let target = options.units[table.targetNames[0]]?.dimension ?? .one
    let all = DimensionlessGroups(of: dimensions, target: target)
    guard !all.scales.isEmpty else {
      return (
        nil,
        "no product of powers of the inputs has the unit of \(table.targetNames[0]), so a constant with a unit "
          + "must be part of the law; give it as a column to have it used"
      )
    }
    guard all.groups.count < names.count else { return (nil, "the columns are pure numbers already") }
    let constant = Set(table.constantInputs)
    let quantities = names.enumerated().map { i, name in
      constant.contains(name)
        ? Expression.constant(NamedConstant(name: name, value: table.inputs[i][0], latex: name))
        : .variable(name)
    }
    func values(_ product: QuantityProduct) -> [Double]? {
      product.values(table.inputs, names: names, count: table.count)
    }
    var columns: [[Double]] = []
    var groups: [QuantityProduct] = []
    for powers in all.groups {
      let group = QuantityProduct(quantities, powers)
      guard let column = values(group) else {
        return (nil, "the group \(group.name) is not finite in every row, so no groups were used")
      }
      guard column.contains(where: { abs($0 - column[0]) > 1e-12 * abs(column[0]) }) else { continue }
      groups.append(group)
      columns.append(column)
    }
    for powers in all.scales {
      let scale = QuantityProduct(quantities, powers)
      guard let divisor = values(scale) else { continue }
      let reduced = zip(table.targets[0], divisor).map { $0 / $1 }
      guard reduced.allSatisfy({ $0.isFinite }) else { continue }
      let inputNames = groups.indices.map { "group\($0 + 1)" }
      let data =
        groups.isEmpty
        ? nil
        : try? Dataset(
          inputNames: inputNames, inputs: columns, targetNames: ["group0"], targets: [reduced],
          weights: table.weights)
      return (Reduction(groups: groups, scale: scale, data: data, target: reduced), nil)
    }
    return (nil, "the target's scale is zero or infinite in some row, so no groups were used")
  }

  // MARK: - Search

  /// Looks for laws among the groups and hands them, composed, to the search among the columns.
  private func search(_ reduction: Reduction, for whole: inout Discoverer) throws(SymbolicError) {
    let mean = reduction.target.reduce(0, +) / Double(reduction.target.count)
    let isConstant = reduction.target.allSatisfy { abs($0 - mean) <= 1e-5 * abs(mean) }
    if isConstant {
      whole.adopt(.product([.real(mean), reduction.scale.expression]), as: reduction.scale.name)
      return
    }
    guard let data = reduction.data else { return }
    var inner = options
    inner.units = [:]
    inner.timeLimit = options.timeLimit * Self.share
    // What counts is proven of the whole law.
    inner.certification = CertificationOptions(points: 1, operations: 1)
    guard var search = try? Discoverer(data, options: inner, observer: observer),
      let found = try? search.run()
    else {
      return
    }
    let groups = Dictionary(
      uniqueKeysWithValues: zip(data.inputNames, reduction.groups.map(\.expression)))
    // The chosen law first, then the others from the most accurate.
    let laws = [found.formula].compactMap { $0 } + found.alternatives.reversed()
    for law in laws {
      let composed = Expression.product([reduction.scale.expression, law.expression.substituting(groups)])
      whole.adopt(
        composed, as: "\(reduction.scale.name)·f(\(reduction.groups.map(\.name).joined(separator: ", ")))")
    }
  }
}
