/// A running sum whose rounding error does not grow with the number of terms.
///
/// Source: Neumaier, Zeitschrift für Angewandte Mathematik und Mechanik 54 (1974): a variant of Kahan's sum that also handles terms
/// larger than the sum.
package struct CompensatedSum: Hashable, Sendable, Codable {
  private var sum = 0.0
  private var compensation = 0.0

  /// An empty sum.
  package init() {}

  /// Adds a term.
  package mutating func add(_ term: Double) {
    let total = sum + term
    // The contribution of the larger operand is known exactly; the rest is what the smaller one lost.
    compensation += abs(sum) >= abs(term) ? (sum - total) + term : (term - total) + sum
    sum = total
  }

  /// The sum so far; infinite or NaN if the plain sum would be.
  package var value: Double { sum.isFinite ? sum + compensation : sum }
}

extension Sequence<Double> {
  /// The compensated sum of all elements, in order.
  package func compensatedSum() -> Double {
    var sum = CompensatedSum()
    for term in self { sum.add(term) }
    return sum.value
  }
}
