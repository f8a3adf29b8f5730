import Foundation
import Testing

/// From a theory to what it does not say.
@Suite struct TheoryCommandTests {
  @Test func aTheoryLearnsItsCorrection() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    // z = 2·x·y + 0.3·x², of which the theory knows the first part.
    var rows = ["x,y,z"]
    for n in 0..<400 {
      let (x, y) = (Double(n % 20) / 19, Double(n / 20) / 19)
      rows.append("\(x),\(y),\(2 * x * y + 0.3 * x * x)")
    }
    try tool.write(rows.joined(separator: "\n"), to: "table.csv")

    let theory = try await tool(
      [
        "theory", "k*x*y", "--constant", "k=2", "--table", "table.csv", "--target", "z", "--correction", "2",
        "-o", "t.kan",
      ])
    #expect(theory.status == 0, "\(theory.errors)")
    #expect(try await tool(["difference", "t.kan"]).output.contains("rms 0,"))
    let train = try await tool(
      ["train", "table.csv", "--target", "z", "--start", "t.kan", "-o", "c.kan", "--quiet"])
    #expect(train.status == 0, "\(train.errors)")
    let difference = try await tool(["difference", "c.kan", "--json"])
    #expect(difference.status == 0, "\(difference.errors)")
    let record = try JSONSerialization.jsonObject(with: Data(difference.output.utf8)) as? [String: Any]
    let departure = try #require(record?["departure"] as? [String: Any])
    // The root mean square of 0.3·x² on 0…1 is 0.3/√5.
    let rms = try #require(departure["rms"] as? Double)
    #expect(abs(rms - 0.3 / 5.0.squareRoot()) < 2e-3, "\(rms)")
  }

  @Test func tablesMayHaveDecimalCommas() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write("x;y\n0,5;1\n1,5;2\n2,5;3\n", to: "table.csv")
    let run = try await tool(["theory", "2*x", "--table", "table.csv", "--decimal-comma", "-o", "t.kan"])
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test(arguments: [
    (["theory", "x*", "-o", "t.kan"], "position"),
    (["theory", "2", "-o", "t.kan"], "no variable"),
    (["theory", "x", "--target", "x", "-o", "t.kan"], "--target"),
    (["theory", "x", "--decimal-comma", "-o", "t.kan"], "--table"),
    (["theory", "x", "--ranges", "q=0:1", "-o", "t.kan"], "'q'"),
    (["theory", "x", "--ranges", "x=1:0", "-o", "t.kan"], "--ranges"),
    (["train", "table.csv", "--target", "z", "--start", "t.kan", "--shape", "2,1", "-o", "m.kan"], "one of"),
  ])
  func mistakesAreNamed(arguments: [String], phrase: String) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(), to: "table.csv")
    let run = try await tool(arguments)
    #expect(run.status != 0 && run.errors.contains(phrase), "\(run.errors)")
  }

  /// Text is left out, a gap in the numbers is not.
  @Test func aGapBesideTextIsNamed() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write("note,x,z\nfirst,1,2\nsecond,,4\nthird,3,6\n", to: "gap.csv")
    try tool.write("note,x,z\nfirst,1,2\nsecond,2,4\nthird,3,6\n", to: "whole.csv")
    let words = ["theory", "2*x", "--output", "z", "-o", "t.kan", "--table"]
    let run = try await tool(words + ["gap.csv"])
    #expect(run.status != 0 && run.errors.contains("\"x\"") && run.errors.contains("3"), "\(run.errors)")
    #expect(try await tool(words + ["whole.csv"]).status == 0)
  }

  @Test func aNetworkWithoutATableSpeaksForItself() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let theory = try await tool(["theory", "x^2 + sin(y)", "--correction", "1", "-o", "t.kan"])
    #expect(theory.status == 0, "\(theory.errors)")
    let prune = try await tool(["prune", "t.kan", "-o", "p.kan"])
    #expect(prune.status == 0 && prune.output.contains("no table"), "\(prune.errors)")
    let symbolify = try await tool(["symbolify", "p.kan", "-o", "s.kan"])
    #expect(symbolify.status == 0 && symbolify.output.contains("no table"), "\(symbolify.errors)")
    #expect(try await tool(["inspect", "s.kan"]).output.contains("rows: no table"))
    let formula = try await tool(["formula", "s.kan"])
    #expect(formula.output.contains("x^2") && formula.output.contains("sin(y)"), "\(formula.output)")
    #expect(try await tool(["evaluate", "s.kan"]).status == 64)
  }
}
