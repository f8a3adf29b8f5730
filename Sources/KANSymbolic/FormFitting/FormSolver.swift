import KANFitting
import RealModule

/// Least squares for a form: from given values of its parameters to the nearest minimum, inside their bounds.
struct FormSolver: Sendable {
  /// The result of a solver.
  struct Solution: Sendable {
    let parameters: [Double]
    let sumOfSquares: Double
    let converged: Bool
    /// The price of the parameters in nats, with errors from the residuals.
    let constantPrice: Double
  }

  /// A method of minimisation: problems on which one fails are solved by another.
  struct Way: Sendable {
    let scaling: NonlinearLeastSquares.Scaling
    let isAccelerated: Bool

    static let usual = Way(scaling: .byColumns, isAccelerated: false)
    /// The usual method first.
    static let all = [
      usual, Way(scaling: .byColumns, isAccelerated: true), Way(scaling: .none, isAccelerated: false),
      Way(scaling: .none, isAccelerated: true),
    ]
  }

  /// The range of every parameter.
  let bounds: [ClosedRange<Double>]
  let budget: WorkBudget

  private static let unbounded = -Double.infinity...Double.infinity

  /// The minimum to which a method leads from `start`; `nil` if the form has no value there.
  ///
  /// Inside bounds the solver varies u with θ = a + (b − a)·(1 + sin u)/2, or θ = a + s·(√(u² + 1) − 1) with one end (as MINUIT:
  /// James & Roos, Comput. Phys. Commun. 10, 1975).
  func solve(
    _ system: FormSystem, from start: [Double], isFree: [Bool]? = nil, way: Way = .usual, steps: Int
  ) -> Solution? {
    let free = start.indices.filter { isFree?[$0] ?? true }
    guard !budget.isExhausted, system.firstRowWithoutValue(start) == nil else { return nil }
    let maps = free.map { Map(bounds[$0], at: start[$0]) }
    guard let result = fit(system, start, free, maps, way, steps) else { return nil }
    var parameters = start
    for (n, p) in free.enumerated() { parameters[p] = maps[n].value(result.parameters[n]) }
    return Solution(
      parameters: parameters, sumOfSquares: result.sumOfSquares, converged: result.converged,
      constantPrice: ConstantPrice.of(free.map { parameters[$0] }, fit: result))
  }

  /// Refines the parameters themselves to the last digits, and determines their errors.
  func polish(_ system: FormSystem, from start: [Double], isFree: [Bool], steps: Int = 200) -> FitResult? {
    let free = start.indices.filter { isFree[$0] }
    guard !free.isEmpty else { return nil }
    return fit(system, start, free, free.map { _ in Map(Self.unbounded, at: 0) }, .usual, steps)
  }

  /// The parameters that have a bound.
  var bounded: [Int] {
    bounds.indices.filter { bounds[$0].lowerBound.isFinite || bounds[$0].upperBound.isFinite }
  }

  /// The bound of a parameter that is nearest to its value.
  func nearestBound(of parameter: Int, to value: Double) -> Double {
    let range = bounds[parameter]
    return value - range.lowerBound <= range.upperBound - value ? range.lowerBound : range.upperBound
  }

  private func fit(
    _ system: FormSystem, _ start: [Double], _ free: [Int], _ maps: [Map], _ way: Way, _ steps: Int
  ) -> FitResult? {
    var solver = NonlinearLeastSquares()
    solver.scaling = way.scaling
    solver.isAccelerated = way.isAccelerated
    solver.maximumSteps = steps
    let width = system.layout.parameterCount
    var all = start
    var slopes = [Double](repeating: 0, count: system.rows.count * width)
    return try? solver.fit(
      start: zip(free, maps).map { $1.coordinate(start[$0]) }, residualCount: system.rows.count
    ) { coordinates, residuals, jacobian in
      budget.spend(system.cost)
      for (n, p) in free.enumerated() { all[p] = maps[n].value(coordinates[n]) }
      guard let jacobian else { return system.evaluate(all, residuals: residuals, jacobian: nil) }
      slopes.withUnsafeMutableBufferPointer {
        system.evaluate(all, residuals: residuals, jacobian: $0)
        for s in residuals.indices {
          for (n, p) in free.enumerated() {
            jacobian[s * free.count + n] = $0[s * width + p] * maps[n].slope(coordinates[n])
          }
        }
      }
    }
  }

  /// An unbounded coordinate for a parameter with bounds.
  private struct Map {
    let range: ClosedRange<Double>
    /// The unit of a coordinate with one end.
    let unit: Double

    init(_ range: ClosedRange<Double>, at value: Double) {
      self.range = range
      let distance = range.lowerBound.isFinite ? value - range.lowerBound : range.upperBound - value
      unit = distance > 0 && distance.isFinite ? distance : 1
    }

    private var isTwoSided: Bool { range.lowerBound.isFinite && range.upperBound.isFinite }

    func coordinate(_ value: Double) -> Double {
      if isTwoSided {
        let width = range.upperBound - range.lowerBound
        // Exactly at an end the derivative is zero: start slightly inside.
        let share = min(max((value - range.lowerBound) / width, 1e-6), 1 - 1e-6)
        return Double.asin(2 * share - 1)
      }
      let distance: Double
      if range.lowerBound.isFinite {
        distance = value - range.lowerBound
      } else if range.upperBound.isFinite {
        distance = range.upperBound - value
      } else {
        return value
      }
      let grown = max(distance / unit, 1e-9) + 1
      return (grown * grown - 1).squareRoot()
    }

    func value(_ u: Double) -> Double {
      if isTwoSided {
        return range.lowerBound + (range.upperBound - range.lowerBound) * (1 + Double.sin(u)) / 2
      }
      let distance = unit * ((u * u + 1).squareRoot() - 1)
      if range.lowerBound.isFinite { return range.lowerBound + distance }
      return range.upperBound.isFinite ? range.upperBound - distance : u
    }

    func slope(_ u: Double) -> Double {
      if isTwoSided { return (range.upperBound - range.lowerBound) * Double.cos(u) / 2 }
      let slope = unit * u / (u * u + 1).squareRoot()
      if range.lowerBound.isFinite { return slope }
      return range.upperBound.isFinite ? -slope : 1
    }
  }
}
