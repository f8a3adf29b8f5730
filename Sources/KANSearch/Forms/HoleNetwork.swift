import KANModel
import KANNumerics

/// The small KAN that replaces an unknown function: a curve of its argument, or for several arguments a sum of curves and curves of
/// sums of curves, h(u) = Σ aᵢ(uᵢ) + Σ Φ_q(Σ φ_qi(uᵢ)). All curves are splines, and linear in their coefficients.
struct HoleNetwork: Sendable {
  /// The numbers on which decisions depend.
  private enum Settings {
    static let order = 3
    /// The uniform fraction of the knot positions; the rest follows the rows.
    static let uniformFraction = 0.5
    /// The number of sums with a curve around them, per argument if there are several.
    static let sumsOfArgument = 1
    /// The initial range of these sums; splines continue as straight lines beyond.
    static let range = -1.25...1.25
  }

  /// The grids of the arguments, and of sums.
  let grids: [KnotGrid]
  let sumGrid: KnotGrid
  /// The number of sums with a curve around them.
  let sums: Int

  /// - Parameters:
  ///   - arguments: The values of each argument at all occurrences of the function.
  ///   - intervals: The number of intervals of every curve.
  init(arguments: [[Double]], intervals: Int) {
    grids = arguments.map {
      KnotGrid.adaptive(
        to: $0, intervals: intervals, order: Settings.order, uniformFraction: Settings.uniformFraction)
    }
    sumGrid = KnotGrid(uniformOn: Settings.range, intervals: intervals, order: Settings.order)
    sums = arguments.count > 1 ? Settings.sumsOfArgument * arguments.count : 0
  }

  /// A curve, with the positions of its coefficients among the parameters.
  struct Curve: Sendable {
    let start: Int
    let grid: KnotGrid
    /// Whether its values are those of the function, or only terms of an inner sum.
    let isOutside: Bool
    var places: Range<Int> { start..<start + grid.basisCount }
  }

  /// All curves in the order of the parameters: those of the arguments, then for each sum its inner curves and the one around it.
  var curves: [Curve] {
    var all: [Curve] = []
    var next = 0
    func add(_ grid: KnotGrid, isOutside: Bool) {
      all.append(Curve(start: next, grid: grid, isOutside: isOutside))
      next += grid.basisCount
    }
    for grid in grids { add(grid, isOutside: true) }
    for _ in 0..<sums {
      for grid in grids { add(grid, isOutside: false) }
      add(sumGrid, isOutside: true)
    }
    return all
  }

  var parameterCount: Int { curves.last.map { $0.places.upperBound } ?? 0 }

  /// The parameters of value + slope·(the mean of the scaled arguments); the sums are initially sums and differences of the arguments.
  func start(value: Double, slope: Double) -> [Double] {
    var parameters: [Double] = []
    func scaled(_ grid: KnotGrid) -> [Double] {
      let middle = (grid.range.lowerBound + grid.range.upperBound) / 2
      let half = (grid.range.upperBound - grid.range.lowerBound) / 2
      return grid.grevilleAbscissae.map { ($0 - middle) / half }
    }
    let share = 1 / Double(grids.count)
    for grid in grids { parameters += scaled(grid).map { share * (value + slope * $0) } }
    for q in 0..<sums {
      for (i, grid) in grids.enumerated() {
        // Signs as the digits of q in base two, the first argument always with plus.
        let sign: Double = i > 0 && (q >> (i - 1)) & 1 == 1 ? -1 : 1
        parameters += scaled(grid).map { sign * share * $0 }
      }
      parameters += [Double](repeating: 0, count: sumGrid.basisCount)
    }
    return parameters
  }

  /// The parameters of about the same function on another grid.
  func refined(_ parameters: [Double], for finer: HoleNetwork) -> [Double] {
    var result: [Double] = []
    for (old, new) in zip(curves, finer.curves) {
      let basis = SplineBasis(at: new.grid.grevilleAbscissae, grid: old.grid, base: .zero, outside: .linear)
      for s in 0..<basis.count {
        result.append(
          (0..<basis.width).reduce(0) {
            $0 + parameters[old.start + basis.first[s] + $1] * basis.values[s * basis.width + $1]
          })
      }
    }
    return result
  }

  /// The function's values at some rows and their derivatives with respect to the parameters, row after row.
  ///
  /// - Parameter bases: The bases of every argument at these rows (`bases(at:)`).
  func evaluate(_ parameters: [Double], _ bases: [SplineBasis]) -> (values: [Double], slopes: [Double]) {
    let count = bases[0].count
    let all = curves
    let width = parameterCount
    var values = [Double](repeating: 0, count: count)
    var slopes = [Double](repeating: 0, count: count * width)
    for (curve, basis) in zip(all, bases) {
      for s in 0..<count {
        for r in 0..<basis.width {
          let place = curve.start + basis.first[s] + r
          values[s] += parameters[place] * basis.values[s * basis.width + r]
          slopes[s * width + place] += basis.values[s * basis.width + r]
        }
      }
    }
    for q in 0..<sums {
      let first = grids.count + q * (grids.count + 1)
      var inside = [Double](repeating: 0, count: count)
      for (curve, basis) in zip(all[first..<first + grids.count], bases) {
        for s in 0..<count {
          for r in 0..<basis.width {
            inside[s] += parameters[curve.start + basis.first[s] + r] * basis.values[s * basis.width + r]
          }
        }
      }
      let outer = all[first + grids.count]
      let around = SplineBasis(at: inside, grid: sumGrid, base: .zero, outside: .linear, derivatives: true)
      for s in 0..<count {
        var slope = 0.0
        for r in 0..<around.width {
          let place = outer.start + around.first[s] + r
          values[s] += parameters[place] * around.values[s * around.width + r]
          slope += parameters[place] * around.derivatives[s * around.width + r]
          slopes[s * width + place] += around.values[s * around.width + r]
        }
        for (curve, basis) in zip(all[first..<first + grids.count], bases) {
          for r in 0..<basis.width {
            slopes[s * width + curve.start + basis.first[s] + r] += slope * basis.values[s * basis.width + r]
          }
        }
      }
    }
    return (values, slopes)
  }

  /// The bases at the rows, for `evaluate`.
  func bases(at arguments: [[Double]]) -> [SplineBasis] {
    zip(arguments, grids).map { SplineBasis(at: $0, grid: $1, base: .zero, outside: .linear) }
  }
}
