/// The monomials in some variables up to a total degree, sorted by degree, and their multiplication table.
package final class MonomialTable: Sendable {
  /// The number of variables.
  package let dimension: Int
  /// The largest total degree.
  package let order: Int
  /// The exponents of every monomial; the constant first, then the variables themselves.
  let exponents: [[Int]]
  /// The total degree of every monomial.
  let degrees: [Int]
  /// Whether a monomial is nowhere negative: all its exponents are even.
  let isEven: [Bool]
  /// The number of monomials up to each degree.
  let countThrough: [Int]
  /// The product of each pair of low enough degree: the products of monomial i with 0, 1, … start at `starts[i]`.
  let products: [Int32]
  let starts: [Int]

  var count: Int { degrees.count }

  /// The number of multiplications that a product of two polynomials takes.
  package var productCount: Int { products.count }

  /// All monomials in `dimension` variables up to degree `order` ≥ 1.
  package init(dimension: Int, order: Int) {
    precondition(dimension >= 1 && order >= 1, "a polynomial needs a variable and a degree")
    self.dimension = dimension
    self.order = order
    var exponents: [[Int]] = []
    for degree in 0...order { exponents += Self.monomials(of: degree, in: dimension) }
    self.exponents = exponents
    degrees = exponents.map { $0.reduce(0, +) }
    isEven = exponents.map { $0.allSatisfy { $0 % 2 == 0 } }
    let degrees = self.degrees
    countThrough = (0...order).map { q in degrees.prefix { $0 <= q }.count }
    let index = Dictionary(uniqueKeysWithValues: exponents.enumerated().map { ($1, $0) })
    var products: [Int32] = []
    var starts: [Int] = []
    for (a, degree) in zip(exponents, degrees) {
      starts.append(products.count)
      for b in exponents.prefix(countThrough[order - degree]) {
        products.append(Int32(index[zip(a, b).map { $0 + $1 }] ?? 0))
      }
    }
    self.products = products
    self.starts = starts
  }

  private static func monomials(of degree: Int, in dimension: Int) -> [[Int]] {
    if dimension == 1 { return [[degree]] }
    return stride(from: degree, through: 0, by: -1).flatMap { first in
      monomials(of: degree - first, in: dimension - 1).map { [first] + $0 }
    }
  }
}
