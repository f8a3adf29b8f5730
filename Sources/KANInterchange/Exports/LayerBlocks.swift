import KANFormula
import KANModel

/// A layer in the form that array programs compute best: functions of whole columns, followed by one matrix.
///
/// All edges that leave an input share its B-spline bases, so that s = C·W + β, where the columns of C are bases, base functions
/// and closed forms of single inputs. The coefficients of the edges are in W.
struct LayerBlocks {
  /// Columns that are computed together.
  enum Block: Hashable {
    /// f(rate·x + shift) of some inputs, f in the variable `x`.
    case function(Expression, inputs: [Int], rates: [Double], shifts: [Double])
    /// The base function of some inputs, held constant outside their ranges if there are ranges.
    case base(Network.BaseFunction, inputs: [Int], ranges: [ClosedRange<Double>]?)
    /// The B-spline bases of some inputs, grids of equal size; all bases of an input are consecutive. Inputs are clamped to their
    /// ranges if there are ranges.
    case splines(inputs: [Int], grids: [KnotGrid], ranges: [ClosedRange<Double>]?)
    /// The distance of some inputs below an end, max(end − x, 0).
    case below(inputs: [Int], ends: [Double])
    /// The distance of some inputs above an end, max(x − end, 0).
    case above(inputs: [Int], ends: [Double])

    /// The number of columns.
    var count: Int {
      switch self {
      case .function(_, let inputs, _, _), .base(_, let inputs, _), .below(let inputs, _),
        .above(let inputs, _):
        inputs.count
      case .splines(let inputs, let grids, _): inputs.count * (grids.first?.basisCount ?? 0)
      }
    }
  }

  /// The number of inputs.
  let inputCount: Int
  /// The blocks, in the order of their columns.
  let blocks: [Block]
  /// W, `weights[column][j]`.
  let weights: [[Double]]
  /// β of each sum.
  let biases: [Double]
  /// The number of sums that are outputs themselves.
  let sumCount: Int
  /// The sums that each product node multiplies.
  let products: [Range<Int>]
  /// Whether a column that may overflow or be undefined somewhere has a weight of zero: 0·∞ is NaN, so a sum must be taken only
  /// over its own columns.
  let isSparse: Bool

  /// The factors, if every sum is a multiple of its own column.
  var diagonal: [Double]? {
    guard weights.count == biases.count else { return nil }
    for (column, row) in weights.enumerated() {
      guard row.indices.allSatisfy({ $0 == column || row[$0] == 0 }) else { return nil }
    }
    return weights.indices.map { weights[$0][$0] }
  }

  init(_ layer: Layer, outside: OutsidePolicy) {
    var builder = Builder(layer, outside: outside)
    builder.build()
    inputCount = layer.inputCount
    blocks = builder.blocks
    weights = builder.weights
    biases = builder.biases
    isSparse = builder.isSparse
    sumCount = layer.sumCount
    products = layer.productGroups.map { $0 }
  }
}

/// Gathers the columns of a layer.
private struct Builder {
  private(set) var blocks: [LayerBlocks.Block] = []
  private(set) var weights: [[Double]] = []
  private(set) var biases: [Double]
  private(set) var isSparse = false
  private let layer: Layer
  private let outside: OutsidePolicy

  init(_ layer: Layer, outside: OutsidePolicy) {
    self.layer = layer
    self.outside = outside
    biases = layer.biases
  }

  mutating func build() {
    appendFunctions()
    let inputs = (0..<layer.inputCount).filter { i in
      (0..<layer.factorCount).contains { layer[input: i, sum: $0].isSpline }
    }
    // Grids of equal size together.
    for size in Set(inputs.map { layer.grids[$0].knots.count }).sorted() {
      appendSplines(inputs.filter { layer.grids[$0].knots.count == size })
    }
  }

  private mutating func append(_ block: LayerBlocks.Block, _ rows: [[Double]]) {
    guard rows.contains(where: { $0.contains { $0 != 0 } }) else { return }
    blocks.append(block)
    weights += rows
  }

  /// The spline edge from `i` to `j`, if it is one.
  private func spline(_ i: Int, _ j: Int) -> SplineEdge? {
    if case .spline(let edge) = layer[input: i, sum: j] { edge } else { nil }
  }

  /// A weight for each sum.
  private func row(_ value: (Int) -> Double) -> [Double] { (0..<layer.factorCount).map(value) }

  private mutating func appendSplines(_ inputs: [Int]) {
    let grids = inputs.map { layer.grids[$0] }
    let ranges = outside == .fading ? nil : grids.map(\.range)
    append(
      .splines(inputs: inputs, grids: grids, ranges: ranges),
      inputs.flatMap { i in
        (0..<layer.grids[i].basisCount).map { n in row { spline(i, $0)?.coefficients[n] ?? 0 } }
      })
    if layer.base != .zero {
      append(
        .base(layer.base, inputs: inputs, ranges: ranges),
        inputs.map { i in row { spline(i, $0)?.baseWeight ?? 0 } })
    }
    guard outside == .linear else { return }
    append(
      .below(inputs: inputs, ends: grids.map(\.range.lowerBound)),
      inputs.map { i in row { -slope(i, $0, at: layer.grids[i].range.lowerBound) } })
    append(
      .above(inputs: inputs, ends: grids.map(\.range.upperBound)),
      inputs.map { i in row { slope(i, $0, at: layer.grids[i].range.upperBound) } })
  }

  /// φ′ at an end of the grid.
  private func slope(_ i: Int, _ j: Int, at end: Double) -> Double {
    guard let edge = spline(i, j) else { return 0 }
    let (first, _, slopes) = layer.grids[i].basisAndDerivatives(at: end)
    var slope = edge.baseWeight == 0 ? 0 : edge.baseWeight * layer.base.derivative(at: end)
    for r in slopes.indices { slope += edge.coefficients[first + r] * slopes[r] }
    return slope
  }

  /// Closed forms, grouped by function.
  private mutating func appendFunctions() {
    struct Column: Hashable {
      let input: Int
      let rate: Double
      let shift: Double
    }
    var functions: [Expression] = []
    var columns: [Expression: [Column]] = [:]
    var rows: [Expression: [Column: [Double]]] = [:]
    for i in 0..<layer.inputCount {
      for j in 0..<layer.factorCount {
        guard case .symbolic(let edge) = layer[input: i, sum: j] else { continue }
        biases[j] += edge.offset
        for term in edge.terms where term.amplitude != 0 {
          let function = term.symbol.expression
          let isLine = function == .variable("x")
          // b·x + c needs no separate column.
          let column = Column(input: i, rate: isLine ? 1 : term.rate, shift: isLine ? 0 : term.shift)
          let amplitude = isLine ? term.amplitude * term.rate : term.amplitude
          if isLine { biases[j] += term.amplitude * term.shift }
          if columns[function] == nil { functions.append(function) }
          if rows[function, default: [:]][column] == nil {
            columns[function, default: []].append(column)
            rows[function, default: [:]][column] = [Double](repeating: 0, count: layer.factorCount)
          }
          rows[function]?[column]?[j] += amplitude
        }
      }
    }
    for function in functions {
      let own = columns[function] ?? []
      let values = own.map { rows[function]?[$0] ?? [] }
      append(
        .function(function, inputs: own.map(\.input), rates: own.map(\.rate), shifts: own.map(\.shift)),
        values)
      isSparse = isSparse || function != .variable("x") && values.contains { $0.contains(0) }
    }
  }
}
