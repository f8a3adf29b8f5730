/// The scaling of one column: x ↦ (x − shift)/scale.
package struct ColumnScaling: Hashable, Sendable, Codable {
  /// The name of the column.
  package let name: String
  /// The number that is subtracted, in the unit of the column.
  package let shift: Double
  /// The divisor, in the unit of the column; positive and finite.
  package let scale: Double
  /// Whether the column has only one value; its scale is then 1.
  package let isConstant: Bool

  /// The mean and the standard deviation (of the population) of a column.
  ///
  /// Weights count by their magnitude, since a negative one could make the variance negative.
  package init(name: String, column: [Double], weights: [Double]? = nil) {
    self.name = name
    let largest = column.lazy.map(abs).max() ?? 0
    isConstant = KANData.isConstant(column)
    guard !isConstant, largest > 0 else {
      shift = column.first ?? 0
      scale = 1
      return
    }
    // A power of two as unit keeps squares in range and changes no digits. Its inverse must also be finite.
    let unit = Double(sign: .plus, exponent: min(max(largest.exponent, -1000), 1000), significand: 1)
    let weights = weights.map { $0.map(abs) }
    func mean(_ term: (Double) -> Double) -> Double {
      guard let weights, let heaviest = weights.max(), heaviest > 0 else {
        return column.reduce(0) { $0 + term($1 / unit) } / Double(column.count)
      }
      var sum = 0.0
      var total = 0.0
      for (weight, x) in zip(weights, column) {
        sum += weight / heaviest * term(x / unit)
        total += weight / heaviest
      }
      return sum / total
    }
    let center = mean { $0 }
    let deviation = mean { ($0 - center) * ($0 - center) }.squareRoot() * unit
    shift = center * unit
    // Zero if all samples with non-zero weight agree, or for differences at the edge of the range of Double.
    scale = deviation.isNormal ? deviation : 1
  }
}
