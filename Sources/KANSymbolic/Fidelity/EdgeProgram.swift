import KANFormula
import KANModel

/// An edge prepared for enclosure.
enum EdgeProgram: BoxFunction {
  case spline(PiecewiseEnclosure, weight: Double, BaseContinuation)
  case closed(TaylorProgram)

  /// `nil` for an edge that is cut.
  init?(_ edge: Edge, grid: KnotGrid, base: Network.BaseFunction, outside: OutsidePolicy) {
    switch edge {
    case .cut: return nil
    case .spline(let spline):
      self = .spline(
        PiecewiseEnclosure(spline, grid: grid, outside: outside), weight: spline.baseWeight,
        BaseContinuation(base: base, range: grid.range, outside: outside))
    case .symbolic(let edge):
      guard let program = try? TaylorProgram(edge.expression(of: .variable("x")), variables: ["x"]) else {
        return nil
      }
      self = .closed(program)
    }
  }

  /// φ of one enclosed argument.
  func model(of inputs: [TaylorModel]) -> TaylorModel? {
    switch self {
    case .closed(let program): return program.model(of: inputs)
    case .spline(let pieces, let weight, let base):
      let spline = pieces.applied(to: inputs[0])
      return weight == 0 ? spline : base.applied(to: inputs[0]).scaled(by: weight) + spline
    }
  }
}

/// The base function of a spline edge, continued outside the grid like the spline.
struct BaseContinuation: Sendable {
  let base: Network.BaseFunction
  let range: ClosedRange<Double>
  let outside: OutsidePolicy

  func applied(to x: TaylorModel) -> TaylorModel {
    let inside = Interval(range)
    let image = self.image(of: x.range)
    if outside == .fading || x.range.clamped(to: inside) == x.range && inside.contains(x.center) {
      return x.composed(image: image) { base.taylorCoefficients(at: $0, order: $1) }
    }
    // Across an end the function is C¹: the continuation differs by ½·b″·(x − end)².
    let order = max(2, x.order)
    let home = inside.clamped(to: Interval(x.center))
    let expansion: [Interval]?
    if let home {
      expansion = base.taylorCoefficients(at: home, order: order)
    } else {
      expansion = tail(from: end(near: x.center), at: x.center)
    }
    guard let expansion, let remainder = remainder(x, isHomeInside: home != nil, order: order) else {
      return x.composed(expansion: [.everything], remainder: .infinity, image: image)
    }
    return x.composed(expansion: expansion, remainder: remainder, image: image)
  }

  private func end(near x: Double) -> Double { x < range.lowerBound ? range.lowerBound : range.upperBound }

  /// b(e) + b′(e)·(x − e) about another centre.
  private func tail(from end: Double, at center: Double) -> [Interval]? {
    base.taylorCoefficients(at: Interval(end), order: 1).map { value in
      outside == .clamp
        ? [value[0]] : [value[0] + value[1] * (Interval(center) - Interval(end)), value[1]]
    }
  }

  private func image(of x: Interval) -> Interval {
    guard outside != .fading else { return base.image(of: x) }
    var image: Interval?
    if let part = x.clamped(to: Interval(range)) { image = base.image(of: part) }
    for (end, beyond) in [
      (range.lowerBound, Interval(-.infinity, range.lowerBound)),
      (range.upperBound, Interval(range.upperBound, .infinity)),
    ] {
      guard let part = x.clamped(to: beyond), let value = base.taylorCoefficients(at: Interval(end), order: 1)
      else { continue }
      let values = outside == .clamp ? value[0] : value[0] + value[1] * (part - Interval(end))
      image = image?.united(with: values) ?? values
    }
    return image ?? .everything
  }

  /// The remainder of the expansion about the centre on the argument's range.
  private func remainder(_ x: TaylorModel, isHomeInside: Bool, order: Int) -> Double? {
    var worst = 0.0
    if isHomeInside {
      // The Taylor remainder of b itself on the whole range, as if it continued beyond the grid.
      let whole = x.range.united(with: Interval(x.center))
      guard let thick = base.taylorCoefficients(at: whole, order: order + 1) else { return nil }
      let reach = (whole - Interval(x.center)).magnitude
      worst = (thick[order + 1] * Interval(reach).wholePower(order + 1)).magnitude
    }
    var beyond = 0.0
    for end in [range.lowerBound, range.upperBound] {
      // From inside: the part of the range outside; from a tail: all that is not on that tail.
      let isOwn = !isHomeInside && end == self.end(near: x.center)
      let outer = end == range.lowerBound ? Interval(-.infinity, end) : Interval(end, .infinity)
      let inner = end == range.lowerBound ? Interval(end, .infinity) : Interval(-.infinity, end)
      guard isHomeInside || isOwn, let part = x.range.clamped(to: isHomeInside ? outer : inner) else {
        continue
      }
      let distance = (part - Interval(end)).magnitude
      guard distance > 0 else { continue }
      let whole = part.united(with: Interval(end))
      guard let series = base.taylorCoefficients(at: whole, order: 2) else { return nil }
      let slope =
        outside == .clamp ? base.taylorCoefficients(at: whole, order: 1)?[1].magnitude ?? .infinity : 0
      let d = Interval(distance)
      beyond = max(beyond, (Interval(slope) * d + Interval(series[2].magnitude) * d * d).magnitude)
      // A range that reaches over the whole grid and out at the other end.
      if !isHomeInside, x.range.lower < range.lowerBound, x.range.upper > range.upperBound { return nil }
    }
    return worst + beyond
  }
}
