import KANFormula
import KANModel
import KANNumerics
import KANSymbolic
import RealModule

/// Fits the networks in the holes of a form, and its constants, to rows: Levenberg-Marquardt with derivatives through the form.
///
/// A penalty on the curvature of the curves resolves ambiguities of the form: in f(x)² + g(y) a constant may belong to either, and
/// the straightest curves are preferred (P-splines: Eilers & Marx, Statistical Science 11, 1996).
struct HoleTrainer {
  /// The numbers on which decisions depend.
  private enum Settings {
    /// The numbers of starts that are drawn, that are fitted, and that continue on finer grids.
    static let (drawn, fitted, refined) = (200, 6, 2)
    /// The numbers of intervals of successive grids.
    static let intervals = [4, 8, 16]
    /// The curvature penalty at the start and for finer grids.
    static let (firstPenalty, penalties) = (1e-4, [1e-5, 1e-7])
    static let steps = 40
    /// The ratio of validation errors below which a finer or less smooth fit is accepted.
    static let worthwhile = 0.97
    /// One row in this many is a validation row for choosing among fits.
    static let keptBack = 5
    /// The span in decades of initial constants and functions.
    static let decades = 1.5
    static let seed: UInt64 = 11
    /// The share of constants and sizes with negative initial values.
    static let negativeShare = 0.25
    /// Damping: the initial value, the minimum, the value at which a fit ends, and the factors by which it falls and rises.
    static let (damping, leastDamping, mostDamping, falls, rises) = (1e-2, 1e-12, 1e12, 0.2, 4.0)
    /// The additions to a parameter's own curvature, as fractions of the largest: with damping, and so that every matrix can be factored.
    static let (ofLargest, ridge) = (1e-9, 1e-14)
    /// The squared derivative of the form with respect to a function, relative to the typical one, below which a row carries no
    /// information on that function.
    static let leastWeight = 1e-4
    /// The relative decrease of the objective below which two steps in a row end a fit.
    static let tolerance = 1e-9
  }

  /// The form, in variables for columns, uses and constants.
  let form: Expression
  let uses: [HoledForm.Use]
  let functionCount: Int
  let constants: [String]
  let inputs: [String]
  let compiled: CompiledExpression
  private let training: Rows
  private let judged: Rows
  private let all: Rows

  /// The result of a fit.
  struct Fit: Sendable {
    let networks: [HoleNetwork]
    /// The parameters of every function.
    let parameters: [[Double]]
    let constants: [Double]
    /// √(mean square residual) over the target's spread, on validation rows.
    let error: Double
  }

  /// Some of the rows.
  struct Rows {
    let columns: [[Double]]
    let target: [Double]
    let rootWeights: [Double]
    /// The arguments of every use.
    let arguments: [[[Double]]]
  }

