import KANData
import Testing

@testable import KANSymbolic

/// Constants that linear least squares finds once the others are known.
@Suite struct LinearConstantsTests {
  private static func linear(_ text: String) throws -> (Form, LinearConstants) {
    let form = try Form(parsing: text, columns: ["x", "y"], target: "y")
    return (form, try LinearConstants(form, candidates: Array(form.constants.indices)))
  }

  private static func rows(_ form: Form, _ x: [Double], _ y: [Double]) throws -> FormRows {
    try FormRows(Table(names: ["x", "y"], columns: [x, y]), for: form, options: Form.FitOptions())
  }

  @Test(arguments: [
    ("a*exp(-x/b) + c", ["a", "c"]), ("a + b*x + c*x^2", ["a", "b", "c"]), ("exp(a*x)", []),
    // Not both factors of a product: the first as they are written.
    ("a*b*x + c", ["a", "c"]), ("a*sin(b*x) + a*c", ["a"]), ("(a + x)/(b + x)", ["a"]),
    // What cancels is nothing to solve for.
    ("a - a + b*x", ["b"]),
  ])
  func findsWhatIsLinearTogether(text: String, names: [String]) throws {
    let (form, constants) = try Self.linear(text)
    #expect(constants.linear.map { form.constants[$0] } == names)
    #expect(Set(constants.linear + constants.others) == Set(form.constants.indices))
  }

  /// Beside the true decay the sum is exact; beside another the weighted line of its normal equations is the best.
  @Test func solvesTheNormalEquations() throws {
    let x = (0..<12).map { Double($0) / 4 }
    let (form, constants) = try Self.linear("a*exp(-x/b) + c")
    let exact = try Self.rows(form, x, x.map { 2.5 * exponential(-$0 / 1.3) - 0.7 })
    let ones = x.map { _ in 1.0 }
    let found = try #require(constants.completed([1.3], on: exact, weights: ones, constantCount: 3))
    for (value, truth) in zip(found.constants, [2.5, 1.3, -0.7]) { #expect(abs(value - truth) < 1e-13) }
    #expect(found.sumOfSquares < 1e-26)

    let y = x.map { 1 + $0 * $0 }
    let weights = x.map { 1 / (1 + $0) }
    let rows = try Self.rows(form, x, y)
    let other = try #require(constants.completed([0.9], on: rows, weights: weights, constantCount: 3))
    // What is left is orthogonal to both columns under the weights.
    let rest = zip(x, y).map { $1 - other.constants[0] * exponential(-$0 / 0.9) - other.constants[2] }
    for column in [x.map { exponential(-$0 / 0.9) }, ones] {
      let product = x.indices.reduce(0) { $0 + weights[$1] * weights[$1] * rest[$1] * column[$1] }
      #expect(abs(product) < 1e-11)
    }
    let square = x.indices.reduce(0) { $0 + weights[$1] * weights[$1] * rest[$1] * rest[$1] }
    #expect(abs(other.sumOfSquares / square - 1) < 1e-12)
  }

  /// A column of 1e-200 beside one of 1 is not taken for nothing.
  @Test func columnsOfAnySizeAreSolvedFor() throws {
    let (form, constants) = try Self.linear("a*1e-150*x^2 + b*x")
    let x = (1...9).map(Double.init)
    let rows = try Self.rows(form, x, x.map { 3 * $0 * $0 - 2 * $0 })
    let found = try #require(
      constants.completed([], on: rows, weights: x.map { _ in 1 }, constantCount: 2))
    #expect(abs(found.constants[0] / 3e150 - 1) < 1e-11 && abs(found.constants[1] + 2) < 1e-11)
  }

  @Test func saysNothingWhereTheFormHasNoValue() throws {
    let (form, constants) = try Self.linear("a*log(x - b)")
    let rows = try Self.rows(form, [1, 2, 3], [1, 2, 3])
    let ones = [1.0, 1, 1]
    #expect(constants.completed([1], on: rows, weights: ones, constantCount: 2) == nil)
    #expect(constants.completed([0.5], on: rows, weights: ones, constantCount: 2) != nil)
  }
}
