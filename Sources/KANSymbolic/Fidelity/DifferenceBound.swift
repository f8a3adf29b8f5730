import KANFormula

/// A proven bound of |f − g| on a box, by branch and bound over Taylor models of the difference.
///
/// The box with the largest bound is cut in two, along the variable that contributes most to it, until the largest bound is within
/// a tenth of the largest difference seen, or the allowed work is done. Work is counted in operations and not in seconds, so that
/// equal inputs give equal results on every machine.
struct DifferenceBound {
  /// The functions; both take all variables.
  let first: any BoxFunction
  let second: any BoxFunction
  /// |f − g| by plain evaluation at points, column by column; NaN where one is not defined.
  let distances: ([[Double]]) -> [Double]
  /// The sides of the box.
  let box: [Interval]
  /// Preferred positions for cutting a side instead of its middle: knots.
  var breaks: [[Double]] = []
  /// The approximate number of multiplications that may be spent.
  var operations = 1e9
  /// Whether algebra shows that both are the same function, so that they differ only by the rounding of plain evaluation.
  var areEqual = false
  /// The cost of one enclosure relative to one product of polynomials.
  var productsPerBox = 40

  /// A part of the box with the largest |f − g| possible there.
  private struct Part {
    let sides: [Interval]
    let bound: Double
    /// The contribution of each variable to the bound.
    let shares: [Double]
    let isAtRounding: Bool
  }

  /// The bound, with `largestSeen` or a larger difference found in the process.
  func certified(largestSeen: Double) -> CertifiedBound {
    let varying = box.indices.filter { box[$0].lower < box[$0].upper }
    let table = MonomialTable(dimension: max(1, varying.count), order: Self.order(varying.count))
    let limit = Int(min(max(16, operations / Double(table.productCount * productsPerBox)), Self.mostBoxes))
    var seen = largestSeen.isFinite ? largestSeen : 0
    var boxes = 1
    var open = Heap<Part> { $0.bound > $1.bound }
    var closed = 0.0
    if let whole = part(box, varying, table, atMost: .infinity) { open.insert(whole) }
    while let worst = open.first, worst.bound > Self.tightness * seen, boxes < limit {
      open.removeFirst()
      // If most of the bound is rounding, a narrower box would not lower it.
      guard !worst.isAtRounding, let halves = halves(worst, varying) else {
        closed = max(closed, worst.bound)
        continue
      }
      // Cutting does not remove a pole inside the box.
      if !worst.bound.isFinite && boxes > Self.hopeless { break }
      for sides in halves {
        boxes += 1
        guard let half = part(sides, varying, table, atMost: worst.bound) else { continue }
        open.insert(half)
      }
      seen = max(
        seen,
        distances(
          halves.reduce(into: [[Double]](repeating: [], count: box.count)) { points, sides in
            for i in box.indices { points[i].append(sides[i].middle) }
          }
        ).reduce(0) { $1.isFinite ? max($0, $1) : $0 })
    }
    let bound = max(closed, open.first?.bound ?? 0)
    // No bound can be tighter than rounding, which plain evaluation cannot resolve.
    let isTight = bound <= Self.tightness * seen || closed == bound && bound.isFinite
    return CertifiedBound(
      bound: bound.isFinite ? max(bound, seen) : nil, largestSeen: seen, isTight: isTight, boxes: boxes)
  }

  private static let tightness = 1.1
  /// More boxes than any proof can take, and still a whole number.
  private static let mostBoxes = 1e15
  /// The share of a function's values up to which its rounding is neglected.
  private static let negligible = 1e-12
  /// The number of boxes after which an infinite bound is accepted.
  private static let hopeless = 2_000

  /// High degrees pay off for few variables; for many the number of coefficients would be too large.
  private static func order(_ dimension: Int) -> Int {
    switch dimension {
    case ...1: 8
    case 2: 6
    case 3: 4
    case 4...6: 3
    case 7...20: 2
    default: 1
    }
  }

  /// The bound on one part; `nil` if one of the functions is defined nowhere on it.
  private func part(
    _ sides: [Interval], _ varying: [Int], _ table: MonomialTable, atMost parent: Double
  ) -> Part? {
    var inputs = sides.map { TaylorModel($0, table) }
    for (v, i) in varying.enumerated() { inputs[i] = TaylorModel(variable: v, on: sides[i], table) }
    guard let f = first.model(of: inputs), let g = second.model(of: inputs) else { return nil }
    let difference = f - g
    let values = difference.polynomialRange
    let rounding = 2 * difference.roundingError
    // By interval arithmetic alone, with the same allowance for the rounding of plain evaluation.
    let natural = (f.range - g.range).magnitude + rounding
    let bound = min(parent, areEqual ? rounding : min(values.magnitude, natural))
    let isAtRounding =
      areEqual ? bound <= Self.negligible * f.range.magnitude : difference.roundingError > 0.3 * bound
    return Part(
      sides: sides, bound: bound, shares: difference.shares,
      isAtRounding: bound.isFinite && isAtRounding)
  }

  /// The two halves that narrow the bound most; `nil` if no side can be cut any more.
  private func halves(_ part: Part, _ varying: [Int]) -> [[Interval]]? {
    let order = varying.indices.sorted { a, b in
      if part.shares[a] != part.shares[b] && part.shares[a].isFinite && part.shares[b].isFinite {
        return part.shares[a] > part.shares[b]
      }
      return relativeWidth(part, varying[a]) > relativeWidth(part, varying[b])
    }
    for v in order {
      let i = varying[v]
      let side = part.sides[i]
      let cut = place(in: side, breaks.isEmpty ? [] : breaks[i])
      guard side.lower < cut, cut < side.upper else { continue }
      return [Interval(side.lower, cut), Interval(cut, side.upper)].map { half in
        var sides = part.sides
        sides[i] = half
        return sides
      }
    }
    return nil
  }

  private func relativeWidth(_ part: Part, _ i: Int) -> Double {
    (part.sides[i].upper - part.sides[i].lower) / (box[i].upper - box[i].lower)
  }

  /// The break nearest to the middle if it is near enough, else the middle.
  private func place(in side: Interval, _ breaks: [Double]) -> Double {
    let middle = side.middle
    let nearest = breaks.min { ($0 - middle).magnitude < ($1 - middle).magnitude }
    guard let nearest, (nearest - middle).magnitude < 0.3 * (side.upper - side.lower) else { return middle }
    return nearest
  }
}
