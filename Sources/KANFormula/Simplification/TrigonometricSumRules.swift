import RealModule

/// Sums of circular functions of one argument.
extension Simplifier {
  /// Applies sin² + cos² = 1, cosh² − sinh² = 1 and the addition of oscillations of equal frequency. Returns true if nothing was changed.
  func applyTrigonometricSums(_ terms: inout [Expression]) -> Bool {
    guard terms.count > 1 else { return true }
    return replaceSquares(&terms, of: .cos, by: .sin, sign: -1)
      && replaceSquares(&terms, of: .cosh, by: .sinh, sign: 1) && completeSquares(&terms)
      && addOscillations(&terms)
  }

  /// a·R·f² + b·R·g² becomes a·R + (b ± a)·R·g², for f² = 1 ± g².
  private func replaceSquares(
    _ terms: inout [Expression], of f: ElementaryFunction, by g: ElementaryFunction, sign: Int
  ) -> Bool {
    for i in terms.indices {
      for (rest, u) in squares(of: f, in: terms[i]) {
        let partner = product([rest, .power(.function(g, u), 2)]).coefficientAndRest.rest
        guard terms.contains(where: { $0.coefficientAndRest.rest == partner }) else { continue }
        terms.remove(at: i)
        terms.append(rest)
        terms.append(product([.rational(Rational(sign)), rest, .power(.function(g, u), 2)]))
        return false
      }
    }
    return true
  }

  /// R − R·cos² is R·sin², and vice versa, for exact coefficients.
  private func completeSquares(_ terms: inout [Expression]) -> Bool {
    for i in terms.indices {
      for (f, g) in [(ElementaryFunction.cos, ElementaryFunction.sin), (.sin, .cos)] {
        for (rest, u) in squares(of: f, in: terms[i]) where !rest.containsReal {
          guard let partner = terms.firstIndex(of: negated(rest)) else { continue }
          terms[i] = product([-1, rest, .power(.function(g, u), 2)])
          terms.remove(at: partner)
          return false
        }
      }
    }
    return true
  }

  /// The ways to read `term` as R·f(u)².
  private func squares(of f: ElementaryFunction, in term: Expression) -> [(rest: Expression, u: Expression)] {
    let factors = term.flatFactors
    return factors.indices.compactMap { index in
      guard case .power(.function(f, let u), .rational(2)) = factors[index] else { return nil }
      var others = factors
      others.remove(at: index)
      return (product(others), u)
    }
  }

  /// a·sin(u + φ) + b·sin(u + ψ) is one oscillation; done if that does not increase the number of measured constants.
  private func addOscillations(_ terms: inout [Expression]) -> Bool {
    struct Key: Hashable {
      let rest: Expression
      let u: Expression
    }
    struct Group {
      var indices: [Int] = []
      var sine = 0.0
      var cosine = 0.0
      var measured = 0
    }
    var keys: [Key] = []
    var groups: [Key: Group] = [:]
    for (index, term) in terms.enumerated() {
      guard let (amplitude, rest, u, phase, measured) = oscillation(term) else { continue }
      let key = Key(rest: rest, u: u)
      if groups[key] == nil { keys.append(key) }
      let (s, c) = (Double.sin(phase), Double.cos(phase))
      groups[key, default: Group()].indices.append(index)
      groups[key, default: Group()].sine += amplitude * c
      groups[key, default: Group()].cosine += amplitude * s
      groups[key, default: Group()].measured += measured
    }
    for key in keys {
      guard let group = groups[key], group.indices.count > 1, group.measured > 1 else { continue }
      let amplitude = (group.sine * group.sine + group.cosine * group.cosine).squareRoot()
      let phase = Double.atan2(y: group.cosine, x: group.sine)
      for index in group.indices.reversed() { terms.remove(at: index) }
      let wave = function(.sin, sum([key.u, Coefficient.measured(phase).expression]))
      terms.append(product([Coefficient.measured(amplitude).expression, key.rest, wave]))
      return false
    }
    return true
  }

  /// Reads a term as amplitude·R·sin(u + phase) and counts the measured constants among amplitude and phase.
  private func oscillation(
    _ term: Expression
  ) -> (amplitude: Double, rest: Expression, u: Expression, phase: Double, measured: Int)? {
    let (coefficient, tail) = term.coefficientAndRest
    let factors = tail.flatFactors
    let waves = factors.indices.filter {
      if case .function(let f, _) = factors[$0] { f == .sin || f == .cos } else { false }
    }
    guard waves.count == 1, case .function(let f, let argument) = factors[waves[0]] else { return nil }
    var others = factors
    others.remove(at: waves[0])
    let quarter = f == .cos ? Double.pi / 2 : 0
    let (u, shift) = measuredShift(of: argument) ?? (argument, 0)
    let measured = (coefficient.isReal ? 1 : 0) + (shift != 0 ? 1 : 0)
    return (coefficient.value, product(others), u, shift + quarter, measured)
  }
}
