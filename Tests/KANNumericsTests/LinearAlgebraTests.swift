import KANNumerics
import KANTestSupport
import Testing

@Suite struct LinearAlgebraTests {
  @Test(arguments: [1, 2, 3, 5, 8, 33, 120]) func choleskySolvesWhatItFactors(size: Int) throws {
    var random = SeededRandom(seed: UInt64(size))
    let a = Matrix(rows: size, columns: size, elements: random.normals(size * size))
    var positive = a * a.transposed
    for n in 0..<size { positive[n, n] += 1 }
    let factor = try #require(CholeskyFactor(positive))
    let x = random.normals(size)
    expectClose(factor.solve(positive * x), x, within: 1e-10)
    let unit = positive * factor.inverse()
    expectClose(unit.elements, Matrix.identity(size).elements, within: 1e-10)
  }

  @Test(arguments: [[1, 2, 2, 1], [1, 1, 1, 1], [0, 0, 0, 1], [-1, 0, 0, 1], [.nan, 0, 0, 1]])
  func choleskyRefusesWhatIsNotPositiveDefinite(elements: [Double]) {
    #expect(CholeskyFactor(Matrix(rows: 2, columns: 2, elements: elements)) == nil)
  }

  /// Exact data of a straight line and a cubic: the answer is known exactly.
  @Test(arguments: [nil, [Double](repeating: 2, count: 30), (0..<30).map { Double($0) }])
  func leastSquaresRecoversExactCoefficients(weights: [Double]?) {
    let x = (0..<30).map { Double($0) / 10 - 1 }
    let design = Matrix(rows: 30, columns: 4, elements: x.flatMap { [1, $0, $0 * $0, $0 * $0 * $0] })
    let truth = [0.5, -2, 0.25, 3]
    expectClose(ridgeLeastSquares(design, design * truth, ridge: 0, weights: weights), truth, within: 1e-12)
  }

  @Test func leastSquaresSurvivesDependentColumns() {
    let x = (0..<20).map { Double($0) / 7 }
    // Column 2 is the sum of the other two, column 3 is zero.
    let design = Matrix(rows: 20, columns: 4, elements: x.flatMap { [1, $0, 1 + $0, 0] })
    let b = x.map { 3 - 2 * $0 }
    let solution = ridgeLeastSquares(design, b, ridge: 0)
    expectClose(design * solution, b, within: 1e-12)
    #expect(solution[3] == 0)
  }

  /// With a ridge the normal equations (AᵀA + r)x = Aᵀb hold; negative weights enter them as they are.
  @Test(arguments: [(0.0, false), (1e-3, false), (10, false), (1e-3, true), (0, true)])
  func leastSquaresSolvesTheNormalEquations(ridge: Double, negative: Bool) {
    var random = SeededRandom(seed: 5)
    let design = Matrix(rows: 50, columns: 6, elements: random.normals(300))
    let b = random.normals(50)
    let weights = (0..<50).map { negative && $0 % 10 == 0 ? -0.5 : 1 + Double($0 % 3) }
    let x = ridgeLeastSquares(design, b, ridge: ridge, weights: weights)
    let residual = zip(design * x, b).enumerated().map { weights[$0] * ($1.0 - $1.1) }
    let gradient = zip(design.transposed * residual, x).map { $0 + ridge * $1 }
    expectClose(gradient, [Double](repeating: 0, count: 6), within: 1e-11)
  }

  /// The band form of a design gives what the dense form does; weights of zero take rows out.
  @Test(arguments: [1, 2, 4, 6]) func bandsGiveWhatTheDenseFactorisationGives(width: Int) {
    var random = SeededRandom(seed: UInt64(width))
    let (rows, columns) = (90, 12)
    let first = (0..<rows).map { _ in random.integer(below: columns - width + 1) }
    let values = random.normals(rows * width)
    var design = Matrix(rows: rows, columns: columns)
    for s in 0..<rows { for r in 0..<width { design[s, first[s] + r] = values[s * width + r] } }
    let b = [random.normals(rows), random.normals(rows)]
    let weights = (0..<rows).map { Double($0 % 4) }
    let banded = bandedLeastSquares(
      first: first, values: values, width: width, columns: columns, b, weights: weights)
    let dense = ridgeLeastSquares(design, b, ridge: 0, weights: weights)
    for (a, b) in zip(banded, dense) { expectClose(a, b, within: 1e-11) }
  }

  @Test func columnsThatNoBandReachesAreZero() {
    let x = bandedLeastSquares(
      first: [0, 0, 3], values: [1, 0, 0, 1, 2, 1], width: 2, columns: 6, [[1, 2, 6]], weights: [1, 1, 1])
    expectClose(x[0], [1, 2, 0, 3, 0, 0], within: 1e-14)
  }

  @Test func moreUnknownsThanSamplesStillFit() {
    var random = SeededRandom(seed: 6)
    let design = Matrix(rows: 3, columns: 8, elements: random.normals(24))
    let b = random.normals(3)
    expectClose(design * ridgeLeastSquares(design, b, ridge: 0), b, within: 1e-12)
    expectClose(design * ridgeLeastSquares(design, b, ridge: 1e-14), b, within: 1e-10)
  }
}
