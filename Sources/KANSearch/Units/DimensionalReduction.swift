import KANData
import KANFormula

/// A table in dimensionless groups, or the reason why there is none.
struct DimensionalReduction {
  /// The groups, and the target in units of its scale.
  struct Table {
    let groups: [QuantityProduct]
    let scale: QuantityProduct
    /// Groups as inputs, the target over its scale as target; `nil` if no group varies.
    let data: Dataset?
    /// The target over its scale.
    let target: [Double]
  }

  /// The reduced table; `nil` if no groups are used.
  let table: Table?
  /// The reason, as part of a sentence.
  let note: String?

  /// The relative variation below which a group is a constant.
  private static let constancy = 1e-12

  private init(_ table: Table?, note: String?) {
    self.table = table
    self.note = note
  }

  /// Reduces a table with one target.
  init(of data: Dataset, units: [String: PhysicalUnit]) {
    let names = data.inputNames
    let missing = (names + data.targetNames).filter { units[$0] == nil }
    guard missing.isEmpty else {
      self.init(
        nil, note: "no unit was given for \(missing.joined(separator: ", ")), so no groups were formed")
      return
    }
    let all = DimensionlessGroups(
      of: names.map { units[$0]?.dimension ?? .one }, target: units[data.targetNames[0]]?.dimension ?? .one)
    guard !all.scales.isEmpty else {
      self.init(
        nil,
        note:
          "no product of powers of the inputs has the unit of \(data.targetNames[0]), so a constant with a "
          + "unit must be part of the law; add a column with it if it is known")
      return
    }
    guard all.groups.count < names.count else {
      self.init(nil, note: "the columns are already dimensionless")
      return
    }
    let constant = Set(data.constantInputs)
    let quantities = names.enumerated().map { i, name in
      constant.contains(name)
        ? Expression.constant(NamedConstant(name: name, value: data.inputs[i][0], latex: name))
        : .variable(name)
    }
    var columns: [[Double]] = []
    var groups: [QuantityProduct] = []
    for powers in all.groups {
      let group = QuantityProduct(quantities, powers)
      guard let column = group.values(data.inputs, names: names, count: data.count) else {
        self.init(nil, note: "the group \(group.name) is not finite in every row, so no groups were used")
        return
      }
      guard column.contains(where: { abs($0 - column[0]) > Self.constancy * abs(column[0]) }) else {
        continue
      }
      groups.append(group)
      columns.append(column)
    }
    for powers in all.scales {
      let scale = QuantityProduct(quantities, powers)
      guard let divisor = scale.values(data.inputs, names: names, count: data.count) else { continue }
      let target = zip(data.targets[0], divisor).map { $0 / $1 }
      guard target.allSatisfy({ $0.isFinite }) else { continue }
      let reduced =
        groups.isEmpty
        ? nil
        : try? Dataset(
          inputNames: groups.indices.map { "group\($0 + 1)" }, inputs: columns, targetNames: ["group0"],
          targets: [target], weights: data.weights)
      self.init(Table(groups: groups, scale: scale, data: reduced, target: target), note: nil)
      return
    }
    self.init(nil, note: "the target's scale is zero or infinite in some row, so no groups were used")
  }
}
