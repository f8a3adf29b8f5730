import Foundation
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

  /// Batch systems announce the end of a job's time by TERM, some by XCPU.
  @Test(arguments: [SIGTERM, SIGXCPU]) func theSignalsOfBatchSystemsLeaveAModelToo(signal: Int32) async throws
  {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(rows: 2_000), to: "table.csv")
    let run = try await tool(
      [
        "train", "table.csv", "--target", "z", "-o", "m.kan", "--shape", "2,6,6,1", "--optimizer", "adam",
        "--steps", "100000000",
      ], interruptingOn: "loss", by: signal)
    #expect(run.status == 143)
    #expect(run.errors.contains(signal == SIGTERM ? "the signal TERM;" : "the limit of processor time;"))
    #expect(run.errors.contains("--resume m.kan.checkpoint"))
    #expect(try await tool(["evaluate", "m.kan", "table.csv"]).status == 0)
  }

  /// The result of a search that was stopped and went on is that of one which was not, but for the time.
  @Test func resumesASearchToTheSameResult() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.noisy(), to: "table.csv")
    let search = [
      "discover", "table.csv", "--target", "z", "--effort", "low", "--without", "expressions,networks,growth",
    ]
    let whole = try await tool(search + ["--out", "whole", "--json"])
    #expect(whole.status == 0)
    let stopped = try await tool(search + ["--out", "stopped"], interruptingOn: "refining")
    #expect(stopped.status == 130)
    #expect(
      stopped.errors.contains(
        "continue with: kan discover table.csv --target z --effort low --without expressions,networks,growth --resume stopped"
      ))
    #expect(tool.has("stopped.checkpoint"))
    let other = try await tool(search + ["--seed", "3", "--resume", "stopped"])
    #expect(other.status == 64)
    #expect(other.errors.contains("had other settings (--seed "))
    let resumed = try await tool(search + ["--resume", "stopped", "--json"])
    #expect(resumed.status == 0)
    let isSame = Self.withoutSeconds(resumed.output) == Self.withoutSeconds(whole.output)
    #expect(isSame)
    #expect(!tool.has("stopped.checkpoint"))
    #expect(try tool.bytes("stopped/Formula.swift") == tool.bytes("whole/Formula.swift"))
    let again = try await tool(search + ["--resume", "stopped"])
    #expect(
      again.status == 64 && again.errors.contains("the search of stopped is finished"), "\(again.errors)")
  }

  private static func withoutSeconds(_ text: String) -> [Substring] {
    text.split(separator: "\n").filter { !$0.contains("\"seconds\"") }
  }
}
