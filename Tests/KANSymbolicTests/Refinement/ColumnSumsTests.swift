import KANNumerics
import KANSymbolic
import Testing

/// Sums over rows, against plain loops.
@Suite struct ColumnSumsTests {
  /// Whole numbers are added without rounding: any number of rows, whatever is left behind the last eight.
  @Test(arguments: Array(0...17) + [100, 1_001]) func everyRowIsCounted(rows: Int) {
    let a = (0..<rows).map { Double($0 % 13 - 6) }
    let b = (0..<rows).map { Double($0 % 7 + 1) }
    let exact = (0..<rows).reduce(0) { $0 + ($1 % 13 - 6) * ($1 % 7 + 1) }
    #expect(ColumnSums.dot(a, b) == Double(exact) && ColumnSums.dot(b, a) == Double(exact))
    #expect(ColumnSums.product(a, b) == zip(a, b).map { $0 * $1 })
  }

  /// A part of an array begins anywhere in memory.
  @Test func aPartOfAColumnIsAColumn() {
    let a = (0..<50).map(Double.init)
    for first in 1..<9 {
      let part = Array(a[first..<(first + 19)])
      #expect(ColumnSums.dot(part, part) == part.reduce(0) { $0 + $1 * $1 })
    }
  }

  @Test func whatIsNotFiniteShows() {
    let ones = [Double](repeating: 1, count: 20)
    for s in [0, 7, 19] {
      var column = ones
      column[s] = .nan
      #expect(ColumnSums.dot(column, ones).isNaN)
      column[s] = .infinity
      #expect(ColumnSums.dot(column, ones) == .infinity)
    }
  }

  /// Σ v·aᵢ·aⱼ of all pairs: symmetric, linear in the weights, and of orthogonal columns diagonal.
  @Test func gramIsTheMatrixOfProducts() {
    let waves = [[1.0, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1]]
    let gram = ColumnSums.gram(waves, [2, 2, 2, 2])
    for i in 0..<3 { for j in 0..<3 { #expect(gram[i, j] == (i == j ? 8 : 0)) } }
    let tilted = ColumnSums.gram(waves, [1, 2, 3, 5])
    #expect(tilted[0, 1] == 1 - 2 + 3 - 5 && tilted[1, 0] == tilted[0, 1] && tilted[1, 2] == 1 - 2 - 3 + 5)
    #expect(ColumnSums.gram([], []).rows == 0)
  }
}
