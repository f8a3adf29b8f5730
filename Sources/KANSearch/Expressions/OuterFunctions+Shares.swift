/// The share of the target that single terms explain.
extension OuterFunctions {
  /// The data for judging candidates on some rows.
  struct Rows: Sendable {
    let rows: [Int]
    /// For each factor v, with weights w and the target y: w²·v·y, w²·v²; and w².
    private let byTarget: [[Double]]
    private let squares: [[Double]]
    private let byOne: [Double]
    /// Σw², Σw²y, Σw²y².
    private let (one, mean, square): (Double, Double, Double)

    /// The relative remainder of the square of a column below which it counts as constant.
    private static let leastRemainder = 1e-10

    init(_ rows: [Int], _ factors: [Factor], _ fitter: TermSumFitter) {
      self.rows = rows
      let w = rows.map { fitter.weights[$0] * fitter.weights[$0] }
      let y = rows.map { fitter.target[$0] }
      let values = factors.map { factor in rows.map { factor.values[$0] } }
      byTarget = values.map { v in rows.indices.map { w[$0] * v[$0] * y[$0] } }
      squares = values.map { v in rows.indices.map { w[$0] * v[$0] * v[$0] } }
      byOne = w
      (one, mean, square) = (
        w.reduce(0, +), rows.indices.reduce(0) { $0 + w[$1] * y[$1] },
        rows.indices.reduce(0) { $0 + w[$1] * y[$1] * y[$1] }
      )
    }

    /// The share of the target's square that a constant and values explain together.
    private func besideConstant(_ values: [Double], _ own: Double, _ product: Double) -> Double {
      let level = RowProducts.dot(values, byOne, rows.count)
      let rest = own - level * level / one
      let shift = product - level * mean / one
      return mean * mean / one + (rest > Self.leastRemainder * own ? shift * shift / rest : 0)
    }

    /// Calls `body` with a factor and the shares of the target's square that the values times the factor explain: alone and,
    /// without a factor, together with a constant.
    func shares(of values: [Double], _ body: (Int, Double, Double) -> Void) {
      guard values.allSatisfy(\.isFinite), square > 0, one > 0 else { return }
      let squared = values.map { $0 * $0 }
      for n in byTarget.indices {
        let own = RowProducts.dot(squared, squares[n], rows.count)
        guard own.isFinite, own > 0 else { continue }
        let product = RowProducts.dot(values, byTarget[n], rows.count)
        body(n, product * product / own / square, n == 0 ? besideConstant(values, own, product) / square : 0)
      }
    }
  }

  /// The candidates that explain most, alone and together with a constant.
  struct Best {
    private var alone: Shortlist
    private var besideConstant: Shortlist

    init(count: Int) { (alone, besideConstant) = (Shortlist(count: count), Shortlist(count: count)) }

    /// The best candidates, each once for each share by which it is among the best.
    var all: [Candidate] { alone.candidates + besideConstant.candidates }

    mutating func insert(_ candidate: Candidate) {
      alone.insert(candidate, candidate.alone)
      besideConstant.insert(candidate, candidate.besideConstant)
    }

    /// The candidates with the largest shares, largest first.
    private struct Shortlist {
      let count: Int
      private(set) var candidates: [Candidate] = []
      private var shares: [Double] = []

      init(count: Int) { self.count = count }

      mutating func insert(_ candidate: Candidate, _ share: Double) {
        guard share.isFinite, share > 0, shares.count < count || share > shares[shares.count - 1] else {
          return
        }
        let place = shares.firstIndex { $0 < share } ?? shares.count
        shares.insert(share, at: place)
        candidates.insert(candidate, at: place)
        if shares.count > count {
          shares.removeLast()
          candidates.removeLast()
        }
      }
    }
  }
}
