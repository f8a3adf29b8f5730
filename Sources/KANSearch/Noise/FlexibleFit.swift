import KANNumerics
import RealModule

/// The predictions of smooth curves without a formula for values of a table, on unseen rows.
///
/// Local polynomials through the nearest rows (Cleveland, J. American Statistical Association 74, 1979) and a quadratic form of all
/// inputs compete with the value 0; the method is chosen by cross-validation on training rows, so that validation rows do not
/// affect the choice.
struct FlexibleFit: Sendable {
  /// The numbers on which decisions depend.
  private struct Limits {
    /// The numbers of nearest rows for local polynomials.
    var neighbours = [5, 8, 12, 18, 27, 40, 64]
    /// The number of inputs beyond which there are too few rows for local slopes.
    var inputsOfSlopes = 8
    /// The number of inputs beyond which a quadratic form has too many terms.
    var inputsOfQuadratics = 10
    /// The minimum number of rows per term of the quadratic form.
    var rowsOfTerm = 3
    /// The number of parts in cross-validation of the quadratic form.
    var folds = 5
    /// The minimum weight of an input in distances, relative to that of the strongest input.
    var leastRelevance = 0.15
    /// The number of bins of ranks in which the relevance of an input is measured.
    var bins = 8
    /// The ratio of the mean square on left-out rows, relative to that of the prediction 0, below which a method is used.
    var worthwhile = 0.98
    /// The distance at which a row has weight zero, over that of the farthest one that is used.
    var reach = 1.001
    /// The ridge that keeps undetermined slopes at zero, relative to the sum of the weights, and the ridge of the quadratic form.
    var (ridgeOfSlopes, ridge) = (1e-4, 1e-3)
    /// The ratio of the upper and lower 5 % quantiles of a positive input from which its logarithm is used.
    var spanOfLogarithms = 20.0
    /// The share of the rows beyond each of these quantiles.
    var tail = 0.05
    /// The fraction of the smallest value at which logarithms of validation rows are cut off.
    var belowLeast = 1e-3
  }

  /// A metric for the distance of rows: scaled inputs of both parts, and the nearest rows of each.
  private struct Metric: Sendable {
    let training: [[Double]]
    let judged: [[Double]]
    let neighboursOfTraining: [[Int]]
    let neighboursOfJudged: [[Int]]
  }

  private enum Method: Sendable {
    case local(metric: Int, neighbours: Int, degree: Int)
    case quadratic
  }

  private static let limits = Limits()
  private let metrics: [Metric]
  private let inputCount: Int
  private let trainingCount: Int
  private let judgedCount: Int

  /// Determines the nearest rows for later fits.
  ///
  /// - Parameters:
  ///   - training: The columns of the training rows.
  ///   - target: The target, for the relevance of inputs: irrelevant inputs count less in distances.
  ///   - judged: The same columns for the rows to predict.
  init(training: [[Double]], target: [Double], judged: [[Double]]) {
    inputCount = training.count
    trainingCount = target.count
    judgedCount = judged.first?.count ?? 0
    let relevance = training.map { Self.relevance(of: $0, to: target) }
    let strongest = max(relevance.max() ?? 1, .leastNormalMagnitude)
    let weights = relevance.map { max(Self.limits.leastRelevance, $0 / strongest) }
    let scales = training.map(Self.scaling(of:))
    func scaled(_ columns: [[Double]], _ weights: [Double]) -> [[Double]] {
      columns.indices.map { i in columns[i].map { weights[i] * scales[i]($0) } }
    }
    let equal = training.map { _ in 1.0 }
    metrics = (training.count > 1 ? [equal, weights] : [equal]).map { weights in
      let (own, others) = (scaled(training, weights), scaled(judged, weights))
      return Metric(
        training: own, judged: others,
        neighboursOfTraining: Self.neighbours(of: own, among: own, areSame: true),
        neighboursOfJudged: Self.neighbours(of: others, among: own, areSame: false))
    }
  }

