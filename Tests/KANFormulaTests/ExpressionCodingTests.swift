import Foundation
import KANFormula
import Testing

/// Expressions as documents: the tree as it is, to the last bit.
@Suite struct ExpressionCodingTests {
  private static func copy(_ expression: KANFormula.Expression) throws -> KANFormula.Expression {
    try JSONDecoder().decode(KANFormula.Expression.self, from: try JSONEncoder().encode(expression))
  }

  @Test func everyTreeComesBack() throws {
    var random = RandomExpressions(seed: 5)
    for _ in 0..<300 {
      let tree = random.tree(depth: 5)
      #expect(try Self.copy(tree) == tree)
    }
  }

  @Test func namedConstantsAndPiecesComeBack() throws {
    let constant = try #require(NamedConstant(parsingName: "g", value: 9.80665))
    let curve = PiecewisePolynomial(
      breaks: [-1, 0.1, 2], pieces: [[1], [0, 1.0 / 3], [], [2, 0, -1e-300]])
    let tree = KANFormula.Expression.piecewise(curve, .constant(constant) * .variable("x"))
    #expect(try Self.copy(tree) == tree)
  }

  @Test(arguments: [
    #"{"sinus": {"variable": "x"}}"#, #"{"power": [{"real": 2}]}"#, #"{"real": 1, "variable": "x"}"#, "{}",
    #"{"rational": {"numerator": 2, "denominator": 4}}"#,
    #"{"piecewise": {"polynomial": {"breaks": [1, 0], "pieces": [[], [], []]}, "argument": {"real": 1}}}"#,
  ])
  func whatIsNoTreeIsRefused(text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(KANFormula.Expression.self, from: Data(text.utf8))
    }
  }
}
