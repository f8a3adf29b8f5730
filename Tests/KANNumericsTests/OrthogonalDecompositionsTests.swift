import KANNumerics
import KANTestSupport
import Testing

/// QR with pivoting and singular values, by what is true of every matrix.
@Suite struct OrthogonalDecompositionsTests {
  private static func columns(_ rows: Int, _ columns: Int, scale: Double = 1) -> [[Double]] {
    var random = SeededRandom(seed: UInt64(rows * columns))
    return (0..<columns).map { _ in random.normals(rows).map { scale * $0 } }
  }

  /// AᵀA = P·RᵀR·Pᵀ, and R's diagonal falls.
  @Test(arguments: [(5, 5, 1.0), (40, 7, 1), (40, 7, 1e100), (40, 7, 1e-100), (3, 6, 1)])
  func keepsTheProductsOfColumns(rows: Int, columns: Int, scale: Double) {
    let a = Self.columns(rows, columns, scale: scale)
    let factor = PivotedQR(columns: a)
    let places = min(rows, columns)
    for i in 0..<columns {
      for j in i..<columns {
        let exact = (0..<rows).reduce(0) {
          $0 + (a[factor.order[i]][$1] / scale) * (a[factor.order[j]][$1] / scale)
        }
        let product = (0...min(i, places - 1)).reduce(0.0) {
          $0 + (factor[$1, i] / scale) * (factor[$1, j] / scale)
        }
        #expect(abs(exact - product) < 1e-12)
      }
    }
    #expect((1..<places).allSatisfy { abs(factor[$0, $0]) <= abs(factor[$0 - 1, $0 - 1]) * (1 + 1e-12) })
  }

  @Test func seesTheRank() {
    var a = Self.columns(30, 4)
    a.append(zip(a[0], a[1]).map { $0 - 2 * $1 })
    a.append([Double](repeating: 0, count: 30))
    #expect(PivotedQR(columns: a).rank(tolerance: 1e-12) == 4)
    #expect(PivotedQR(columns: []).rank(tolerance: 1e-12) == 0)
  }

  @Test func invertsTheNormalMatrix() {
    let a = Self.columns(25, 5)
    let inverse = PivotedQR(columns: a).inverseOfNormalMatrix(rank: 5)
    let normal = Matrix(
      rows: 5, columns: 5,
      elements: a.flatMap { x in a.map { y in zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } } })
    expectClose((normal * inverse).elements, Matrix.identity(5).elements, within: 1e-12)
  }

  /// The diagonal matrix (3, 1e-9) turned by 30 degrees on both sides, where squares of the values would lose the small one.
  @Test func findsSmallSingularValues() {
    let (c, s) = (0.75.squareRoot(), 0.5)
    let values = [3, 1e-9]
    let columns = (0..<2).map { column in
      (0..<2).map { row in
        let (left, right) = ([[c, -s], [s, c]], [[c, s], [-s, c]])
        return (0..<2).reduce(0.0) { $0 + left[row][$1] * values[$1] * right[$1][column] }
      }
    }
    let found = SingularValues(columns: columns).values.sorted(by: >)
    #expect(abs(found[0] / 3 - 1) < 1e-14)
    #expect(abs(found[1] / 1e-9 - 1) < 1e-6)
  }

  @Test func singularVectorsGiveTheMatrix() {
    let a = Self.columns(6, 6)
    let singular = SingularValues(columns: a)
    for c in 0..<6 {
      let column = (0..<6).map { r in
        (0..<6).reduce(0.0) { $0 + singular.scaledLeft[$1][r] * singular.right[$1][c] }
      }
      expectClose(column, a[c], within: 1e-13)
    }
  }
}
