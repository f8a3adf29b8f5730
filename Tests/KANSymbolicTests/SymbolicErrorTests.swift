import KANFitting
import KANModel
import KANSymbolic
import Testing

/// Messages for people who may have no command line before them.
@Suite struct SymbolicErrorTests {
  private static let address = Network.EdgeAddress(layer: 0, input: 1, sum: 2)

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
    (.unknownClass("pink", classes: ["red", "blue"]), ["pink", "red, blue"]),
    (.noSuchCandidate(7, count: 3), ["7", "1 to 3"]),
    (.noSuchCandidate(7, count: 0), ["7", "no formula"]),
    (.unknownUnitColumn("t", columns: ["x", "y"]), ["\"t\"", "x, y"]),
    (.fitting(reason: FittingError.underdetermined(residuals: 2, parameters: 5).description), ["2", "5"]),
    (.checkpointMismatch(reason: "it is of another seed"), ["another seed"]),
    (.form(.severalEquations), ["'='", "one equation"]),
    (.form(.noConstants), ["no constants", "give names"]),
    (.form(.noTarget(columns: ["x", "y"])), ["x, y", "target"]),
    (.form(.unknownTarget("w", columns: ["x", "y"])), ["\"w\"", "x, y"]),
    (.form(.twoTargets("log(y)", "z")), ["log(y)", "\"z\"", "one"]),
    (.form(.targetAmongInputs("y")), ["\"y\"", "other columns"]),
    (.form(.constantIsColumn("g")), ["\"g\"", "another name"]),
    (.form(.unknownConstant("q", purpose: "a bound", constants: ["a", "b"])), ["a bound", "\"q\"", "a, b"]),
    (.form(.emptyBounds("a", lower: 3, upper: 2)), ["a", "3.0", "2.0", "lower one first"]),
    (.form(.startOutsideBounds("a", start: 9, lower: 0, upper: 1)), ["a = 9.0", "0.0 to 1.0"]),
    (.form(.tooFewRows(rows: 2, constants: 3, group: "7")), ["2 rows of group 7", "3 constants"]),
    (.form(.notFiniteAtStart(row: 4, values: ["b": 2, "a": 1])), ["row 4", "a = 1.0, b = 2.0"]),
    (.form(.noStart), ["finite", "starting values"]),
    (.form(.targetNotFinite("log(y)", row: 3)), ["log(y)", "row 3"]),
    (.form(.unknownErrorColumn("t", columns: ["x"])), ["\"t\"", "uses x"]),
    (.form(.badError(of: "y", value: -1, row: 5)), ["\"y\"", "-1.0", "row 5", "above 0"]),
    (.form(.inputErrorsAlone), ["inputs", "target"]),
    (.form(.unknownGroup("run", columns: ["x", "y"])), ["\"run\"", "x, y"]),
    (.form(.noUnknownFunction), ["f(x)", "constants"]),
    (.form(.unequalArguments("f", counts: [1, 2])), ["f", "1 and 2"]),
    (.form(.badArgument(of: "f(w)", "w", columns: ["x"])), ["f(w)", "\"w\"", "has x"]),
    (.form(.constantColumn("z", value: 4)), ["\"z\"", "4.0", "every row"]),
    (.form(.formOfLabels("t")), ["\"t\"", "label"]),
    (.form(.columnWithUnit("L", column: "L [m]")), ["\"L\"", "did you mean", "`L [m]`"]),
    (.form(.noColumns(columns: ["x", "L [m]"])), ["no column", "x, `L [m]`"]),
    (.form(.contradictingRoles("a")), ["a", "common", "group"]),
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
