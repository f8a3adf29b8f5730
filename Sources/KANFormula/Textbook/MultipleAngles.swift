/// Powers and products of circular functions of one angle as functions of its multiples, and vice versa.
extension Simplifier {
  private static let (mostTerms, highestPower) = (12, 6)

  /// cos x·(1 − 4·sin² x) as cos 3x: for each angle, all terms as sums of its harmonics.
  func multipleAngles(in expression: Expression) -> [Expression] {
    let form = expanded(expression) ?? expression
    let terms = form.flatTerms
    guard terms.count <= Self.mostTerms else { return [] }
    var angles: [Expression] = []
    for wave in terms.flatMap(\.flatFactors).compactMap(wave) where !angles.contains(wave.angle) {
      angles.append(wave.angle)
    }
    return angles.compactMap { harmonics(of: terms, in: $0) }
  }

  /// A factor read as sin^p or cos^p of a multiple of an angle.
  private typealias Oscillation = (angle: Expression, multiple: Rational, isSine: Bool, power: Int)

  private func wave(_ factor: Expression) -> Oscillation? {
    guard case (.function(let f, let argument), .rational(let p)) = factor.baseAndExponent,
      f == .sin || f == .cos, !argument.isNumeric, p.isInteger, p > .zero, p.numerator <= Self.highestPower
    else { return nil }
    let parts = argument.flatTerms.map(\.coefficientAndRest)
    guard !argument.containsReal, case .exact(let content) = content(of: parts), let inverse = content.inverse
    else { return nil }
    return (product([.rational(inverse), argument]), content, f == .sin, p.numerator)
  }

  /// The terms as sums of harmonics of an angle; `nil` if none is a product of circular functions or if numbers overflow.
  private func harmonics(of terms: [Expression], in angle: Expression) -> Expression? {
    var unchanged: [Expression] = []
    var rests: [Expression] = []
    var sums: [Expression: HarmonicSum] = [:]
    var products = 0
    for term in terms {
      let waves = term.flatFactors.compactMap(wave).filter { $0.angle == angle }
      let (coefficient, _) = term.coefficientAndRest
      guard !waves.isEmpty, case .exact(let number) = coefficient else {
        unchanged.append(term)
        continue
      }
      let others = term.flatFactors.filter { wave($0)?.angle != angle && Coefficient($0) == nil }
      var harmonics = HarmonicSum(number)
      for wave in waves {
        for _ in 0..<wave.power {
          guard let next = harmonics.times(wave.multiple, isSine: wave.isSine) else { return nil }
          harmonics = next
        }
      }
      if waves.reduce(0, { $0 + $1.power }) > 1 { products += 1 }
      let rest = product(others)
      if sums[rest] == nil { rests.append(rest) }
      guard let total = (sums[rest] ?? HarmonicSum(.zero)).plus(harmonics) else { return nil }
      sums[rest] = total
    }
    guard products > 0 else { return nil }
    let collected = rests.flatMap { rest in
      (sums[rest]?.terms ?? []).map { term -> Expression in
        let number = Expression.rational(term.coefficient)
        if term.multiple == .zero { return product([number, rest]) }
        return product([
          number, rest, function(term.isSine ? .sin : .cos, product([.rational(term.multiple), angle])),
        ])
      }
    }
    return sum(unchanged + collected)
  }

  /// R + R·cos v as 2·R·cos²(v/2), R − R·cos v as 2·R·sin²(v/2).
  func halfAngles(in expression: Expression) -> [Expression] {
    guard case .sum(let terms) = expression, terms.count <= Self.mostTerms else { return [] }
    var result: [Expression] = []
    for (i, term) in terms.enumerated() {
      let factors = term.flatFactors
      for (n, factor) in factors.enumerated() {
        guard case .function(.cos, let v) = factor else { continue }
        let rest = product(factors.removing([n]))
        let half = product([.rational(.half), v])
        for (partner, f) in [(rest, ElementaryFunction.cos), (negated(rest), .sin)] {
          guard let j = terms.firstIndex(of: partner) else { continue }
          let square = product([2, partner, power(function(f, half), 2)])
          result.append(sum(terms.removing([i, j]) + [square]))
        }
      }
    }
    return result
  }
}

/// Σ aₖ·cos(k·u) + bₖ·sin(k·u) with exact coefficients.
private struct HarmonicSum {
  private var cosines: [Rational: Rational] = [:]
  private var sines: [Rational: Rational] = [:]

  /// A number.
  init(_ number: Rational) { if number != .zero { cosines[.zero] = number } }

  /// The terms, in the order of their multiples.
  var terms: [(multiple: Rational, isSine: Bool, coefficient: Rational)] {
    let all =
      cosines.map { (multiple: $0, isSine: false, coefficient: $1) }
      + sines.map { (multiple: $0, isSine: true, coefficient: $1) }
    return all.filter { $0.coefficient != .zero }.sorted {
      $0.multiple == $1.multiple ? !$0.isSine && $1.isSine : $0.multiple < $1.multiple
    }
  }

  /// The sum with another one; `nil` if a number overflows.
  func plus(_ other: HarmonicSum) -> HarmonicSum? {
    var result = self
    for (k, a) in other.cosines { guard result.add(a, k, isSine: false) else { return nil } }
    for (k, b) in other.sines { guard result.add(b, k, isSine: true) else { return nil } }
    return result
  }

  /// The product with cos(m·u) or sin(m·u): 2·cos a·cos b = cos(a − b) + cos(a + b), and so on.
  func times(_ m: Rational, isSine: Bool) -> HarmonicSum? {
    var result = HarmonicSum(.zero)
    for (k, a) in cosines {
      guard let half = a * .half, let above = k + m, let below = k - m else { return nil }
      let isSound =
        isSine
        ? result.add(half, above, isSine: true) && result.add(-half, below, isSine: true)
        : result.add(half, above, isSine: false) && result.add(half, below, isSine: false)
      guard isSound else { return nil }
    }
    for (k, b) in sines {
      guard let half = b * .half, let above = k + m, let below = k - m else { return nil }
      let isSound =
        isSine
        ? result.add(-half, above, isSine: false) && result.add(half, below, isSine: false)
        : result.add(half, above, isSine: true) && result.add(half, below, isSine: true)
      guard isSound else { return nil }
    }
    return result
  }

  /// Adds one harmonic; negative multiples are reflected. Returns false if numbers overflow.
  private mutating func add(_ value: Rational, _ multiple: Rational, isSine: Bool) -> Bool {
    let k = multiple.magnitude
    if isSine {
      if k == .zero { return true }
      guard let total = (sines[k] ?? .zero) + (multiple < .zero ? -value : value) else { return false }
      sines[k] = total
    } else {
      guard let total = (cosines[k] ?? .zero) + value else { return false }
      cosines[k] = total
    }
    return true
  }
}
