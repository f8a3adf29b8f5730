import KANFitting
import KANModel
import KANSymbolic
import Testing

/// Messages for people who may have no command line before them.
@Suite struct SymbolicErrorTests {
  private static let address = EdgeAddress(layer: 0, input: 1, sum: 2)

  static let errors: [(SymbolicError, [String])] = [
    (.edgeMissing(address, shape: "2,1"), ["0,1,2", "2,1"]),
    (.edgeCut(address), ["0,1,2", "pruned"]),
    (.columnsDiffer(network: ["a", "b"], table: ["c"]), ["a, b", "c", "order"]),
    (.targetsDiffer(network: ["y"], table: ["z", "w"]), ["y", "z, w"]),
    (.severalTargets(["y", "z"]), ["y, z", "one"]),
    (.constantTarget(name: "y", value: 5), ["y", "5.0", "every row"]),
    (.squaresOutOfRange(name: "y", largest: 1e300), ["y", "1e+300", "overflow", "unit"]),
    (.squaresOutOfRange(name: "y", largest: 1e-200), ["1e-200", "vanish"]),
    (.tooFewRows(rows: 3, needed: 10), ["3 rows", "10"]),
    (.noSuggestion(address), ["0,1,2", "domain"]),
    (.notFinite(output: "y"), ["y", "finite"]),
    (.stopped, ["stopped"]),
    (.nothingTrained, ["scale"]),
    (.noSuchCandidate(7, count: 3), ["7", "1 to 3"]),
    (.noSuchCandidate(7, count: 0), ["7", "no formula"]),
    (.unknownUnitColumn("t", columns: ["x", "y"]), ["\"t\"", "x, y"]),
    (.model(.malformedAddress("q")), ["q"]),
    (.data(.noRows), ["row"]),
    (.training(.diverged(step: 12)), ["12"]),
    (.fitting(.underdetermined(residuals: 2, parameters: 5)), ["2", "5"]),
    (.formula(.unknownVariable("v", known: ["x"])), ["v", "x"]),
  ]

  @Test(arguments: errors.indices)
  func saysWhatAndWhere(index: Int) {
    let (error, parts) = Self.errors[index]
    let text = error.description
    for part in parts { #expect(text.contains(part), "'\(part)' in: \(text)") }
    #expect(!text.contains("\n"))
    // Flags and subcommands are the tool's, which adds them where it prints the message.
    #expect(!text.contains("--") && !text.contains("`kan"), "\(text)")
  }

  @Test func equalErrorsAreEqual() {
    for (i, (a, _)) in Self.errors.enumerated() {
      for (j, (b, _)) in Self.errors.enumerated() { #expect((a == b) == (i == j)) }
    }
  }
}
