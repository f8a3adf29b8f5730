import SymbolLibrary

/// Starting values (b, c) for a symbol on an edge, taken from the edge's own range.
///
/// A fixed box of constants would miss sin(30x) and 1/(x − 1000); everything here is in units of the width of the samples, and the
/// user's own zero is always a candidate.
struct ArgumentGrid {
  /// One starting point: the argument of the symbol is rate·x + shift.
  struct Point: Hashable {
    var rate: Double
    var shift: Double
  }

  let samples: EdgeSamples

  /// The starting points for `symbol`, without those with arguments outside its domain.
  func points(for symbol: Symbol) -> [Point] {
    let lower = samples.range.lowerBound
    let upper = samples.range.upperBound
    return candidates(for: symbol).filter { point in
      let a = point.rate * lower + point.shift
      let b = point.rate * upper + point.shift
      return a.isFinite && b.isFinite && symbol.domain.contains(min(a, b)...max(a, b))
    }
  }

  private func candidates(for symbol: Symbol) -> [Point] {
    switch symbol.gauge {
    case .bothAbsorbed: [Point(rate: 1, shift: 0)]
    case .rateAbsorbed: unitRate(domain: symbol.domain)
    case .shiftAbsorbed:
      Self.rates.flatMap { [Point(rate: $0 / width, shift: 0), Point(rate: -$0 / width, shift: 0)] }
    case .free: free(symbol)
    }
  }

  private var width: Double { samples.width }
  private static let rates: [Double] = [0.1, 0.3, 1, 2, 4, 8, 16, 32]
  private static let margins: [Double] = [1e-6, 1e-4, 1e-2, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100]

  /// Shifts only: the user's zero, zeros inside the range, and poles or domain edges outside of it.
  private func unitRate(domain: Domain) -> [Point] {
    let lower = samples.range.lowerBound
    let upper = samples.range.upperBound
    var zeros = [samples.origin]
    if case .everywhere = domain {
      zeros += (-4...12).map { lower + width * Double($0) / 8 }
      zeros += [lower - 2 * width, upper + 2 * width]
    } else {
      zeros += Self.margins.flatMap { [lower - $0 * width, upper + $0 * width] }
    }
    return zeros.flatMap { zero in
      // A mirrored argument matters only if half of the line is forbidden.
      domain == .everywhere || domain == .nonZero
        ? [Point(rate: 1, shift: -zero)] : [Point(rate: 1, shift: -zero), Point(rate: -1, shift: zero)]
    }
  }

  private func free(_ symbol: Symbol) -> [Point] {
    // The symbol of the user's own variable, unscaled: arcsin(x), sin(x), tanh(x).
    let natural = [1, -1].map { sign in
      Point(rate: sign / samples.unit, shift: -sign * samples.origin / samples.unit)
    }
    switch symbol.domain {
    case .open(let a, let b), .closed(let a, let b): return natural + bounded(a, b)
    case .betweenPoles(let first, let period): return natural + bounded(first, first + period)
    default: return natural + (symbol.isPeriodic ? oscillating : centred)
    }
  }

  /// Argument ranges inside [a, b] that leave various margins on either side, and arguments proportional to the user's variable
  /// that cover various parts of it, like v/c.
  private func bounded(_ a: Double, _ b: Double) -> [Point] {
    let margins = [1e-6, 1e-3, 0.01, 0.05, 0.15, 0.3, 0.45]
    let between = margins.flatMap { left in
      margins.map { right in
        let from = a + left * (b - a)
        let to = b - right * (b - a)
        let rate = (to - from) / width
        return Point(rate: rate, shift: from - rate * samples.range.lowerBound)
      }
    }
    let reach = max(
      abs(samples.range.lowerBound - samples.origin), abs(samples.range.upperBound - samples.origin))
    let proportional = [0.999, 0.9, 0.6, 0.3, 0.1, 0.03, 0.01].map { part in
      let rate = part * min(abs(a), abs(b)) / reach
      return Point(rate: rate, shift: -rate * samples.origin)
    }
    return between + proportional
  }

  /// Frequencies up to a quarter of the sampling rate, four phases each.
  private var oscillating: [Point] {
    let highest = Double(min(samples.x.count, 240)) / 4 * .pi
    var points: [Point] = []
    var turn = 0.5
    while turn < highest {
      for quarter in 0..<4 {
        let rate = turn / width
        points.append(Point(rate: rate, shift: Double(quarter) * .pi / 4 - rate * samples.range.lowerBound))
      }
      turn += max(0.5, min(1.2, turn * 0.25))
    }
    return points
  }

  /// Bells and steps of several widths at several positions.
  private var centred: [Point] {
    Self.rates.dropFirst().flatMap { scale in
      (-2...10).map { place in
        let rate = scale / width
        return Point(rate: rate, shift: -rate * (samples.range.lowerBound + width * Double(place) / 8))
      }
    } + [
      Point(rate: 1 / width, shift: -samples.origin / width),
      Point(rate: 4 / width, shift: -4 * samples.origin / width),
    ]
  }
}
