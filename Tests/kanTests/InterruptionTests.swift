import Testing

/// Ctrl-C in the middle: the work so far is kept and can go on.
@Suite struct InterruptionTests {
  @Test func leavesAModelAndACheckpointThatResumes() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(rows: 2_000), to: "table.csv")
    let table = ["train", "table.csv", "--target", "z", "-o", "m.kan"]
    let run = try await tool(
      table + ["--shape", "2,6,6,1", "--optimizer", "adam", "--steps", "100000000"], interruptingOn: "loss")
    #expect(run.status == 130)
    #expect(run.errors.contains("--resume m.kan.checkpoint"))
    #expect(try await tool(["evaluate", "m.kan", "table.csv"]).status == 0)
    #expect(try await tool(["inspect", "m.kan.checkpoint"]).status == 0)

    let resumed = try await tool(table + ["--resume", "m.kan.checkpoint"], interruptingOn: "loss")
    #expect(resumed.status == 130)
  }

  @Test func endsASearchWithTheBestSoFar() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(rows: 2_000), to: "table.csv")
    let run = try await tool(
      ["discover", "table.csv", "--target", "z", "--effort", "high"], interruptingOn: " ")
    #expect([0, 130].contains(run.status))
  }
}
