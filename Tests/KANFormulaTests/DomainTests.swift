import Testing

@testable import KANFormula

/// What functions ask of their arguments, and what that leaves of a box.
@Suite struct DomainTests {
  @Test func conditionsAreListedOnceFromInsideOut() throws {
    let law = try Expression(parsing: "log(sqrt(x) + 1) + 1/(y - 2) + sqrt(x) + atanh(z)^1.5 + y^3")
    let conditions = DomainCondition.all(of: law)
    #expect(conditions.map(\.function) == ["root", "log", "pole", "atanh", "root"])
    #expect(conditions.map(\.text).prefix(3) == ["x >= 0", "sqrt(x) + 1 > 0", "y - 2 != 0"])
  }

  @Test(arguments: [
    (DomainCondition.Domain.positive, 0.0, 1.0, false), (.positive, 1, 2, true), (.nonNegative, 0, 1, true),
    (.nonZero, -1, 1, false), (.nonZero, -2, -1, true), (.unit, -1, 1, true), (.openUnit, -1, 0, false),
  ])
  func domainsContainIntervals(domain: DomainCondition.Domain, lower: Double, upper: Double, isInside: Bool) {
    #expect(domain.contains(Interval(lower, upper)) == isInside)
    #expect(!isInside || domain.hull.clamped(to: Interval(lower, upper)) == Interval(lower, upper))
  }

  @Test func boxesAreCutToWhereALogarithmIsDefined() throws {
    var contractor = BoxContractor(box: ["x": -4...4, "y": 0...1])
    let isLeft = contractor.narrow(DomainCondition.all(of: try Expression(parsing: "log(x - 2) + y")))
    #expect(isLeft)
    #expect(abs((contractor.box["x"]?.lower ?? 0) - 2) < 1e-12)
    #expect(contractor.box["y"] == Interval(0, 1))
    var empty = BoxContractor(box: ["x": -4...1])
    let isAnythingLeft = empty.narrow(DomainCondition.all(of: try Expression(parsing: "log(x - 2)")))
    #expect(!isAnythingLeft)
  }

  @Test(arguments: [
    ("hbar", true), ("k_B", true), ("pi", false), ("E", true), ("sqrt", false), ("log", false),
    ("a b", false),
    ("", false), ("2x", false),
  ])
  func namesOfConstantsArePlainWords(name: String, isAllowed: Bool) {
    #expect((NamedConstant(parsingName: name, value: 1.5) != nil) == isAllowed)
  }

  /// Nobody fitted it, and tables and papers can still name its constants.
  @Test func aFormulaWithoutAFitHasNamesForItsConstants() {
    let law = Formula(outputName: "y", expression: 2.5 * .variable("c1") + 0.5)
    #expect(law.constantNames.isEmpty)
    #expect(TextPrinter().print(law.expressionWithNamedConstants) == "c_1*c1 + c_2")
  }
}
