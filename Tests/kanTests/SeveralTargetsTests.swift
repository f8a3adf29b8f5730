import Foundation
import Testing

/// `kan discover --target a,b`: a law each, as a newcomer meets them.
@Suite struct SeveralTargetsTests {
  /// area = w·h, edge = 2w + 2h, and a column that follows nothing; two gaps.
  private static func table(gaps: Bool) -> String {
    "w [m],h [m],area [m^2],edge [m],noise\n"
      + (1...40).map { n in
        let (w, h) = (Double(n % 7 + 1) / 2, Double(n * 5 % 11 + 1) / 4)
        let area = gaps && n == 3 ? "" : "\(w * h)"
        let edge = gaps && n == 8 ? "" : "\(2 * (w + h))"
        return "\(w),\(h),\(area),\(edge),\((n * n * 37 + 11 * n) % 101)\n"
      }.joined()
  }

  @Test func everyTargetHasTheRowsThatItNeeds() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.table(gaps: true), to: "t.csv")
    let run = try await tool([
      "discover", "t.csv", "--target", "area,edge [m]", "--inputs", "w,h", "--missing", "drop",
      "--effort", "low", "--json", "--quiet", "--out", "r", "--test", "t.csv",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let accounts = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
    #expect(accounts.compactMap { $0["target"] as? String } == ["area", "edge"])
    for (account, name) in zip(accounts, ["area", "edge"]) {
      let search = try #require(account["search"] as? [String: Any])
      let notes = try #require(search["warnings"] as? [String])
      #expect(notes.contains("1 of 40 rows lacks a value of \(name) and was left out"), "\(notes)")
      let fidelity = try #require((account["formula"] as? [String: Any])?["fidelity"] as? [[String: Any]])
      let counts = fidelity.filter { $0["part"] as? String != "test" }.compactMap { $0["count"] as? Int }
      #expect(counts.reduce(0, +) == 39)
      // The same table as a test table: a gap in the other target costs no row of it.
      let test = try #require(fidelity.first { $0["part"] as? String == "test" })
      #expect(test["count"] as? Int == 39)
    }
    // Each model knows its own columns, and the folder of all says which models there are.
    let inspect = try await tool(["inspect", "r/edge/network.kan"])
    #expect(inspect.output.contains("edge [m] is \"edge [m]\"") && !inspect.output.contains("area"))
    let folder = try await tool(["predict", "r", "t.csv"])
    #expect(
      folder.status == 2
        && folder.errors.contains(
          "r is a folder of results; give a model file in it, such as r/area/network.kan"),
      "\(folder.errors)")
  }

  @Test func aTargetWithoutALawIsNamed() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.table(gaps: false), to: "t.csv")
    let run = try await tool([
      "discover", "t.csv", "--target", "area,noise", "--inputs", "w,h", "--effort", "low", "--quiet",
    ])
    #expect(run.status == 3, "\(run.output)")
    let text = try #require(run.output.components(separatedBy: "no closed form found for noise").last)
    #expect(text != run.output && !text.contains("was chosen because") && !text.contains("\n> "), "\(text)")
    #expect(text.contains("none of these formulas was chosen"), "\(text)")
    #expect(run.errors.contains("for noise") && !run.errors.contains("for area"), "\(run.errors)")
  }

  @Test(arguments: [
    (["--target", "area,area [m^2]"], "--target names the column \"area\" twice"),
    (["--target", "area", "--inputs", "w,w [m]"], "--inputs names the column \"w\" twice"),
    (["--target", "area,edge", "--inputs", "w,edge"], "The column \"edge\" is both input and target"),
    (["--target", "area,egde"], "did you mean \"edge\"?"),
    (
      ["--target", "area,edge", "--pick", "2"],
      "--pick selects a law from the table of one target, but there are 2: area, edge"
    ),
  ])
  func mistakesAreNamedBeforeTheSearch(options: [String], message: String) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.table(gaps: false), to: "t.csv")
    let run = try await tool(["discover", "t.csv"] + options)
    #expect(run.status != 0 && run.output.isEmpty && run.errors.contains(message), "\(run.errors)")
  }
}
