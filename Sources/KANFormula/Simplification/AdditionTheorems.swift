/// Addition theorems of circular, hyperbolic and exponential functions, read in both directions.
extension Simplifier {
  /// Sums with two terms merged into one, and with functions of sums expanded.
  func additionForms(of expression: Expression) -> [Expression] {
    guard case .sum(let terms) = expression, terms.count <= 12 else { return [] }
    var result: [Expression] = []
    for i in terms.indices {
      for j in terms.indices where j != i {
        guard let joined = joined(terms[i], terms[j]) else { continue }
        let others = terms.indices.filter { $0 != i && $0 != j }.map { terms[$0] }
        result.append(sum(others + [joined]))
      }
    }
    if let expanded = withExpandedAngles(terms) { result.append(expanded) }
    return result
  }

  // MARK: - Two terms become one

  /// R·sin u·cos v ± R·cos u·sin v and the like as one term.
  private func joined(_ a: Expression, _ b: Expression) -> Expression? {
    for (rest, f, u) in functions(in: a) {
      for (otherRest, g, v) in functions(in: b) {
        guard let sign = sign(of: otherRest, relativeTo: rest) else { continue }
        if let joined = joined(f, u, g, v, sign) { return product([rest, joined]) }
      }
    }
    for (rest, first, second) in pairs(in: a) {
      for (otherRest, third, fourth) in pairs(in: b) {
        guard let sign = sign(of: otherRest, relativeTo: rest),
          let joined = joined((first, second), (third, fourth), sign)
        else { continue }
        return product([rest, joined])
      }
    }
    return nil
  }

  /// eᵘ ± e⁻ᵘ and arcsin u + arccos u.
  private func joined(
    _ f: ElementaryFunction, _ u: Expression, _ g: ElementaryFunction, _ v: Expression, _ sign: Int
  ) -> Expression? {
    switch (f, g) {
    case (.exp, .exp) where !u.isNumeric && v == negated(u):
      return product([2, function(sign > 0 ? .cosh : .sinh, u)])
    case (.arcsin, .arccos) where u == v && sign > 0: return product([.rational(.half), .pi])
    default: return nil
    }
  }

  private typealias Wave = (function: ElementaryFunction, argument: Expression)

  private func joined(_ a: (Wave, Wave), _ b: (Wave, Wave), _ sign: Int) -> Expression? {
    func combined(_ f: ElementaryFunction, _ sign: Int) -> Expression {
      function(f, sum([a.0.argument, sign > 0 ? a.1.argument : negated(a.1.argument)]))
    }
    let isCrossed = a.0.argument == b.1.argument && a.1.argument == b.0.argument
    let isParallel = a.0.argument == b.0.argument && a.1.argument == b.1.argument
    switch (a.0.function, a.1.function, b.0.function, b.1.function) {
    case (.sin, .cos, .sin, .cos) where isCrossed: return combined(.sin, sign)
    case (.cos, .cos, .sin, .sin) where isParallel || isCrossed: return combined(.cos, -sign)
    case (.sinh, .cosh, .sinh, .cosh) where isCrossed: return combined(.sinh, sign)
    case (.cosh, .cosh, .sinh, .sinh) where isParallel || isCrossed: return combined(.cosh, sign)
    default: return nil
    }
  }

  /// 1 for equal factors, −1 for opposite ones.
  private func sign(of b: Expression, relativeTo a: Expression) -> Int? {
    b == a ? 1 : b == negated(a) ? -1 : nil
  }

  /// The ways to read a term as R·f(u).
  private func functions(
    in term: Expression
  ) -> [(rest: Expression, function: ElementaryFunction, argument: Expression)] {
    let factors = term.flatFactors
    return factors.indices.compactMap { index in
      guard case .function(let f, let u) = factors[index], [.exp, .arcsin, .arccos].contains(f) else {
        return nil
      }
      return (product(factors.removing([index])), f, u)
    }
  }

  /// The ways to read a term as R·f(u)·g(v) of two circular or two hyperbolic functions, sines first.
  private func pairs(in term: Expression) -> [(rest: Expression, first: Wave, second: Wave)] {
    let factors = term.flatFactors
    func wave(_ index: Int) -> Wave? {
      guard case .function(let f, let u) = factors[index], Simplifier.waves.contains(f) else { return nil }
      return (f, u)
    }
    var result: [(Expression, Wave, Wave)] = []
    for i in factors.indices {
      if case .power(.function(let f, let u), 2) = factors[i], Simplifier.waves.contains(f) {
        result.append((product(factors.removing([i])), (f, u), (f, u)))
      }
      guard let first = wave(i) else { continue }
      for j in factors.indices where j != i {
        guard let second = wave(j) else { continue }
        if second.function == .sin || second.function == .sinh, first.function != second.function { continue }
        result.append((product(factors.removing([i, j])), first, second))
      }
    }
    return result
  }

  private static let waves: Set<ElementaryFunction> = [.sin, .cos, .sinh, .cosh]

  // MARK: - One term becomes two

  /// All sin(u + v) and cos(u + v) expanded, if more than one term has such a factor or a similar one.
  private func withExpandedAngles(_ terms: [Expression]) -> Expression? {
    var count = 0
    let expanded = terms.map { term -> Expression in
      let factors = term.flatFactors
      for (index, factor) in factors.enumerated() {
        guard case .function(let f, .sum(let parts)) = factor, f == .sin || f == .cos,
          parts.allSatisfy({ !$0.isNumeric })
        else { continue }
        count += 1
        let (u, v) = (parts[0], sum(Array(parts.dropFirst())))
        let (sinU, cosU, sinV, cosV) = (
          function(.sin, u), function(.cos, u), function(.sin, v), function(.cos, v)
        )
        let both =
          f == .sin
          ? [product([sinU, cosV]), product([cosU, sinV])]
          : [product([cosU, cosV]), product([-1, sinU, sinV])]
        return sum(both.map { product(factors.removing([index]) + [$0]) })
      }
      return term
    }
    let waves = terms.count { term in
      term.flatFactors.contains {
        if case .function(let f, _) = $0.baseAndExponent.base { f == .sin || f == .cos } else { false }
      }
    }
    return count > 0 && waves > 1 ? sum(expanded) : nil
  }
}

extension [Expression] {
  /// The list without the elements at `indices`.
  func removing(_ indices: [Int]) -> [Expression] {
    enumerated().filter { !indices.contains($0.offset) }.map(\.element)
  }
}
