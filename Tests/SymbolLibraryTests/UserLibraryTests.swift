import SymbolLibrary
import Testing

@Suite struct UserLibraryTests {
  @Test func readsTheExampleOfTheReadme() throws {
    let text = """
      {"symbols": [
        {"name": "sinc", "expression": "sin(x)/x", "domain": "nonZero", "complexity": 4},
        {"name": "fermi", "expression": "1/(exp(x) + 1)"},
        {"name": "arc", "expression": "sqrt(1 - x^2)", "domain": {"kind": "closed", "lower": -1, "upper": 1}}
      ]}
      """
    let catalog = try SymbolCatalog(json: Array(text.utf8))
    #expect(catalog.symbols.map(\.name) == ["sinc", "fermi", "arc"])
    #expect(catalog["arc"]?.domain == .closed(lower: -1, upper: 1))
    #expect(catalog["fermi"]?.complexity == 6)
    #expect(catalog["sinc"]?.compiled.values([Double.pi]).first.map { $0.magnitude < 1e-15 } == true)
  }

  @Test(arguments: [
    ("", 1, "ends"), ("[]", 1, "object"), ("{\"symbols\": 3}", 1, "list"),
    ("{\n\"symbol\": []}", 2, "unknown key"),
    ("{\"symbols\": [\n{\"name\": \"f\"}]}", 2, "needs"),
    ("{\"symbols\": [\n{\"name\": \"f\",\n\"expression\": \"sin(\"}]}", 3, "position 5"),
    ("{\"symbols\": [{\"name\": \"f\", \"expression\": \"y\"}]}", 1, "variable x"),
    ("{\"symbols\": [{\"name\": \"f\", \"expression\": \"2\"}]}", 1, "variable x"),
    ("{\"symbols\": [\n\n{\"name\": \"f\", \"expression\": \"log(x)\"}]}", 3, "not finite"),
    (
      "{\"symbols\": [{\"name\": \"f\", \"expression\": \"sin(x)\", \"gauge\": \"rateAbsorbed\"}]}", 1, "rate"
    ),
    ("{\"symbols\": [{\"name\": \"f\", \"expression\": \"x^2\", \"gauge\": \"shiftAbsorbed\"}]}", 1, "shift"),
    ("{\"symbols\": [{\"name\": \"f\", \"expression\": \"x\", \"domain\": \"no\"}]}", 1, "domain"),
    (
      "{\"symbols\": [{\"name\": \"f\", \"expression\": \"x\", \"domain\": {\"kind\": \"open\", \"lower\": 1}}]}",
      1, "upper"
    ),
    ("{\"symbols\": [{\"name\": \"f\", \"expression\": \"x\", \"complexity\": 0}]}", 1, "complexity"),
    ("{\"symbols\": [{\"name\": \"a b\", \"expression\": \"x\"}]}", 1, "spaces"),
    (
      "{\"symbols\": [{\"name\": \"f\", \"expression\": \"x\"},\n{\"name\": \"f\", \"expression\": \"x\"}]}",
      2, "two functions"
    ),
    ("{\"symbols\": [] } x", 1, "after the end"),
    ("{\"symbols\": [{\"name\": \"f\", \"name\": \"g\"}]}", 1, "twice"),
    ("{\"symbols\": [nan]}", 1, "neither"),
  ])
  func refusesWithLineAndReason(text: String, line: Int, reason: String) {
    #expect {
      try SymbolCatalog(json: Array(text.utf8), path: "my.json")
    } throws: { error in
      guard case .malformedFile("my.json", line, let found) = error as? SymbolLibraryError else {
        return false
      }
      return found.contains(reason)
    }
  }

  @Test func survivesTruncatedAndDeepFiles() {
    let text = Array(
      #"{"symbols": [{"name": "f\u00e9\n", "expression": "x^2", "domain": {"kind": "open", "lower": -1e0, "upper": 1}}]}"#
        .utf8)
    for end in 0..<text.count {
      #expect(throws: SymbolLibraryError.self) { try SymbolCatalog(json: Array(text[..<end])) }
    }
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    #expect(throws: SymbolLibraryError.self) { try SymbolCatalog(json: deep) }
    #expect(throws: SymbolLibraryError.self) { try SymbolCatalog(contentsOf: "/nowhere/at/all.json") }
  }
}
