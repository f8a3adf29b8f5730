import KANNumerics
import KANTestSupport
import Testing

/// Orthonormal vectors of columns that can be orthogonalised by hand.
@Suite struct OrthonormalBasisTests {
  private static func basis(_ columns: [[Double]], leastSquare: Double = 1e-20, passes: Int = 2)
    -> OrthonormalBasis
  {
    var basis = OrthonormalBasis(leastSquare: leastSquare, passes: passes)
    for column in columns { basis.add(column) }
    return basis
  }

  /// (1, 7) minus its projection 6.2·(0.6, 0.8) is 3.4·(−0.8, 0.6).
  @Test(arguments: [1, 2]) func turnsColumnsIntoUnitVectors(passes: Int) {
    let basis = Self.basis([[3, 4], [1, 7], [-2, 5]], passes: passes)
    #expect(basis.vectors.count == 2, "a third column of two rows is dependent")
    expectClose(basis.vectors[0], [0.6, 0.8], within: 1e-15)
    expectClose(basis.vectors[1], [-0.8, 0.6], within: 1e-15)
    expectClose(Self.basis([[3, 4]], passes: passes).remainder(of: [1, 7]), [-2.72, 2.04], within: 1e-14)
    expectClose(basis.remainder(of: [2, 1]), [0, 0], within: 1e-15)
  }

  /// (1, δ) keeps the share δ²/(1 + δ²) of its square beside (1, 0).
  @Test func theToleranceDecidesAboutDependence() {
    let basis = Self.basis([[1, 0]], leastSquare: 1e-10)
    #expect(basis.direction(of: [1, 1e-4]) != nil)
    #expect(basis.direction(of: [1, 1e-6]) == nil)
    #expect(Self.basis([[0, 0], [.nan, 1], [1e200, 0]]).vectors.isEmpty)
    #expect(Self.basis([]).remainder(of: [2, 1]) == [2, 1])
  }

  /// The columns (1, ε, 0, 0), (1, 0, ε, 0), (1, 0, 0, ε), for which 1 + ε² is 1 (Läuchli, Numerische Mathematik 3 (1961) 226): the first two
  /// vectors of one pass have the product −ε/√2.
  @Test func aSecondPassKeepsAllDigits() {
    let e = 1e-8
    let columns: [[Double]] = [[1, e, 0, 0], [1, 0, e, 0], [1, 0, 0, e]]
    func largestProduct(_ passes: Int) -> Double {
      let vectors = Self.basis(columns, passes: passes).vectors
      var largest = 0.0
      for (a, b) in [(0, 1), (0, 2), (1, 2)] {
        let product = zip(vectors[a], vectors[b]).reduce(0) { $0 + $1.0 * $1.1 }
        largest = max(largest, abs(product))
      }
      return largest
    }
    #expect(largestProduct(1) > e / 2)
    #expect(largestProduct(2) < 1e-15)
  }
}
