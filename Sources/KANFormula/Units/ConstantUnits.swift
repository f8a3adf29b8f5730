import RealModule

/// Constants of nature in the units of a table's columns.
///
/// Columns in km and km/s belong to a system of units with the base units km and s, in which c is 299792.458. Columns whose units
/// belong to no such system, such as a length in km beside another one in m, leave the values of constants open.
package struct ConstantUnits: Sendable {
  /// The natural logarithm of every base unit of the system, in SI base units; `nil` if there is no system.
  private let sizes: [Double]?

  /// The relative difference below which factors of units and values of constants agree.
  private static let agreement = 1e-9

  /// The system to which the units of some columns belong; without any it is the SI.
  package init(_ units: [PhysicalUnit]) {
    let count = PhysicalDimension.baseSymbols.count
    // Simple units first: the base units that they determine are the ones that users chose.
    let given = units.map { unit in
      (
        exponents: unit.dimension.exponents.map(\.doubleValue), size: Double.log(unit.factor),
        symbol: unit.symbol
      )
    }.sorted { a, b in
      let simplicity = [a, b].map { $0.exponents.count { $0 != 0 } }
      return simplicity[0] != simplicity[1]
        ? simplicity[0] < simplicity[1] : (a.symbol, a.size) < (b.symbol, b.size)
    }
    var rows: [(pivot: Int, exponents: [Double], size: Double)] = []
    for (exponents, size, _) in given {
      var (left, right) = (exponents, size)
      for row in rows where left[row.pivot] != 0 {
        let factor = left[row.pivot]
        for n in 0..<count { left[n] -= factor * row.exponents[n] }
        left[row.pivot] = 0
        right -= factor * row.size
      }
      guard let pivot = left.indices.first(where: { abs(left[$0]) > Self.agreement }) else {
        // Percents and degrees are sizes of pure numbers, in which no constant is measured.
        guard abs(right) < Self.agreement || exponents.allSatisfy({ $0 == 0 }) else {
          sizes = nil
          return
        }
        continue
      }
      let factor = left[pivot]
      left = left.map { $0 / factor }
      right /= factor
      for r in rows.indices where rows[r].exponents[pivot] != 0 {
        let share = rows[r].exponents[pivot]
        for n in 0..<count { rows[r].exponents[n] -= share * left[n] }
        rows[r].size -= share * right
      }
      rows.append((pivot, left, right))
    }
    // Base units that the columns leave open are those of the SI.
    var sizes = [Double](repeating: 0, count: count)
    for row in rows { sizes[row.pivot] = row.size }
    self.sizes = sizes
  }

  /// A constant of nature with its value in the units of the columns; others are returned as they are. `nil` if the columns'
  /// units belong to no system.
  package func converted(_ constant: NamedConstant) -> NamedConstant? {
    guard let physical = PhysicalConstant.matching(constant) else { return constant }
    return value(of: physical).map { NamedConstant(name: constant.name, value: $0, latex: constant.latex) }
  }

  /// The constant of nature that a constant in the units of the columns is; `nil` for others.
  package func physical(_ constant: NamedConstant) -> PhysicalConstant? {
    PhysicalConstant.all.first { physical in
      guard physical.constant.name == constant.name, let value = value(of: physical) else { return false }
      return abs(value - constant.value) <= Self.agreement * abs(value)
    }
  }

  private func value(of physical: PhysicalConstant) -> Double? {
    guard let sizes else { return nil }
    let size = zip(physical.dimension.exponents, sizes).reduce(0) { $0 + $1.0.doubleValue * $1.1 }
    let value = physical.constant.value
    if size == 0 { return value }
    // A power of ten moves the point without changing the digits.
    let power = size / Double.log(10)
    if abs(power - power.rounded()) < Self.agreement, abs(power) < 300 {
      let digits = "\(value)".split(separator: "e")
      let exponent = (digits.count > 1 ? Int(digits[1]) ?? 0 : 0) - Int(power.rounded())
      return Double("\(digits[0])e\(exponent)")
    }
    return value / Double.exp(size)
  }
}
