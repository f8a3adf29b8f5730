import Foundation
import Testing

/// Networks on their way to other tools and back.
@Suite struct ExchangeTests {
  @Test(arguments: [("efficient-kan", "model.pt", "model.pt"), ("pykan", "model", "model_config.yml")])
  func whatIsExportedIsImported(format: String, exported: String, imported: String) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(), to: "table.csv")
    let train = try await tool(
      ["train", "table.csv", "--target", "z", "--shape", "2,2,1", "--steps", "5", "-o", "m.kan", "--quiet"])
    #expect(train.status == 0, "\(train.errors)")

    let export = try await tool(["export", "m.kan", "--to", format, "-o", exported, "--tolerance", "10"])
    #expect(export.status == 0 && export.output.contains("load with KAN"), "\(export.errors)")
    let back = try await tool(
      ["import", imported, "--names", "x,y,z", "-o", "b.kan", "--table", "points.csv", "--points", "50"])
    #expect(back.status == 0 && back.output.contains("50 quasi-random points"), "\(back.errors)")
    // The table holds what both networks say.
    for model in ["m.kan", "b.kan"] {
      let score = try await tool(["evaluate", model, "points.csv", "--json"])
      #expect(score.status == 0, "\(score.errors)")
    }
    let json = try await tool(["export", "b.kan", "--to", "json", "-o", "b.json", "--json"])
    #expect(json.status == 0 && tool.has("b.json"), "\(json.errors)")
  }

  @Test(arguments: [
    (["import", "table.csv", "-o", "b.kan"], "table.csv: The file is not a network in a known format"),
    (["import", "nowhere.pt", "-o", "b.kan"], "Cannot read nowhere.pt"),
    (["import", "nowhere_state", "-o", "b.kan"], "nowhere_config.yml"),
    (["export", "table.csv", "--to", "json", "-o", "b.json"], "table.csv"),
  ])
  func wrongFilesEndWithOneLine(arguments: [String], phrase: String) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(), to: "table.csv")
    let run = try await tool(arguments)
    #expect(run.status == 2 && run.errors.contains(phrase), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1)
  }
}
