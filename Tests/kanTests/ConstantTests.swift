import Foundation
import KANNumerics
import Testing

/// Constants, proofs and limits as users meet them.
@Suite struct ConstantTests {
  /// h, e with e = g·h and a little noise.
  private static func fall(rows: Int = 200, seed: UInt64 = 21) -> String {
    var random = SeededRandom(seed: seed)
    let lines = (0..<rows).map { _ in
      let h = random.uniform(in: 1...50)
      return "\(h),\(9.80665 * h + 1e-6 * random.normal())"
    }
    return "h,e\n" + lines.joined(separator: "\n") + "\n"
  }

  @Test func namedConstantsAreFoundAndEverythingIsWritten() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.fall(), to: "fall.csv")
    try tool.write(Self.fall(rows: 50, seed: 22), to: "test.csv")
    let run = try await tool(
      [
        "discover", "fall.csv", "--target", "e", "--constant", "g=9.80665", "--test", "test.csv", "--out",
        "r",
      ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.prefix { $0 != "\n" }.contains("g"), "\(run.output)")
    #expect(
      run.output.contains("test")
        && run.output.contains("proven: defined everywhere within the ranges of the inputs"))
    for name in ["constants.tex", "constants.csv", "constants.json"] { #expect(tool.has("r/\(name)")) }
    #expect(try tool.read("r/constants.csv").hasPrefix("name,value,standard_error,rounded,recognised_as"))
    let account = try #require(
      try JSONSerialization.jsonObject(with: Data(tool.read("r/account.json").utf8)) as? [String: Any])
    let formula = try #require(account["formula"] as? [String: Any])
    // A law that was found without a network has none to be compared with.
    let agreement = formula["agreement"] as? [String: Any]
    #expect(run.output.contains("distance from the network") == (agreement != nil))
    if let certified = agreement?["certified"] as? [String: Any] {
      #expect(try #require(certified["bound"] as? Double) >= #require(certified["largestSeen"] as? Double))
    }
    #expect((formula["fidelity"] as? [[String: Any]])?.last?["part"] as? String == "test")
  }

  @Test func formulasAreProvenAgainstTheirNetworks() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(), to: "table.csv")
    #expect(
      try await tool([
        "train", "table.csv", "--target", "z", "--shape", "2,1+1,1", "--seed", "3", "-o", "m.kan",
      ]).status
        == 0)
    #expect(try await tool(["prune", "m.kan", "table.csv", "-o", "p.kan"]).status == 0)
    let symbolify = try await tool(["symbolify", "p.kan", "table.csv", "-o", "s.kan", "--out", "r"])
    #expect(symbolify.status == 0, "\(symbolify.errors)")
    #expect(symbolify.output.contains("everywhere on the box"))
    #expect(tool.has("r/formula.tex") && tool.has("r/constants.json"))
    let certify = try await tool(["certify", "s.kan", "p.kan", "table.csv", "--json", "--operations", "1e7"])
    #expect([0, 3].contains(certify.status), "\(certify.errors)")
    #expect(try JSONSerialization.jsonObject(with: Data(certify.output.utf8)) is [Any])
    let missing = try await tool(["certify", "m.kan", "m.kan", "table.csv"])
    #expect(missing.status == 3 && missing.errors.contains("contains no formula"))

    for format in ["latex", "csv", "json"] {
      let table = try await tool(["formula", "s.kan", "--constants", format])
      #expect(table.status == 0 && !table.output.isEmpty, "\(table.errors)")
    }
    for style in ["parentheses", "plus-minus", "plain"] {
      #expect(try await tool(["formula", "s.kan", "--uncertainty", style]).output.hasPrefix("z = "))
    }
  }

  @Test func aFunctionThatDoesNotFitNeedsForce() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let lines = (0..<200).map { n -> String in
      let x = -3 + 6 * Double(n) / 199
      return "\(x),\(sin(3 * x))"
    }
    try tool.write("x,y\n" + lines.joined(separator: "\n") + "\n", to: "table.csv")
    #expect(
      try await tool(["train", "table.csv", "--target", "y", "--shape", "1,1", "--grid", "20", "-o", "m.kan"])
        .status == 0)
    let fix = ["fix", "m.kan", "--edge", "0,0,0", "--function", "x", "-o", "f.kan"]
    let refused = try await tool(fix)
    #expect(refused.status == 3 && refused.errors.contains("--force"), "\(refused.errors)")
    #expect(!tool.has("f.kan"))
    #expect(try await tool(fix + ["--force"]).status == 0)
    #expect(tool.has("f.kan"))
    #expect(
      try await tool(["fix", "m.kan", "--edge", "0,0,0", "--function", "sin", "-o", "s.kan"]).status == 0)
  }

  @Test(arguments: [
    ["--constant", "g"], ["--constant", "g=fast"], ["--constant", "pi=3"], ["--constant", "sin=1"],
    ["--constant", "g=1", "--constant", "g=2"], ["--constant", "2g=1"],
  ])
  func badConstantsAreUsageErrors(options: [String]) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.fall(rows: 20), to: "fall.csv")
    #expect(try await tool(["discover", "fall.csv", "--target", "e"] + options).status == 64)
  }

  @Test func aConstantMayNotBeCalledAsAColumnIs() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.fall(rows: 20), to: "fall.csv")
    let run = try await tool(["discover", "fall.csv", "--target", "e", "--constant", "h=1"])
    #expect(run.status == 2 && run.errors.contains("column"), "\(run.errors)")
  }
}
