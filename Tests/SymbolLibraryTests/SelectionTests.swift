import SymbolLibrary
import Testing

@Suite struct SelectionTests {
  @Test(arguments: [
    (["sin", "exp"], ["exp", "sin"]), (["x^-1"], ["1/x"]), (["sqrt(x)", "ln"], ["sqrt", "log"]),
    (["x**2"], ["x^2"]),
    (["arctanh", "Sigmoid".lowercased()], ["atanh", "logistic"]), (["sin", "sin"], ["sin"]),
    (["sin(x)"], ["sin"]), ([], []), (["arcsin", "arccos", "arctan"], ["asin", "acos", "atan"]),
  ])
  func selectsByNameAndAlias(names: [String], expected: [String]) throws {
    #expect(Set(try SymbolCatalog.standard.selecting(names).symbols.map(\.name)) == Set(expected))
  }

  @Test(arguments: [("sine", "sin"), ("tnah", "tanh"), ("gausian", "gaussian"), ("x^6", "x^2")])
  func suggestsTheNearestNames(name: String, expected: String) {
    #expect {
      try SymbolCatalog.standard.selecting([name])
    } throws: { error in
      guard case .unknownName(name, let suggestions) = error as? SymbolLibraryError else { return false }
      return suggestions.contains(expected) && "\(error)".contains(expected)
    }
  }

  @Test func appendingReplacesSymbolsOfTheSameName() throws {
    let own = try SymbolCatalog(
      json: Array(#"{"symbols": [{"name": "sin", "expression": "sin(2*x)"}]}"#.utf8))
    let both = SymbolCatalog.standard.appending(own)
    #expect(both.symbols.count == SymbolCatalog.standard.symbols.count)
    #expect(both["sin"] == own["sin"])
  }
}
