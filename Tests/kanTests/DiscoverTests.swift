import Foundation
import Testing

/// The main job as users run it.
@Suite struct DiscoverTests {
  @Test func writesTheOutputFolder() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(), to: "table.csv")
    let run = try await tool(["discover", "table.csv", "--target", "z", "--out", "a/b"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("z = "))
    #expect(run.output.contains("exact"))

    let account = try #require(
      try JSONSerialization.jsonObject(with: Data(tool.read("a/b/account.json").utf8)) as? [String: Any])
    #expect(Set(account.keys) == ["formula", "alternatives", "search", "settings", "versions"])
    let formula = try #require(account["formula"] as? [String: Any])
    #expect(formula["output"] as? String == "z")
    #expect(run.output.hasPrefix("z = \(try #require(formula["text"] as? String))"))
    #expect(try tool.read("a/b/formula.tex").contains("\\begin{equation}"))
    #expect(try tool.read("a/b/Formula.swift").contains("func law"))
    #expect(try await tool(["formula", "a/b/network.kan"]).output.hasPrefix("z = "))
  }

  @Test func printsTheAccountForMachines() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(rows: 100), to: "table.csv")
    let run = try await tool(["discover", "table.csv", "--target", "z", "--json"])
    #expect(run.status == 0)
    #expect(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) is [String: Any])
    for line in run.errors.split(separator: "\n") {
      #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
    }
  }
}
