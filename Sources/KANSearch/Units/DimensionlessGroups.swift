import KANFormula

/// The dimensionless products of powers of some quantities, and the scale that makes a target dimensionless.
///
/// Buckingham's Π theorem: n quantities whose dimensions have rank r form n − r independent groups. Of the many choices the one
/// with the smallest exponents and fewest quantities is taken: every minimal group (a circuit of the matrix of dimensions) is
/// listed, simple ones first, and kept if it is independent of those before it.
struct DimensionlessGroups: Sendable {
  /// Exponents by quantity.
  typealias Powers = [Rational]

  /// Independent groups, simplest first.
  let groups: [Powers]
  /// The products of powers with the target's dimension, simplest first; empty if there is none.
  let scales: [Powers]

  /// The number of quantities beyond which only groups of few are listed.
  private static let exhaustiveCount = 12

  /// Groups of quantities with given dimensions, for a target with its own.
  init(of quantities: [PhysicalDimension], target: PhysicalDimension) {
    var circuits: [Powers] = []
    var scales: [Powers] = []
    let largest = quantities.count <= Self.exhaustiveCount ? PhysicalDimension.baseSymbols.count + 1 : 4
    Self.forEachSubset(of: quantities.count, upTo: largest) { subset in
      let columns = subset.map { quantities[$0] }
      func spread(_ powers: Powers) -> Powers {
        var all = Powers(repeating: .zero, count: quantities.count)
        for (place, power) in zip(subset, powers) { all[place] = power }
        return all
      }
      if let powers = Self.circuit(columns) { circuits.append(spread(Self.whole(powers))) }
      // With the target as one more quantity to the power −1.
      if let powers = Self.circuit(columns + [target]), let last = powers.last, let inverse = (-last).inverse
      {
        let scaled = powers.dropLast().compactMap { $0 * inverse }
        if scaled.count == subset.count { scales.append(spread(scaled)) }
      }
    }
    if target.isOne { scales.append(Powers(repeating: .zero, count: quantities.count)) }
    self.scales = scales.sorted(by: Self.isSimpler)
    var kept: [Powers] = []
    for circuit in circuits.sorted(by: Self.isSimpler) where Self.rank(kept + [circuit]) > kept.count {
      kept.append(circuit)
    }
    groups = kept
  }

  /// Small exponents first, whole ones before fractions, then in the order of the quantities.
  private static func isSimpler(_ a: Powers, _ b: Powers) -> Bool {
    func price(_ powers: Powers) -> Double {
      powers.reduce(0) { $0 + ($1 == .zero ? 0 : 1) + $1.magnitude.doubleValue + ($1.isInteger ? 0 : 2) }
    }
    let (first, second) = (price(a), price(b))
    if first != second { return first < second }
    return a.lexicographicallyPrecedes(b, by: >)
  }

  /// Every non-empty set of indices up to a size.
  private static func forEachSubset(of count: Int, upTo largest: Int, _ body: ([Int]) -> Void) {
    func extend(_ chosen: [Int], from next: Int) {
      if !chosen.isEmpty { body(chosen) }
      guard chosen.count < largest, next < count else { return }
      for place in next..<count { extend(chosen + [place], from: place + 1) }
    }
    extend([], from: 0)
  }

  /// The exponents, unique up to a factor and none of them zero, that make the quantities dimensionless.
  private static func circuit(_ quantities: [PhysicalDimension]) -> Powers? {
    guard
      let reduced = echelon(
        PhysicalDimension.baseSymbols.indices.map { row in quantities.map { $0.exponents[row] } })
    else { return nil }
    let pivots = reduced.compactMap { $0.firstIndex { $0 != .zero } }
    let free = quantities.indices.filter { !pivots.contains($0) }
    guard free.count == 1, let last = free.first else { return nil }
    var powers = Powers(repeating: .zero, count: quantities.count)
    powers[last] = .one
    for (row, pivot) in zip(reduced, pivots) { powers[pivot] = -row[last] }
    return powers.contains(.zero) ? nil : powers
  }

  private static func rank(_ vectors: [Powers]) -> Int {
    echelon(vectors)?.count { $0.contains { $0 != .zero } } ?? 0
  }

  /// Reduced row echelon form, without rows of zeros; `nil` on overflow.
  private static func echelon(_ matrix: [Powers]) -> [Powers]? {
    var rows = matrix
    var done = 0
    for column in (rows.first ?? []).indices {
      guard let pivot = rows.indices.dropFirst(done).first(where: { rows[$0][column] != .zero }) else {
        continue
      }
      rows.swapAt(done, pivot)
      guard let inverse = rows[done][column].inverse, let unit = scaled(rows[done], inverse) else {
        return nil
      }
      rows[done] = unit
      for r in rows.indices where r != done && rows[r][column] != .zero {
        guard let multiple = scaled(unit, rows[r][column]) else { return nil }
        let difference = zip(rows[r], multiple).compactMap { $0 - $1 }
        guard difference.count == unit.count else { return nil }
        rows[r] = difference
      }
      done += 1
    }
    return Array(rows.prefix(done))
  }

  private static func scaled(_ row: Powers, _ factor: Rational) -> Powers? {
    let result = row.compactMap { $0 * factor }
    return result.count == row.count ? result : nil
  }

  /// The same direction in whole numbers without a common divisor, more of them positive than negative.
  private static func whole(_ powers: Powers) -> Powers {
    func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? abs(a) : divisor(b, a % b) }
    let multiple = powers.reduce(1) { $0 / divisor($0, $1.denominator) * $1.denominator }
    let numerators = powers.map { $0.numerator * (multiple / $0.denominator) }
    let common = max(1, numerators.reduce(0) { divisor($0, $1) })
    let sum = numerators.reduce(0, +)
    let isTurned = sum < 0 || sum == 0 && (numerators.first { $0 != 0 } ?? 0) < 0
    return numerators.map { Rational((isTurned ? -$0 : $0) / common) }
  }
}
