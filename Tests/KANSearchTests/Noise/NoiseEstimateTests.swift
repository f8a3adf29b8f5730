import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import Testing

@testable import KANSearch

/// What a table says of its own noise, and which rows stand out of it, where exact mathematics says it.
@Suite struct NoiseEstimateTests {
  /// Pairs of equal inputs: the variance is half the mean square difference. Means of the pairs do not matter.
  @Test func pairsTellHalfTheirSquareDifference() throws {
    let x = (0..<16).map { Double($0 / 2) }
    let values = x.indices.map { n in 100 * x[n] + (n % 2 == 0 ? 0.5 : -0.5) * Double(1 + n / 2 % 2) }
    let estimate = try #require(NoiseEstimate(of: values, inputs: [x]))
    // Differences 1 and 2 by turns.
    #expect(estimate.source == .replicates && estimate.degreesOfFreedom == 8)
    #expect(abs(estimate.variance - (1 + 4) / 4.0) < 1e-9)
  }

  /// Along a single input half the mean square step of neighbours (Rice): exact for values that alternate, and the order of the rows
  /// is of no consequence.
  @Test func neighboursTellHalfTheirSquareStep() throws {
    let x = (0..<20).map { Double($0 * 7 % 20) }
    let values = x.map { Int($0) % 2 == 0 ? 3.0 : 1 }
    let estimate = try #require(NoiseEstimate(of: values, inputs: [x]))
    #expect(estimate.source == .neighbours && estimate.degreesOfFreedom == 19 && estimate.variance == 2)
    #expect(NoiseEstimate(of: [1, 2, 3, 4, 5], inputs: [[1, 2, 3, 4, 5]]) == nil, "too few rows")
  }

  /// Equal rows that agree to the last digit say nothing against a law, and neither do rows without copies.
  @Test func lackOfFitNeedsScatter() {
    let x = (0..<40).map { Double($0 / 4) }
    #expect(
      !NoiseEstimate.refutes(x.map { $0 * $0 }, inputs: [x], constants: 1), "no scatter to compare with")
    #expect(!NoiseEstimate.refutes(x, inputs: [(0..<40).map(Double.init)], constants: 1), "no copies")
    let scatter = x.indices.map { ($0 % 2 == 0 ? 0.1 : -0.1) }
    #expect(!NoiseEstimate.refutes(scatter, inputs: [x], constants: 1))
    #expect(NoiseEstimate.refutes(zip(scatter, x).map { $0 + $1 / 10 }, inputs: [x], constants: 1))
  }

  /// One row of ten standard deviations among a hundred decides; of eleven such rows none is an exception.
  @Test(arguments: [(0, nil), (1, 1), (10, 10), (11, nil)] as [(Int, Int?)])
  func fewFarRowsDecide(far: Int, named: Int?) throws {
    let x = (0..<100).map(Double.init)
    var y = x.indices.map { x[$0] + ($0 % 2 == 0 ? 0.1 : -0.1) }
    for n in 0..<far { y[9 * n] += 5 + Double(n) }
    let found = DecidingRows(
      of: .variable("x"), noise: .absolute, names: ["x"], inputs: [x], target: y)
    #expect(found?.rows.count == named)
    guard let found, let farthest = found.rows.first else { return }
    #expect(farthest == 9 * (far - 1) + 1, "the farthest first, counted from 1")
    #expect(
      found.share > 0.9 && found.note.contains(far == 1 ? "row 1 of the data accounts for" : "rows 82, 73"))
  }

  @Test func nothingDecidesALawWithoutValueOrResidual() throws {
    let x = (0..<50).map(Double.init)
    func rows(_ law: String) throws -> DecidingRows? {
      DecidingRows(
        of: try Expression(parsing: law), noise: .absolute, names: ["x"], inputs: [x], target: x)
    }
    #expect(try rows("log(x - 10)") == nil && rows("x") == nil && rows("q") == nil)
  }

  /// Rows of a smooth function have no exceptions, however steep; a factor of three at one of them is one, of small values as of large.
  @Test(arguments: ["1 + a*b", "exp(3*a)", "1/(a*b)", "-exp(2*b)*a"], [nil, 20, 150] as [Int?])
  func exceptionsAreFarFromTheirNeighbours(law: String, place: Int?) throws {
    let table = try SampleLaw(law, 0.5...2, 0.5...2).table(rows: 200, noise: .proportional(0.02))
    var y = table.targets[0]
    if let place { y[place] *= 30 }
    let data = try Dataset(
      inputNames: ["a", "b"], inputs: table.inputs, targetNames: ["y"], targets: [y])
    let found = Outliers.besideNeighbours(data)
    #expect(found == (place.map { [$0] } ?? []), "\(found)")
    let beside = Outliers.beside(try Expression(parsing: law), data, aside: found)
    #expect(beside == found, "the law says the same")
  }

  /// A law without value on some row says nothing of exceptions, and one at rounding has none.
  @Test func exactLawsHaveNoExceptions() throws {
    let data = try SampleLaw("a*b", 1...2, 1...2).table(rows: 100)
    #expect(Outliers.beside(try Expression(parsing: "a*b"), data, aside: []) == [])
    #expect(Outliers.beside(try Expression(parsing: "log(a - 1.5)*b"), data, aside: []) == nil)
    // A constant target has neither.
    let flat = try Dataset([("a", (0..<60).map(Double.init))], target: (0..<60).map { _ in 4 })
    #expect(Outliers.besideNeighbours(flat).isEmpty)
  }
}