  /// The approximate number of operations of a fit.
  var work: Int {
    let slopes = (min(inputCount, Self.limits.inputsOfSlopes) + 1) * (inputCount + 2)
    return (trainingCount + judgedCount) * metrics.count * Self.limits.neighbours.reduce(0, +) * slopes
  }

  /// The predictions for the validation rows from values of the training rows; zeros if no method predicts them.
  func prediction(from values: [Double]) -> [Double] {
    let nothing = values.sumOfSquares
    let methods = self.methods
    let scores = methods.map { method in
      zip(leftOut(method, values), values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    guard let best = scores.indices.min(by: { scores[$0] < scores[$1] }),
      scores[best] < Self.limits.worthwhile * nothing
    else { return [Double](repeating: 0, count: judgedCount) }
    switch methods[best] {
    case .local(let m, let k, let degree):
      let metric = metrics[m]
      return (0..<judgedCount).map { s in
        Self.local(
          at: metric.judged.map { $0[s] }, metric.neighboursOfJudged[s], k, degree, metric.training, values)
      }
    case .quadratic:
      let all = metrics[0].training.first?.indices.map { $0 } ?? []
      return quadratic(fittedTo: all, values, at: metrics[0].judged)
    }
  }

  private var methods: [Method] {
    let degrees = inputCount == 1 ? [0, 1, 2] : inputCount <= Self.limits.inputsOfSlopes ? [0, 1] : [0]
    var found: [Method] = []
    for m in metrics.indices {
      for k in Self.limits.neighbours where k < trainingCount {
        for degree in degrees where degree == 0 || k > 1 + inputCount * degree + 1 {
          found.append(.local(metric: m, neighbours: k, degree: degree))
        }
      }
    }
    let terms = inputCount * (inputCount + 3) / 2 + 1
    if inputCount <= Self.limits.inputsOfQuadratics, trainingCount >= Self.limits.rowsOfTerm * terms {
      found.append(.quadratic)
    }
    return found
  }

  /// The leave-one-out predictions of all training values.
  private func leftOut(_ method: Method, _ values: [Double]) -> [Double] {
    switch method {
    case .local(let m, let k, let degree):
      let metric = metrics[m]
      return values.indices.map { s in
        Self.local(
          at: metric.training.map { $0[s] }, metric.neighboursOfTraining[s], k, degree, metric.training,
          values)
      }
    case .quadratic:
      var result = values
      for fold in 0..<Self.limits.folds {
        let own = values.indices.filter { $0 % Self.limits.folds == fold }
        let others = values.indices.filter { $0 % Self.limits.folds != fold }
        let columns = metrics[0].training.map { column in own.map { column[$0] } }
        for (s, value) in zip(own, quadratic(fittedTo: others, values, at: columns)) { result[s] = value }
      }
      return result
    }
  }

  // MARK: - Local polynomials

  /// The polynomial through the nearest rows, each weighted by (1 − (d/h)³)³, at one point.
  private static func local(
    at point: [Double], _ neighbours: [Int], _ k: Int, _ degree: Int, _ columns: [[Double]],
    _ values: [Double]
  ) -> Double {
    let near = neighbours.prefix(k)
    let distances = near.map { s in
      columns.indices.reduce(0) { $0 + (columns[$1][s] - point[$1]) * (columns[$1][s] - point[$1]) }
        .squareRoot()
    }
    let width = limits.reach * (distances.last ?? 0)
    let weights = distances.map { d -> Double in
      guard width > 0 else { return 1 }
      let u = d / width
      return Double.pow(1 - u * u * u, 3)
    }
    let total = weights.reduce(0, +)
    let mean = zip(near, weights).reduce(0) { $0 + $1.1 * values[$1.0] } / total
    guard degree > 0, width > 0 else { return mean }
    let size = 1 + degree * columns.count
    var matrix = Matrix(rows: size, columns: size)
    var right = [Double](repeating: 0, count: size)
    var row = [Double](repeating: 1, count: size)
    for (s, w) in zip(near, weights) {
      for i in columns.indices {
        let u = (columns[i][s] - point[i]) / width
        row[1 + i] = u
        if degree == 2 { row[1 + columns.count + i] = u * u }
      }
      for r in 0..<size {
        right[r] += w * row[r] * values[s]
        for c in 0...r { matrix[r, c] += w * row[r] * row[c] }
      }
    }
    // Undetermined slopes become zero.
    for r in 1..<size { matrix[r, r] += limits.ridgeOfSlopes * total }
    return CholeskyFactor(matrix)?.solve(right)[0] ?? mean
  }

  /// For every row its nearest rows, nearest first, without itself if both tables are the same.
  static func neighbours(of rows: [[Double]], among others: [[Double]], areSame: Bool) -> [[Int]] {
    let (count, n) = (rows.first?.count ?? 0, others.first?.count ?? 0)
    let kept = limits.neighbours.last ?? 0
    return (0..<count).map { s in
      var distances = [Double](repeating: 0, count: n)
      for i in rows.indices {
        let (x, column) = (rows[i][s], others[i])
        for t in 0..<n { distances[t] += (column[t] - x) * (column[t] - x) }
      }
      let order = (0..<n).sorted { (distances[$0], $0) < (distances[$1], $1) }
      return Array((areSame ? order.filter { $0 != s } : order).prefix(kept))
    }
  }

  // MARK: - Quadratic form

  /// 1, all inputs, and all products of two.
  static func quadraticTerms(_ x: [Double]) -> [Double] {
    var terms = [1.0] + x
    for i in x.indices { for j in i..<x.count { terms.append(x[i] * x[j]) } }
    return terms
  }

  private func quadratic(fittedTo rows: [Int], _ values: [Double], at columns: [[Double]]) -> [Double] {
    let training = metrics[0].training
    let design = rows.map { s in Self.quadraticTerms(training.map { $0[s] }) }
    var matrix = Matrix(rows: rows.count, columns: design.first?.count ?? 1)
    for (r, row) in design.enumerated() { for (c, value) in row.enumerated() { matrix[r, c] = value } }
    let beta = ridgeLeastSquares(matrix, rows.map { values[$0] }, ridge: Self.limits.ridge)
    return (columns.first?.indices ?? 0..<0).map { s in
      zip(Self.quadraticTerms(columns.map { $0[s] }), beta).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  // MARK: - Scales

  /// The scaling of an input to mean 0 and spread 1, of its logarithm if it is positive and spans decades.
  static func scaling(of column: [Double]) -> @Sendable (Double) -> Double {
    let least = column.min() ?? 0
    let isLogarithmic =
      least > 0
      && column.quantile(1 - limits.tail) > limits.spanOfLogarithms * column.quantile(limits.tail)
    let values = isLogarithmic ? column.map { Double.log($0) } : column
    let mean = values.mean
    let spread = (values.sumOfSquaredDeviations / Double(values.count)).squareRoot()
    let scale = spread > 0 && spread.isFinite ? 1 / spread : 1
    // A validation row may lie below all training rows.
    return { x in
      isLogarithmic ? (Double.log(max(x, limits.belowLeast * least)) - mean) * scale : (x - mean) * scale
    }
  }

  /// The square root of the share of the variance of the target's ranks that the means in bins of an input's ranks explain.
  private static func relevance(of column: [Double], to target: [Double]) -> Double {
    let ranks = target.ranks
    let bins = column.ranks.map { min(limits.bins - 1, Int($0 * Double(limits.bins))) }
    var (sums, counts) = (
      [Double](repeating: 0, count: limits.bins), [Double](repeating: 0, count: limits.bins)
    )
    for (bin, rank) in zip(bins, ranks) {
      sums[bin] += rank
      counts[bin] += 1
    }
    let mean = ranks.mean
    let total = ranks.sumOfSquaredDeviations
    let between = sums.indices.reduce(0) { sum, b in
      guard counts[b] > 0 else { return sum }
      let difference = sums[b] / counts[b] - mean
      return sum + counts[b] * difference * difference
    }
    return total > 0 ? (between / total).squareRoot() : 0
  }
}
