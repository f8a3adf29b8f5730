import KANFormula
import KANNumerics
import Testing

@Suite struct TaylorModelTests {
  /// Values of plain evaluation lie in the enclosure, polynomial and error alone, on boxes from wide to narrow.
  @Test func encloseEveryValue() throws {
    var checked = 0
    for seed in 0..<1500 {
      var source = RandomExpressions(seed: UInt64(seed + 700_000))
      let whole = RandomExpressions.boxes[seed % 2]
      let names = whole.keys.sorted()
      let center = source.point(in: whole)
      let share = [1, 0.1, 0.001][seed % 3]
      let box = whole.reduce(into: [String: ClosedRange<Double>]()) { box, side in
        let width = (side.value.upperBound - side.value.lowerBound) * share / 2
        let middle = center[side.key] ?? 0
        box[side.key] = middle - width...middle + width
      }
      let expression = source.tree(depth: 3)
      let table = MonomialTable(dimension: names.count, order: 2 + seed % 3)
      let inputs = names.enumerated().map { v, name in
        TaylorModel(variable: v, on: box[name].map { Interval($0) } ?? Interval(0), table)
      }
      let model = try TaylorProgram(expression, variables: names).model(of: inputs)
      for _ in 0..<10 {
        let value = expression.value(at: source.point(in: box))
        guard value.isFinite else { continue }
        checked += 1
        if let values = model?.polynomialRange, values.contains(value) { continue }
        Issue.record(
          "seed \(seed): \(TextPrinter().print(expression)) = \(value), not in \(String(describing: model?.polynomialRange))"
        )
      }
    }
    #expect(checked > 5000)
  }

  /// The error of an enclosure of order p shrinks with the (p + 1)-th power of the box.
  @Test func convergeWithTheirOrder() throws {
    let program = try TaylorProgram(
      try Expression(parsing: "exp(sin(x)*y)/(2 + x^2)"), variables: ["x", "y"])
    let table = MonomialTable(dimension: 2, order: 4)
    let errors = [0.1, 0.05].map { radius in
      let inputs = (0..<2).map { TaylorModel(variable: $0, on: Interval(0.4 - radius, 0.4 + radius), table) }
      return program.model(of: inputs)?.error ?? .infinity
    }
    #expect(errors[0] < 1e-3)
    #expect(errors[0] / errors[1] > 20 && errors[0] / errors[1] < 60)
  }

  /// The difference of equal functions cancels to rounding, where intervals would keep their whole width.
  @Test func cancelInDifferences() throws {
    let table = MonomialTable(dimension: 1, order: 8)
    let x = TaylorModel(variable: 0, on: Interval(0.5, 0.7), table)
    let a = try #require(
      try TaylorProgram(try Expression(parsing: "sin(2*x)"), variables: ["x"]).model(of: [x]))
    let b = try #require(
      try TaylorProgram(try Expression(parsing: "2*sin(x)*cos(x)"), variables: ["x"]).model(of: [x]))
    #expect((a - b).polynomialRange.magnitude < 1e-10)
  }

  /// Nothing multiplied is one, and nothing added zero.
  @Test(arguments: [(Expression.product([]), 1.0), (.sum([]), 0)])
  func emptyProductsAndSums(expression: Expression, value: Double) throws {
    let table = MonomialTable(dimension: 1, order: 2)
    let x = TaylorModel(variable: 0, on: Interval(0.5, 0.7), table)
    let model = try #require(try TaylorProgram(expression, variables: ["x"]).model(of: [x]))
    #expect(model.polynomialRange == Interval(value))
  }

  /// A variable is responsible for a term by its share of the degree: of 3·x²·y on [-1, 1]² two thirds of 3 are x's.
  @Test func variablesShareTermsByTheirExponents() throws {
    let table = MonomialTable(dimension: 2, order: 4)
    let inputs = (0..<2).map { TaylorModel(variable: $0, on: Interval(-1, 1), table) }
    let model = try #require(
      try TaylorProgram(try Expression(parsing: "3*x^2*y"), variables: ["x", "y"]).model(of: inputs))
    #expect(zip(model.shares, [2, 1]).allSatisfy { abs($0 - $1) < 1e-9 }, "\(model.shares)")
  }
}
