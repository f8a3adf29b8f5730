import KANFormula

extension Symbol {
  /// What is wrong in the description of the symbol, as the end of a sentence; `nil` if the trials find no error.
  ///
  /// The trials: finite values and slopes inside the domain, and the redundancies that the gauge claims,
  /// f(b·x) or f(x + c) = a·f(x) + d.
  package var defect: String? {
    for x in domain.samples where !expression.value(at: ["x": x]).isFinite {
      return "is not finite at x = \(x), inside its domain"
    }
    if !gauge.hasRate, let x = redundancyFailure({ 1.7 * $0 }) {
      return "claims that its rate is absorbed, but f(1.7·x) is not a·f(x) + d at x = \(x)"
    }
    if !gauge.hasShift, let x = redundancyFailure({ $0 + 0.37 }) {
      return "claims that its shift is absorbed, but f(x + 0.37) is not a·f(x) + d at x = \(x)"
    }
    return nil
  }

  /// Where f(move(x)) deviates from the a·f(x) + d that fits at two points, judged separately on each side of zero.
  private func redundancyFailure(_ move: (Double) -> Double) -> Double? {
    for side in [1.0, -1.0] {
      let points = domain.samples.filter { x in
        x * side > 0 && move(x) * side > 0 && domain.contains(min(x, move(x))...max(x, move(x)))
      }
      let pairs = points.map {
        (x: $0, f: expression.value(at: ["x": $0]), g: expression.value(at: ["x": move($0)]))
      }
      guard let first = pairs.min(by: { $0.f < $1.f }), let last = pairs.max(by: { $0.f < $1.f }) else {
        continue
      }
      let a = last.f == first.f ? 0 : (last.g - first.g) / (last.f - first.f)
      let d = first.g - a * first.f
      let scale = pairs.reduce(1e-300) { max($0, $1.g.magnitude) }
      for pair in pairs where (a * pair.f + d - pair.g).magnitude > 1e-10 * scale { return pair.x }
    }
    return nil
  }
}

extension Domain {
  /// Arguments inside the domain at which a function is tried, none of them special.
  var samples: [Double] {
    let steps = (0..<24).map { (Double($0) + 0.5) / 24 }
    switch self {
    case .everywhere: return steps.map { 6 * $0 - 2.97 }
    case .positive, .nonNegative: return steps.map { 0.02 + 4 * $0 }
    case .nonZero: return steps.flatMap { [0.02 + 4 * $0, -0.02 - 4 * $0] }
    case .open(let lower, let upper), .closed(let lower, let upper):
      return steps.map { lower + (upper - lower) * $0 }
    case .betweenPoles(let first, let period): return steps.map { first + period * $0 }
    }
  }
}
