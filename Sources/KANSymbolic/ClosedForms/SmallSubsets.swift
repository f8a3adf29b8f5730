/// The best combinations of up to four of a few columns, by trying all of them.
///
/// A greedy selection starts from the one column that is nearest to the target, which among many similar ones is
/// seldom one of the true ones; of a few hundred columns all pairs and triples can be tried, of about a hundred all
/// quadruples. All is done on the normal equations: their digits (about ten) are enough to rank by, not to
/// fit.
struct SmallSubsets {
  /// Columns and the share of the target's square that they leave.
  struct Choice {
    let columns: [Int]
    let residualSquare: Double
  }

  /// Up to how many columns all triples, and all quadruples, are tried.
  static let tripleLimit = 320
  static let quadrupleLimit = 110
  /// The number of combinations that are kept of each size.
  var kept = 40
  var triesQuadruples = true

  /// A pivot, or what a pair's correlation leaves, below this would be rounding.
  private static let smallest = 1e-6

  private let count: Int
  /// Upper triangle of the columns' products and, last, their products with the target.
  private let gram: [Double]
  private let order: [Int]
  private let start: Double

  /// - Parameters:
  ///   - products: xᵢ·xⱼ of unit columns, for the columns at places i and j of `columns`.
  ///   - projections: xᵢ·t for the unit target.
  ///   - residualSquare: The square of what is left of the unit target.
  init(columns: [Int], products: (Int, Int) -> Double, projections: [Double], residualSquare: Double) {
    count = columns.count
    order = columns
    start = residualSquare
    var gram = [Double](repeating: 0, count: count * (count + 1))
    for i in 0..<count {
      for j in i..<count { gram[i * (count + 1) + j] = products(i, j) }
      gram[i * (count + 1) + count] = projections[i]
    }
    self.gram = gram
  }

  /// The best combinations of two or more columns, best first.
  func best(deadline: Deadline) -> [Choice] {
    var pairs = Shortlist(capacity: kept)
    var triples = Shortlist(capacity: kept)
    var quadruples = Shortlist(capacity: kept)
    let limit = min(count, Self.tripleLimit)
    var reduced = [Double](repeating: 0, count: gram.count)
    var twice = reduced
    gram.withUnsafeBufferPointer { gram in
      scan(gram, from: 0, to: limit, left: start, prefix: [], into: &pairs)
      for i in 0..<limit {
        if deadline.hasPassed { return }
        guard let left = reduce(gram, by: i, to: limit, left: start, into: &reduced) else { continue }
        reduced.withUnsafeBufferPointer {
          scan($0, from: i + 1, to: limit, left: left, prefix: [i], into: &triples)
        }
        let small = triesQuadruples ? min(limit, Self.quadrupleLimit) : 0
        guard i + 3 < small else { continue }
        for j in (i + 1)..<(small - 2) {
          let next = reduced.withUnsafeBufferPointer {
            reduce($0, by: j, to: small, left: left, into: &twice)
          }
          guard let next else { continue }
          twice.withUnsafeBufferPointer {
            scan($0, from: j + 1, to: small, left: next, prefix: [i, j], into: &quadruples)
          }
        }
      }
    }
    return (pairs.choices + triples.choices + quadruples.choices).map { choice in
      Choice(columns: choice.columns.map { order[$0] }, residualSquare: choice.residualSquare)
    }
  }

  /// The products of what is left of the columns after `pivot` when that one is taken out of them, and what is left of
  /// the target; `nil` if the pivot itself is nothing but rounding.
  private func reduce(
    _ gram: UnsafeBufferPointer<Double>, by pivot: Int, to limit: Int, left: Double,
    into reduced: inout [Double]
  ) -> Double? {
    let width = count + 1
    let row = pivot * width
    let own = gram[row + pivot]
    guard own > Self.smallest else { return nil }
    reduced.withUnsafeMutableBufferPointer { reduced in
      for i in (pivot + 1)..<max(pivot + 1, limit) {
        let share = gram[row + i] / own
        let line = i * width
        for j in i..<limit { reduced[line + j] = gram[line + j] - share * gram[row + j] }
        reduced[line + count] = gram[line + count] - share * gram[row + count]
      }
    }
    return left - gram[row + count] * gram[row + count] / own
  }

  /// All pairs among the columns from `first` on.
  private func scan(
    _ gram: UnsafeBufferPointer<Double>, from first: Int, to limit: Int, left: Double, prefix: [Int],
    into list: inout Shortlist
  ) {
    let width = count + 1
    guard first + 1 < limit else { return }
    for j in first..<(limit - 1) {
      let jj = gram[j * width + j]
      guard jj > Self.smallest else { continue }
      let bj = gram[j * width + count]
      for k in (j + 1)..<limit {
        let kk = gram[k * width + k]
        let jk = gram[j * width + k]
        let determinant = jj * kk - jk * jk
        let bk = gram[k * width + count]
        let gain = bj * bj * kk - 2 * bj * bk * jk + bk * bk * jj
        // Divisions are dear, and only the few that enter the list need one.
        guard gain > (left - list.bar) * determinant, kk > Self.smallest,
          determinant > Self.smallest * jj * kk
        else { continue }
        list.insert(prefix + [j, k], left - gain / determinant)
      }
    }
  }

  /// The few best so far.
  private struct Shortlist {
    let capacity: Int
    private(set) var choices: [Choice] = []
    /// What a newcomer must fall below.
    private(set) var bar = Double.greatestFiniteMagnitude

    init(capacity: Int) { self.capacity = capacity }

    mutating func insert(_ columns: [Int], _ residualSquare: Double) {
      let place = choices.firstIndex { $0.residualSquare > residualSquare } ?? choices.endIndex
      choices.insert(Choice(columns: columns, residualSquare: residualSquare), at: place)
      if choices.count > capacity { choices.removeLast() }
      if choices.count == capacity { bar = choices[capacity - 1].residualSquare }
    }
  }
}
