import KANKernels
import KANSymbolic

/// The best combinations of up to four out of a few columns, found by trying all of them.
///
/// A greedy selection starts from the single column that is nearest to the target, which among many similar ones is rarely one of
/// the true ones; of a few hundred columns all pairs and triples can be tried, of about a hundred all quadruples. Everything is
/// computed from the normal equations: their accuracy (about ten digits) suffices for ranking, not for fitting.
struct BestSubsets {
  /// Columns, and the share of the target's square that they do not explain.
  struct Choice {
    let columns: [Int]
    let residualSquare: Double
  }

  /// The default numbers of columns up to which all triples, and all quadruples, are tried.
  static let tripleLimit = 320
  static let quadrupleLimit = 110
  /// The number of combinations that are kept of each size.
  var kept = 40
  var triesTriples = true
  var triesQuadruples = true
  /// The numbers of columns up to which all triples, and all quadruples, are tried in this search.
  var triples = tripleLimit
  var quadruples = quadrupleLimit
  /// The largest residual of a combination that is kept.
  var largest = Double.greatestFiniteMagnitude

  /// Pivots and remainders of a pair's correlation below this count as rounding; for normal equations 1e-10 suffices if only the
  /// order of the best matters.
  var smallest = 1e-6

  private let order: [Int]
  private let start: Remainder

  /// - Parameters:
  ///   - products: xᵢ·xⱼ of unit columns, for the columns at positions i and j of `columns`.
  ///   - projections: xᵢ·t for the unit target.
  ///   - residualSquare: The square of the remainder of the unit target.
  init(columns: [Int], products: (Int, Int) -> Double, projections: [Double], residualSquare: Double) {
    let count = columns.count
    order = columns
    var start = Remainder(count: count)
    for i in 0..<count {
      for j in i..<count { start.products[i * count + j] = products(i, j) }
      start.squares[i] = start.products[i * count + i]
    }
    start.projections = projections
    start.residualSquare = residualSquare
    self.start = start
  }

  /// The best combinations of two or more columns, best first.
  func best(_ budget: WorkBudget) -> [Choice] {
    let empty = Shortlist(capacity: kept, bar: largest)
    var (ofTwo, ofThree, ofFour) = (empty, empty, empty)
    let limit = min(order.count, triples)
    let small = triesQuadruples ? min(limit, quadruples) : 0
    var withoutOne = Remainder(count: triesTriples ? order.count : 0)
    var withoutTwo = withoutOne
    scan(start, from: 0, to: limit, prefix: [], into: &ofTwo)
    for i in 0..<limit where triesTriples && !budget.isExhausted {
      // Eliminating one column from the others, and all pairs of these: one unit for every two of them.
      budget.spend((limit - i) * (limit - i))
      guard eliminate(i, of: start, to: limit, into: &withoutOne) else { continue }
      scan(withoutOne, from: i + 1, to: limit, prefix: [i], into: &ofThree)
      guard i + 3 < small else { continue }
      for j in (i + 1)..<(small - 2) { budget.spend((small - j) * (small - j)) }
      for j in (i + 1)..<(small - 2) where eliminate(j, of: withoutOne, to: small, into: &withoutTwo) {
        scan(withoutTwo, from: j + 1, to: small, prefix: [i, j], into: &ofFour)
      }
    }
    return (ofTwo.choices + ofThree.choices + ofFour.choices).map { choice in
      Choice(columns: choice.columns.map { order[$0] }, residualSquare: choice.residualSquare)
    }
  }

  /// The normal equations of the remainders of columns and target after some columns are eliminated.
  private struct Remainder {
    /// Upper triangle by rows.
    var products: [Double]
    /// Its diagonal.
    var squares: [Double]
    /// The columns' products with the target.
    var projections: [Double]
    var residualSquare = 0.0

    init(count: Int) {
      products = [Double](repeating: 0, count: count * count)
      squares = [Double](repeating: 0, count: count)
      projections = squares
    }
  }

  private static let algebra = kan_select_algebra(Int32(KAN_BEST)).pointee

  /// Eliminates a column from those after it, up to `limit`; `false` if the column is only rounding.
  private func eliminate(
    _ pivot: Int, of whole: Remainder, to limit: Int, into rest: inout Remainder
  ) -> Bool {
    let count = whole.squares.count
    let own = whole.squares[pivot]
    guard own > smallest else { return false }
    Self.algebra.eliminate(limit, pivot, whole.products, count, &rest.products)
    let b = whole.projections[pivot]
    for i in (pivot + 1)..<max(pivot + 1, limit) {
      rest.squares[i] = rest.products[i * count + i]
      rest.projections[i] = whole.projections[i] - whole.products[pivot * count + i] / own * b
    }
    rest.residualSquare = whole.residualSquare - b * b / own
    return true
  }

  /// All pairs among the columns from `first` on.
  private func scan(
    _ rest: Remainder, from first: Int, to limit: Int, prefix: [Int], into list: inout Shortlist
  ) {
    let count = rest.squares.count
    var (j, k) = (first, first)
    while Self.algebra.nextPair(
      limit, rest.products, count, rest.squares, rest.projections, rest.residualSquare - list.bar, smallest,
      &j, &k) == 1
    {
      let (jj, kk, jk) = (rest.squares[j], rest.squares[k], rest.products[j * count + k])
      let (bj, bk) = (rest.projections[j], rest.projections[k])
      let gain = (bj * bj * kk - 2 * bj * bk * jk + bk * bk * jj) / (jj * kk - jk * jk)
      list.insert(prefix + [j, k], rest.residualSquare - gain)
    }
  }

  /// The few best so far.
  private struct Shortlist {
    let capacity: Int
    private(set) var choices: [Choice] = []
    /// The residual that a new combination must fall below.
    private(set) var bar: Double

    init(capacity: Int, bar: Double) {
      self.capacity = capacity
      self.bar = bar
    }

    mutating func insert(_ columns: [Int], _ residualSquare: Double) {
      let place = choices.firstIndex { $0.residualSquare > residualSquare } ?? choices.endIndex
      choices.insert(Choice(columns: columns, residualSquare: residualSquare), at: place)
      if choices.count > capacity { choices.removeLast() }
      if choices.count == capacity { bar = choices[capacity - 1].residualSquare }
    }
  }
}
