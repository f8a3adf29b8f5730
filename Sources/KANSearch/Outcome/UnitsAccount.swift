import KANFormula

/// The role of units in a search.
package struct UnitsAccount: Sendable, Hashable, Codable {
  /// A number of the formula that carries a unit.
  package struct Carrier: Sendable, Hashable, Codable {
    /// The number as it is written in the formula.
    package let number: String
    /// Its unit in SI base units.
    package let unit: String
  }

  /// The unit of every column, as given.
  package var columns: [String: String]
  /// The dimensionless groups in which the law was searched first.
  package var groups: [String]
  /// The product of inputs that divides the target to make it dimensionless; `nil` if no groups were formed.
  package var scale: String?
  /// The reason why no groups were used, if so.
  package var note: String?
  /// The numbers of the formula that carry units to make both sides consistent.
  package var carriers: [Carrier] = []
  /// The number of formulas that were rejected as dimensionally inconsistent.
  package var refused = 0

  init(columns: [String: String], groups: [String], scale: String?, note: String?) {
    self.columns = columns
    self.groups = groups
    self.scale = scale
    self.note = note
  }

  /// Records which numbers of `formula` carry units.
  mutating func noteBalance(of formula: Formula, units: [String: PhysicalUnit]) {
    carriers = []
    let system = ConstantUnits(Array(units.values))
    var dimensions = units.mapValues(\.dimension)
    for constant in formula.expression.explainedConstants where dimensions[constant.name] == nil {
      dimensions[constant.name] = system.physical(constant)?.dimension
    }
    guard
      let balance = try? DimensionalBalance(
        of: formula.expression, dimensions: dimensions,
        target: units[formula.outputName]?.dimension)
    else { return }
    carriers = zip(formula.expression.freeConstants, balance.constants).compactMap { value, dimension in
      guard let dimension, !dimension.isOne else { return nil }
      return Carrier(number: TextPrinter(digits: 8).print(.real(value)), unit: dimension.description)
    }
    carriers += balance.numbers.map { Carrier(number: $0.text, unit: $0.dimension.description) }
  }

  /// The same with the units of the columns as they were given.
  mutating func noteBalance(of formula: Formula) {
    noteBalance(of: formula, units: columns.compactMapValues { try? PhysicalUnit(parsing: $0) })
  }
}
