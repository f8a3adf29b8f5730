import KANFormula
import KANSymbolic
import Testing

@testable import KANSearch

/// Polynomials that sums of trees begin with.
@Suite struct PolynomialBackgroundsTests {
  private static func forms(
    of law: SampleLaw, within constraints: Discovery.Options.Constraints = Discovery.Options.Constraints()
  )
    throws -> [Set<Expression>]
  {
    let problem = Subproblem(try law.table(rows: 40))
    let grammar = ExpressionGrammar(
      problem, rows: Array(0..<40), catalog: .standard, constraints: constraints)
    return PolynomialBackgrounds.all(grammar).map { Set($0.map(\.expression)) }
  }

  /// Every power of a column with all that are lower, and all columns with all products of two; with and without a constant.
  @Test func arePowersOfEachColumnAndProductsOfAll() throws {
    let forms = try Self.forms(of: SampleLaw("a + b", 1...2, 1...2))
    let (x, y) = (Expression.variable("x0"), Expression.variable("x1"))
    #expect(forms.count == 16 && Set(forms).count == 16)
    for form in [[x], [1, x, .power(x, 2)], [y, .power(y, 2), .power(y, 3)], [1, x, y, x * y]] {
      #expect(forms.contains(Set(form)), "\(form)")
    }
  }

  @Test func keepToTheConstraints() throws {
    var constraints = Discovery.Options.Constraints()
    constraints.maximumComplexity = 1
    let forms = try Self.forms(of: SampleLaw("a + b", 1...2, 1...2), within: constraints)
    #expect(forms.allSatisfy { $0.allSatisfy { $0.complexity <= 1 } } && !forms.isEmpty)
  }
}
