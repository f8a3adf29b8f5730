import KANFormula
import KANNumerics
import Testing

@Suite struct RangeTests {
  static let box: [String: ClosedRange<Double>] = ["x": -1...2, "y": 0...3]

  @Test(arguments: [
    ("x^2", 0.0, 4.0), ("x*y", -3, 6), ("1 - cos(x)", 0, 1.4161468365471424), ("abs(x)", 0, 2),
    ("exp(x)", 0.36787944117144233, 7.38905609893065),
    ("sin(10*x)", -1, 1), ("sqrt(y)", 0, 1.7320508075688772), ("1/(y + 1)", 0.25, 1), ("x - y", -4, 2),
    ("tanh(x)", -0.7615941559557649, 0.9640275800758169),
    ("sign(y + 1)", 1, 1), ("log(y + 1)", 0, 1.3862943611198906), ("x^3", -1, 8),
  ])
  func boundsAreTight(text: String, lower: Double, upper: Double) throws {
    let range = try #require(try Expression(parsing: text).range(on: Self.box))
    #expect(range.lowerBound.isApproximately(lower))
    #expect(range.upperBound.isApproximately(upper))
  }

  @Test func coversEveryValue() {
    for seed in 0..<1500 {
      var source = RandomExpressions(seed: UInt64(seed + 300_000))
      let box = RandomExpressions.boxes[seed % 2]
      let expression = source.tree(depth: 3)
      let range = expression.range(on: box)
      for _ in 0..<10 {
        let value = expression.value(at: source.point(in: box))
        guard value.isFinite else { continue }
        let slack = 1e-9 * max(value.magnitude, 1)
        if range.map({ $0.lowerBound - slack <= value && value <= $0.upperBound + slack }) ?? false {
          continue
        }
        Issue.record(
          "seed \(seed): \(TextPrinter().print(expression)) = \(value), not in \(String(describing: range))")
      }
    }
  }

  @Test func knowsWhereAnExpressionIsDefined() throws {
    #expect(try Expression(parsing: "log(y + 1)/sqrt(x + 2)").isDefined(on: Self.box))
    #expect(try !Expression(parsing: "log(x)").isDefined(on: Self.box))
    #expect(try !Expression(parsing: "1/x").isDefined(on: Self.box))
    #expect(try Expression(parsing: "log(-y - 1)").range(on: Self.box) == nil)
    #expect(try Expression(parsing: "sqrt(w)").range(on: [:]) == 0...Double.infinity)
  }
}
