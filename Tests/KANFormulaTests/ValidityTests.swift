import KANFormula
import KANNumerics
import Testing

@Suite struct ValidityTests {
  private static func validity(_ text: String) throws -> FormulaValidity {
    Formula(
      outputName: "z", expression: try Expression(parsing: text),
      variables: [Formula.Variable(name: "x", range: -1...3), Formula.Variable(name: "y", range: 0...2)]
    ).validityOnBox()
  }

  @Test(arguments: [
    "sin(x)*exp(y)", "log(x + 2)", "sqrt(y)", "1/(x^2 + y^2 + 1)", "asin(x/4)", "log(x^2 - 2*x + 1.5)",
  ])
  func isProvenWhereNothingBreaks(text: String) throws {
    let validity = try Self.validity(text)
    #expect(validity.isProven, "\(validity)")
    #expect(validity.box.map(\.range) == [-1...3, 0...2])
  }

  @Test(arguments: [
    ("log(x - 1)", 1.0, 3.0, 0.0, 2.0, "log"), ("sqrt(1 - x)", -1, 1, 0, 2, ""), ("asin(x)", -1, 1, 0, 2, ""),
    ("log(y - x - 1)", -1, 1, 0, 2, "log"), ("1/x", -1, 3, 0, 2, "pole"), ("sqrt(log(x))", 1, 3, 0, 2, ""),
    ("atanh(x/2)", -1, 2, 0, 2, "atanh"), ("sqrt(4 - x^2 - y^2)", -1, 2, 0, 2, "root"),
    ("tan(x)", -1, 3, 0, 2, "tan"),
  ])
  func excludesWhereAFunctionBreaks(
    text: String, x0: Double, x1: Double, y0: Double, y1: Double, left: String
  ) throws {
    let validity = try Self.validity(text)
    let x = try #require(validity.box.first?.range)
    let y = try #require(validity.box.last?.range)
    #expect(x.lowerBound.isApproximately(x0) && x.upperBound.isApproximately(x1), "\(validity)")
    #expect(y.lowerBound.isApproximately(y0) && y.upperBound.isApproximately(y1), "\(validity)")
    // The border of a closed domain may be lost to one rounding.
    if !left.isEmpty { #expect(validity.conditions.contains { $0.function == left }) }
  }

  @Test func nothingIsLeftOfAFormulaThatIsNowhereDefined() throws {
    #expect(try Self.validity("log(-1 - x^2)").box.isEmpty)
  }

  /// Every point where a random formula is finite lies in its box, and where all conditions are proven none is not.
  @Test func agreesWithSampledPoints() {
    for seed in 0..<600 {
      var source = RandomExpressions(seed: UInt64(seed + 900_000))
      let box = RandomExpressions.boxes[seed % 2]
      let expression = source.tree(depth: 3)
      let formula = Formula(
        outputName: "y", expression: expression,
        variables: box.keys.sorted().map { Formula.Variable(name: $0, range: box[$0]) })
      let validity = formula.validityOnBox()
      for _ in 0..<20 {
        let point = source.point(in: box)
        let value = expression.value(at: point)
        let isInside =
          !validity.box.isEmpty
          && validity.box.allSatisfy { variable in
            variable.range.map { $0.contains(point[variable.name] ?? 0) } ?? true
          }
        if value.isFinite && !isInside {
          Issue.record("seed \(seed): \(formula.text) is \(value) at \(point), outside \(validity)")
        }
        // Overflow is no matter of domains.
        if value.isNaN && isInside && validity.isProven {
          Issue.record("seed \(seed): \(formula.text) is not defined at \(point), but \(validity)")
        }
      }
    }
  }

  /// A search gives units to the variables after the proof.
  @Test func aProofDoesNotDependOnUnits() throws {
    var formula = Formula(
      outputName: "y", expression: try Expression(parsing: "sqrt(x)"),
      variables: [Formula.Variable(name: "x", range: 1...4)])
    formula.validity = formula.validityOnBox()
    formula.variables[0].unit = "m"
    #expect(formula.isProvenOnItsBox)
    // A box of which something was cut away is another one.
    formula.variables[0].range = -1...4
    #expect(!formula.isProvenOnItsBox)
  }
}
