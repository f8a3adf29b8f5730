/// Points that fill the unit cube more evenly than random ones: the Sobol' sequence in Gray-code order.
///
/// Direction numbers: Joe & Kuo, Constructing Sobol sequences with better two-dimensional projections, SIAM J. Sci. Comput. 30
/// (2008), set new-joe-kuo-6. Order: Antonov & Saleev (1979). The first point is the origin; sets of 2ᵐ points are best balanced.
package struct SobolSequence: Sequence, IteratorProtocol, Sendable {
  /// The largest dimension for which there are direction numbers.
  package static let largestDimension = primitives.count + 1

  /// The number of coordinates of a point.
  package let dimension: Int
  private let directions: [[UInt64]]
  private var state: [UInt64]
  private var index: UInt64 = 0

  /// The sequence in 1 ... `largestDimension` dimensions.
  package init(dimension: Int) {
    precondition(
      (1...Self.largestDimension).contains(dimension),
      "Sobol points have 1 to \(Self.largestDimension) dimensions, not \(dimension)")
    self.dimension = dimension
    directions = (0..<dimension).map(Self.directions)
    state = [UInt64](repeating: 0, count: dimension)
  }

  /// The next point, in [0, 1) on the lattice of 2⁻⁵²; the sequence ends after 2⁵² points.
  package mutating func next() -> [Double]? {
    let point = state.map { Double($0) * 0x1p-52 }
    index += 1
    let flipped = index.trailingZeroBitCount
    guard flipped < Self.bits else { return nil }
    for d in 0..<dimension { state[d] ^= directions[d][flipped] }
    return point
  }

  /// The next `count` points on a box, feature-major: `result[i][s]` in `box[i]`.
  package mutating func columns(_ count: Int, on box: [ClosedRange<Double>]) -> [[Double]] {
    precondition(box.count == dimension, "a box of \(dimension) dimensions needs as many ranges")
    var columns = [[Double]](repeating: [], count: dimension)
    for _ in 0..<count {
      guard let point = next() else { break }
      for (i, range) in box.enumerated() {
        columns[i].append(range.lowerBound + (range.upperBound - range.lowerBound) * point[i])
      }
    }
    return columns
  }

  /// `count` points throughout a box of any dimension, feature-major: `result[i][s]` in `box[i]`.
  ///
  /// The first point of the sequence, a corner of the box, is omitted. Beyond `largestDimension` the remaining columns are random,
  /// from a fixed seed. An empty box has no columns.
  package static func columns(_ count: Int, allOver box: [ClosedRange<Double>]) -> [[Double]] {
    let even = Swift.min(box.count, largestDimension)
    guard even > 0 else { return [] }
    var sequence = SobolSequence(dimension: even)
    _ = sequence.next()
    var columns = sequence.columns(count, on: Array(box[..<even]))
    for i in even..<box.count {
      var random = SeededRandom(seed: 0).stream(UInt64(i))
      columns.append((0..<count).map { _ in random.uniform(in: box[i]) })
    }
    return columns
  }

  private static let bits = 52

  /// The direction numbers v of one coordinate, highest bit first: for the primitive polynomial with coefficients a of degree d,
  /// v_n = ⊕ a_m·v_{n−m} ⊕ v_{n−d}/2ᵈ.
  private static func directions(of coordinate: Int) -> [UInt64] {
    guard coordinate > 0 else { return (0..<bits).map { 1 << UInt64(bits - 1 - $0) } }
    let (polynomial, initial) = primitives[coordinate - 1]
    let degree = initial.count
    var v = initial.enumerated().map { $1 << UInt64(bits - 1 - $0) }
    for n in degree..<bits {
      var next = v[n - degree] ^ (v[n - degree] >> UInt64(degree))
      for m in 1..<degree where (polynomial >> UInt64(degree - m)) & 1 == 1 { next ^= v[n - m] }
      v.append(next)
    }
    return v
  }

  /// For coordinates 1, 2, …: the primitive polynomial as bits and the initial direction numbers.
  private static let primitives: [(polynomial: UInt64, initial: [UInt64])] = [
    (3, [1]),
    (7, [1, 3]),
    (11, [1, 3, 1]),
    (13, [1, 1, 1]),
    (19, [1, 1, 3, 3]),
    (25, [1, 3, 5, 13]),
    (37, [1, 1, 5, 5, 17]),
    (41, [1, 1, 5, 5, 5]),
    (47, [1, 1, 7, 11, 19]),
    (55, [1, 1, 5, 1, 1]),
    (59, [1, 1, 1, 3, 11]),
    (61, [1, 3, 5, 5, 31]),
    (67, [1, 3, 3, 9, 7, 49]),
    (91, [1, 1, 1, 15, 21, 21]),
    (97, [1, 3, 1, 13, 27, 49]),
    (103, [1, 1, 1, 15, 7, 5]),
    (109, [1, 3, 1, 15, 13, 25]),
    (115, [1, 1, 5, 5, 19, 61]),
    (131, [1, 3, 7, 11, 23, 15, 103]),
    (137, [1, 3, 7, 13, 13, 15, 69]),
    (143, [1, 1, 3, 13, 7, 35, 63]),
    (145, [1, 3, 5, 9, 1, 25, 53]),
    (157, [1, 3, 1, 13, 9, 35, 107]),
  ]
}
