import KANModel
import SymbolLibrary
import Testing

@testable import KANSymbolic

/// What a suggestion says of itself.
@Suite struct EdgeSuggestionTests {
  private static func suggestion(_ names: [String], relativeError: Double = 0.1) -> Network.EdgeSuggestion {
    let terms = names.map { SymbolicTerm(symbol: SmallNetworks.symbol($0)) }
    return Network.EdgeSuggestion(
      edge: SymbolicEdge(terms: terms), relativeError: relativeError, score: 0, standardErrors: [])
  }

  @Test(
    arguments: [
      ([], "0", 0, 1), (["x"], "x", 1, 2), (["exp"], "exp", 2, 3), (["log"], "log", 2, 3),
      (["sin"], "sin", 2, 4), (["tanh", "x^3"], "tanh + x^3", 5, 6),
    ] as [([String], String, Int, Int)])
  func countsItsFunctionsAndConstants(names: [String], name: String, complexity: Int, constants: Int) {
    let suggestion = Self.suggestion(names)
    #expect(suggestion.name == name && Network.EdgeSuggestion.name(of: suggestion.edge) == name)
    #expect(suggestion.complexity == complexity && suggestion.constantCount == constants)
  }

  @Test func explainsTheRest() {
    #expect(Self.suggestion(["x"], relativeError: 0).rSquared == 1)
    #expect(Self.suggestion(["x"], relativeError: 0.5).rSquared == 0.75)
  }

  @Test func rareFunctionsAndSumsCostMore() {
    let price = { (names: [String]) in Self.suggestion(names).edge.structurePrice }
    #expect(price(["x"]) < price(["exp"]) && price(["exp"]) < price(["sinh"]))
    #expect(price(["sin", "x"]) > max(price(["sin"]), price(["x"])))
  }

  @Test(arguments: [("sin", true), ("cos", true), ("tan", true), ("exp", false), ("x^2", false)])
  func periodicFunctionsAreKnownByThemselves(name: String, isPeriodic: Bool) {
    #expect(SmallNetworks.symbol(name).isPeriodic == isPeriodic)
  }

  @Test func valuesAreThoseOfTheFunction() {
    let square = SmallNetworks.symbol("x^2")
    #expect(square.values(at: [1, 2, 3]) == [1, 4, 9])
    #expect(square.derivatives(at: [1, 2, 3]) == [2, 4, 6])
    let term = SymbolicTerm(symbol: square, amplitude: 100, rate: 2, shift: 1)
    #expect(term.values(at: [0, 1]) == [1, 9], "without the amplitude")
    #expect(Symbol.identity == SmallNetworks.symbol("x"))
  }
}
