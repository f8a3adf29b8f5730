import KANData
import KANFormula
import KANSymbolic
import Testing

@testable import KANSearch

/// Parts of known laws as columns.
@Suite struct LawPartsTests {
  private static let law = SampleLaw("a*cos(b*c) + a*d*cos(b*c)^2", 1...5, 1...5, 1...5, 1...5)

  /// The columns of the problems that a problem becomes when these laws are known.
  private static func inputs(_ laws: [String]) throws -> [Set<String>] {
    let problem = Subproblem(FeatureTable(try law.table(rows: 50), rows: 50))
    let known = try laws.map { try Expression(parsing: $0) }
    return LawParts().reduce(problem, in: SearchContext.sample().knowing(known)).map { smaller in
      Set(smaller.inputs.map { TextPrinter().print(smaller.table.variable($0)) })
    }
  }

  @Test func withoutLawsThereAreNoParts() throws {
    #expect(try Self.inputs([]).isEmpty)
    #expect(try Self.inputs(["3*a^2*d"]).isEmpty)
  }

  @Test func functionsTakeThePlaceOfTheirInputs() throws {
    let found = try Self.inputs(["a*cos(b*c)"])
    #expect(found.contains(["a", "d", "cos(b*c)"]))
    #expect(found.contains(["a", "d", "b*c"]))
    #expect(found.count == 2)
  }

  /// What a law says of an input beside a part may be right or not; both are tried, the smaller problem first.
  @Test func inputsThatOccurElsewhereStayInOneProblem() throws {
    let found = try Self.inputs(["b*sin(b - c)"])
    let without = try #require(found.firstIndex(of: ["a", "d", "sin(b - c)"]))
    let with = try #require(found.firstIndex(of: ["a", "b", "d", "sin(b - c)"]))
    #expect(without < with)
  }

  @Test func severalPartsAreReplacedTogether() throws {
    #expect(try Self.inputs(["exp(a - d)*cos(b*c)"]).contains(["exp(a - d)", "cos(b*c)"]))
  }

  /// A series in a ratio is a function of the ratio.
  @Test func termsThatDifferByPowersOfARatioGiveTheRatio() throws {
    let found = try Self.inputs(["a*(1 - 0.7*b*c/d + 0.2*b^2*c^2/d^2)"])
    #expect(found == [["a", "b*c/d"]])
  }

  /// A number that was added to an input was fitted to something else.
  @Test func sumsWithMeasuredNumbersAreNoParts() throws {
    #expect(try Self.inputs(["a/(b^2 + 0.0234)"]).isEmpty)
  }

  @Test func columnsHaveTheValuesOfTheirParts() throws {
    let data = try Self.law.table(rows: 50)
    let context = SearchContext.sample().knowing([try Expression(parsing: "a*cos(b*c)")])
    for smaller in LawParts().reduce(Subproblem(FeatureTable(data, rows: 50)), in: context) {
      for input in smaller.inputs {
        #expect(smaller.table.inputs[input] == (try data.values(of: smaller.table.variable(input))))
      }
      #expect(smaller.values == data.targets[0])
    }
  }
}

/// The ratios by which terms differ, with exact mathematics.
@Suite struct PowerRatiosTests {
  private static func ratios(_ law: String) throws -> [String] {
    PowerRatios.all(of: try Expression(parsing: law)).map { TextPrinter().print($0) }
  }

  @Test(arguments: [
    ("1 + x/y", ["x/y"]), ("x*z - y*z", ["x/y"]), ("1 + 2*x*y + x^2*y^2 + x^3*y^3", ["x*y"]),
    ("x + y*x*sin(z)", ["sin(z)*y"]), ("1 + sqrt(x/y)", ["x/y"]),
  ])
  func termsDifferByThem(law: String, expected: [String]) throws {
    #expect(try Self.ratios(law) == expected)
  }

  @Test func powersOfOneInputAreNoRatio() throws {
    #expect(try Self.ratios("1 + x + x^2").isEmpty)
    #expect(try Self.ratios("x*y").isEmpty)
    #expect(try Self.ratios("3").isEmpty)
  }

  /// The ratio of most pairs of terms comes first.
  @Test func theCommonestComesFirst() throws {
    #expect(try Self.ratios("z + z*x*y + z*x^2*y^2 + z*x*y*w").first == "x*y")
  }

  /// (a + b + c)⁴ has fifteen terms, the product of three such sums too many.
  @Test func lawsOfTooManyTermsSayNothing() throws {
    let sum = "(a + b + c + d)"
    #expect(
      try Self.ratios(
        [sum, sum.replacing("a", with: "e"), sum.replacing("a", with: "f")].joined(separator: "*")
      ).isEmpty)
  }
}