  /// - Parameters:
  ///   - columns: The columns of `inputs`.
  ///   - target: The target of the form.
  ///   - weights: The weights of the rows.
  /// - Returns: `nil` if an argument has no value in a row.
  init?(
    form: Expression, uses: [HoledForm.Use], functionCount: Int, constants: [String], inputs: [String],
    columns: [[Double]], target: [Double], weights: [Double]?
  ) {
    self.form = form
    self.uses = uses
    self.functionCount = functionCount
    self.constants = constants
    self.inputs = inputs
    guard
      let compiled = try? CompiledExpression(form, variables: uses.map(\.variable) + constants + inputs)
    else { return nil }
    self.compiled = compiled
    var arguments: [[[Double]]] = []
    for use in uses {
      let values = use.arguments.compactMap {
        (try? CompiledExpression($0, variables: inputs))?.values(columns)
      }
      guard values.count == use.arguments.count, values.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
        return nil
      }
      arguments.append(values)
    }
    let mean = target.mean
    let spread = (target.map { $0 - mean }.sumOfSquares / Double(target.count)).squareRoot()
    guard spread > 0 else { return nil }
    let weights = weights?.map { max(0, $0) }
    let meanWeight = weights.map { $0.mean } ?? 1
    func rows(_ places: [Int]) -> Rows {
      let scale = 1 / (spread * Double(places.count).squareRoot())
      return Rows(
        columns: columns.map { column in places.map { column[$0] } }, target: places.map { target[$0] },
        rootWeights: places.map { scale * ((weights?[$0] ?? 1) / meanWeight).squareRoot() },
        arguments: arguments.map { $0.map { column in places.map { column[$0] } } })
    }
    training = rows(target.indices.filter { $0 % Settings.keptBack != Settings.keptBack - 1 })
    judged = rows(target.indices.filter { $0 % Settings.keptBack == Settings.keptBack - 1 })
    all = rows(Array(target.indices))
  }

  // MARK: - Fitting

  /// The best fit of several starts; `nil` if the form has a value at none of them.
  func fit(known: [Double?] = [], budget: WorkBudget) -> Fit? {
    let coarse = networks(intervals: Settings.intervals[0])
    var fits: [Fit] = []
    for start in starts(coarse, known) where !budget.isExhausted || fits.isEmpty {
      if let fit = fitted(coarse, start, penalty: Settings.firstPenalty, budget) { fits.append(fit) }
    }
    fits.sort { $0.error < $1.error }
    let refined = fits.prefix(Settings.refined).map { first in
      var best = first
      for intervals in Settings.intervals {
        let finer = networks(intervals: intervals)
        for penalty in Settings.penalties where !budget.isExhausted {
          var start: [Double] = []
          for n in finer.indices { start += best.networks[n].refined(best.parameters[n], for: finer[n]) }
          guard let next = fitted(finer, start + best.constants, penalty: penalty, budget) else { continue }
          if next.error < Settings.worthwhile * best.error { best = next }
        }
      }
      return best
    }
    return refined.min { $0.error < $1.error }
  }

  private func networks(intervals: Int) -> [HoleNetwork] {
    (0..<functionCount).map { function in
      let own = uses.indices.filter { uses[$0].function == function }
      let arguments = uses[own[0]].arguments.indices.map { n in own.flatMap { all.arguments[$0][n] } }
      return HoleNetwork(arguments: arguments, intervals: intervals)
    }
  }

  /// The parameters, out of many random ones, at which the form is nearest to the target.
  private func starts(_ networks: [HoleNetwork], _ known: [Double?]) -> [[Double]] {
    var random = SeededRandom(seed: Settings.seed)
    let size = max(training.target.typicalMagnitude, .leastNormalMagnitude)
    func drawn(_ scale: Double) -> Double {
      (random.uniform() < Settings.negativeShare ? -1 : 1) * scale
        * Double.pow(10, random.uniform(in: -Settings.decades...Settings.decades))
    }
    var found: [(start: [Double], error: Double)] = []
    for n in 0..<Settings.drawn {
      var start: [Double] = []
      for network in networks {
        // Functions have the magnitude of 1, of the target, or of its square.
        let value = drawn([1, size, size * size][n % 3])
        start += network.start(value: value, slope: value * random.uniform(in: -0.9...0.9))
      }
      start += constants.indices.map { (known.indices.contains($0) ? known[$0] : nil) ?? drawn(1) }
      guard let state = State(self, networks, start, training, slopes: false) else { continue }
      found.append((start, state.residuals.sumOfSquares))
    }
    return found.filter { $0.error.isFinite }.sorted { $0.error < $1.error }.prefix(Settings.fitted).map(
      \.start)
  }

  private func fitted(
    _ networks: [HoleNetwork], _ start: [Double], penalty: Double, _ budget: WorkBudget
  ) -> Fit? {
    let places = places(networks)
    guard var state = State(self, networks, start, training, slopes: true) else { return nil }
    var parameters = start
    var damping = Settings.damping
    var idle = 0
    let count = parameters.count
    for _ in 0..<Settings.steps {
      budget.spend(training.target.count * count * count / 2 + count * count * count / 3)
      if budget.isExhausted { break }
      let bends = self.bends(networks, places, state.functionSizes, penalty)
      let objective = state.residuals.sumOfSquares + Self.cost(bends, parameters)
      var matrix = Matrix(rows: count, columns: count)
      var right = [Double](repeating: 0, count: count)
      state.addNormalEquations(&matrix, &right)
      for bend in bends {
        let value = bend.reduce(0) { $0 + $1.factor * parameters[$1.place] }
        for a in bend {
          right[a.place] -= a.factor * value
          for b in bend where b.place <= a.place { matrix[a.place, b.place] += a.factor * b.factor }
        }
      }
      let largest = (0..<count).map { matrix[$0, $0] }.max() ?? 1
      var moved = false
      while damping < Settings.mostDamping, !moved {
        var damped = matrix
        for k in 0..<count {
          damped[k, k] +=
            damping * (matrix[k, k] + Settings.ofLargest * largest) + Settings.ridge * largest
        }
        guard let step = CholeskyFactor(damped)?.solve(right) else {
          damping *= Settings.rises
          continue
        }
        let next = zip(parameters, step).map { $0 + $1 }
        if let other = State(self, networks, next, training, slopes: true) {
          let value = other.residuals.sumOfSquares + Self.cost(bends, next)
          if value < objective {
            idle = objective - value < Settings.tolerance * objective ? idle + 1 : 0
            (parameters, state, moved) = (next, other, true)
            damping = max(Settings.leastDamping, damping * Settings.falls)
            continue
          }
        }
        damping *= Settings.rises
      }
      if !moved || idle > 1 { break }
    }
    guard let ending = State(self, networks, parameters, judged, slopes: false) else { return nil }
    let error = ending.residuals.sumOfSquares.squareRoot()
    guard error.isFinite else { return nil }
    return Fit(
      networks: networks, parameters: places.functions.map { Array(parameters[$0]) },
      constants: Array(parameters[places.constants]), error: error)
  }

  // MARK: - Parameters

  typealias Places = (functions: [Range<Int>], constants: Range<Int>)

  func places(_ networks: [HoleNetwork]) -> Places {
    var functions: [Range<Int>] = []
    var next = 0
    for network in networks {
      functions.append(next..<next + network.parameterCount)
      next += network.parameterCount
    }
    return (functions, next..<next + constants.count)
  }

  // MARK: - What the holes hold

  /// A function's arguments and values as a table for a search: the values that the form and the other functions imply, z = h +
  /// r/F_h, with weights F_h².
  func rowsOfFunction(_ function: Int, in fit: Fit) -> (
    arguments: [[Double]], values: [Double], weights: [Double]
  )? {
    let values = uses.indices.map { u in
      let network = fit.networks[uses[u].function]
      return network.evaluate(fit.parameters[uses[u].function], network.bases(at: all.arguments[u])).values
    }
    let columns =
      values + fit.constants.map { [Double](repeating: $0, count: all.target.count) } + all.columns
    let (fitted, slopes) = compiled.valuesAndVariableDerivatives(columns)
    var arguments = [[Double]](
      repeating: [], count: uses.first { $0.function == function }?.arguments.count ?? 0)
    var (targets, weights): ([Double], [Double]) = ([], [])
    for u in uses.indices where uses[u].function == function {
      let own = slopes[u].indices.map { all.rootWeights[$0] * slopes[u][$0] }.map { $0 * $0 }
      let least = Settings.leastWeight * own.typicalMagnitude
      for s in all.target.indices where own[s] > least && own[s].isFinite {
        for n in arguments.indices { arguments[n].append(all.arguments[u][n][s]) }
        targets.append(values[u][s] + (all.target[s] - fitted[s]) / slopes[u][s])
        weights.append(own[s])
      }
    }
    let mean = weights.mean
    guard !targets.isEmpty, targets.allSatisfy(\.isFinite), mean > 0 else { return nil }
    return (arguments, targets, weights.map { $0 / mean })
  }
}
