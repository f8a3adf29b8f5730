import Foundation
import KANNumerics
import Testing

/// `kan symmetries` as users run it.
@Suite struct SymmetriesTests {
  /// energy = h + sin h of the height above ground.
  static func table(rows: Int = 700) -> String {
    var random = SeededRandom(seed: 4)
    let lines = (0..<rows).map { _ -> String in
      let (h, g) = (random.uniform(in: 2...4), random.uniform(in: 0...1))
      return "\(h),\(g),\(h - g + sin(h - g))\n"
    }
    return "height,ground,energy\n" + lines.joined()
  }

  @Test func tellsATable() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.table(), to: "t.csv")
    let run = try await tool(["symmetries", "t.csv", "--target", "energy", "--quiet"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("energy depends on height and ground only through height - ground\n"))
    #expect(run.output.contains("energy = F(height - ground)"))
    let json = try await tool(["symmetries", "t.csv", "--target", "energy", "--quiet", "--json"])
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(object["quantities"] as? [String] == ["height - ground"])
    let all = try #require(object["symmetries"] as? [[String: Any]])
    #expect(all.first?["kind"] as? String == "translation")
    #expect(
      Set(try #require(all.first).keys).isSuperset(of: [
        "statement", "inputs", "quantities", "residual", "fullError", "reducedError",
      ]))
  }

  @Test func tellsAModel() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.table(), to: "t.csv")
    let made = try await tool([
      "train", "t.csv", "--target", "energy", "--shape", "2,1,1", "--optimizer", "lm", "--steps", "60", "-o",
      "m.kan",
      "--quiet",
    ])
    #expect(made.status == 0, "\(made.errors)")
    for arguments in [["m.kan", "--tolerance", "0.01"], ["m.kan", "t.csv"]] {
      let run = try await tool(["symmetries"] + arguments + ["--quiet"])
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.contains("energy = F(height - ground)"), "\(run.output)")
    }
  }

  @Test(
    arguments: [
      (["t.csv"], 64, "--target"), (["t.csv", "u.csv", "--target", "energy"], 64, "not a model file"),
      (["t.csv", "--target", "energy", "--tolerance", "2"], 64, "--tolerance"),
      (["t.csv", "--target", "mass"], 2, "mass"), (["none.csv", "--target", "energy"], 2, "none.csv"),
      (["small.csv", "--target", "energy"], 2, "rows"), (["none.kan"], 2, "none.kan"),
    ] as [([String], Int32, String)])
  func explainsWhatIsWrong(arguments: [String], status: Int32, word: String) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.table(rows: 130), to: "t.csv")
    try tool.write(Self.table(rows: 30), to: "small.csv")
    let run = try await tool(["symmetries"] + arguments + ["--quiet"])
    #expect(run.status == status, "\(run.errors)")
    #expect(run.output.isEmpty && run.errors.contains(word), "\(run.errors)")
  }
}
