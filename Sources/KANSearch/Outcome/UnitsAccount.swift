import KANFormula

/// The role of units in a search.
package struct UnitsAccount: Sendable, Hashable, Codable {
  /// A number of the formula that carries a unit.
  package struct Carrier: Sendable, Hashable, Codable {
    /// The number as it is written in the formula.
    package let number: String
    /// Its unit: a product of SI base units, with the factor that the units of the columns demand, such as `0.01 s/m^(1/2)`.
    package let unit: String
    /// The number in SI base units; `nil` if these are its units anyway.
    package var baseValue: Double?
    /// Those base units, `1` for a pure number; `nil` as well.
    package var baseUnit: String?

    /// The number and its unit as a sentence.
    package var sentence: String {
      guard let baseValue, let baseUnit else { return "the constant \(number) has the unit \(unit)" }
      return "the constant \(number) is \(baseValue.decimalText(digits: 8))"
        + (baseUnit == "1" ? "" : " \(baseUnit)") + " in SI base units"
    }

    /// A number that is printed for columns whose units are `factor` times SI base units.
    init(number: String, value: Double, dimension: PhysicalDimension, factor: Double) {
      self.number = number
      let base = dimension.description
      guard abs(factor - 1) > UnitsAccount.rounding else {
        unit = base
        return
      }
      let text = factor.decimalText(digits: 8)
      unit = dimension.isOne ? text : "\(text) \(base)"
      baseValue = value * factor
      baseUnit = base
    }

    /// A number in SI base units.
    init(number: String, unit: String) {
      self.number = number
      self.unit = unit
    }
  }

  /// Factors of units that differ by less are equal.
  private static let rounding = 1e-12

  /// The unit of every column, as given.
  package var columns: [String: String]
  /// The dimensionless groups in which the law was searched first, each with the factor that makes it independent of the units of the
  /// columns.
  package var groups: [String]
  /// The product of inputs that divides the target to make it dimensionless, with such a factor; `nil` if no groups were formed.
  package var scale: String?
  /// The reason why no groups were used, if so.
  package var note: String?
  /// The numbers of the formula that carry units, or factors of units, to make both sides consistent.
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
        target: units[formula.outputName]?.dimension, allowsImpliedOnes: true)
    else { return }
    // Without factors no number can be given its unit: the formula adds lengths in m and in cm, for example.
    guard
      let factors = DimensionalBalance.factors(
        of: formula.expression, units: units, target: units[formula.outputName])
    else { return }
    let values = formula.expression.freeConstants
    carriers = values.indices.compactMap { n in
      guard let dimension = balance.constants[n], let factor = factors.constants[n],
        !dimension.isOne || abs(factor - 1) > Self.rounding
      else { return nil }
      return Carrier(
        number: TextPrinter(digits: 8).print(.real(values[n])), value: values[n], dimension: dimension,
        factor: factor)
    }
    carriers += balance.numbers.map { number in
      let value = (try? Expression(parsing: number.text))?.value(at: [:]) ?? .nan
      return Carrier(
        number: number.text, value: value, dimension: number.dimension,
        factor: factors.numbers[number.part] ?? 1)
    }
  }

  /// The same with the units of the columns as they were given.
  mutating func noteBalance(of formula: Formula) {
    noteBalance(of: formula, units: columns.compactMapValues { try? PhysicalUnit(parsing: $0) })
  }
}
