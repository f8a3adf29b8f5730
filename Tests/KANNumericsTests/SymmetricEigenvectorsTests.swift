import KANNumerics
import Testing

@Suite struct SymmetricEigenvectorsTests {
  /// The second difference of n points has the eigenvalues 2 − 2·cos(kπ/(n + 1)), k = 1 … n.
  @Test(arguments: [1, 2, 3, 8])
  func solvesTheSecondDifference(n: Int) {
    var matrix = Matrix(rows: n, columns: n)
    for r in 0..<n {
      matrix[r, r] = 2
      if r > 0 { (matrix[r, r - 1], matrix[r - 1, r]) = (-1, -1) }
    }
    let eigen = SymmetricEigenvectors(matrix)
    for k in 1...n {
      let exact = 2 - 2 * cosine(Double(k) * Double.pi / Double(n + 1))
      #expect(abs(eigen.values[k - 1] - exact) < 1e-13)
      let image = matrix * eigen.vectors[k - 1]
      for (a, v) in zip(image, eigen.vectors[k - 1]) { #expect(abs(a - exact * v) < 1e-12) }
      #expect(abs(eigen.vectors[k - 1].reduce(0) { $0 + $1 * $1 } - 1) < 1e-12)
    }
  }

  /// Null vectors of a matrix of rank one: 3·(1, 2, 2)(1, 2, 2)ᵀ.
  @Test func findsNullVectors() {
    let u = [1.0, 2, 2]
    var matrix = Matrix(rows: 3, columns: 3)
    for r in 0..<3 { for c in 0..<3 { matrix[r, c] = 3 * u[r] * u[c] } }
    let eigen = SymmetricEigenvectors(matrix)
    #expect(abs(eigen.values[0]) < 1e-12 && abs(eigen.values[1]) < 1e-12 && abs(eigen.values[2] - 27) < 1e-12)
    for vector in eigen.vectors.prefix(2) {
      #expect(abs(zip(vector, u).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-12)
    }
    for vector in eigen.vectors { #expect((vector.max { abs($0) < abs($1) } ?? 0) > 0) }
  }

  /// cos x from its series: the room has no elementary functions.
  private func cosine(_ x: Double) -> Double {
    var (term, sum) = (1.0, 1.0)
    for n in 1...20 {
      term *= -x * x / Double((2 * n - 1) * (2 * n))
      sum += term
    }
    return sum
  }
}
