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

  /// Version 0.2.0 and earlier called it E.
  @Test func eulersNumberIsRecognisedInEarlierTrees() throws {
    let tree = KANFormula.Expression.constant(.e) * .variable("E")
    let text = String(decoding: try JSONEncoder().encode(tree), as: UTF8.self)
    let earlier = text.replacingOccurrences(of: "exp(1)", with: "E")
    #expect(earlier != text)
    #expect(try JSONDecoder().decode(KANFormula.Expression.self, from: Data(earlier.utf8)) == tree)
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
