import Foundation
import Testing

/// `kan train` on rows in parts, in one process; `.ci/mpi` runs several.
@Suite struct PartTests {
  private static let table: String = {
    let rows = (0..<120).map { n in
      let (a, b) = (Double(n % 12) / 6 - 1, Double(n * 37 % 120) / 60 - 1)
      return "\(a),\(b),\(a * a + 0.5 * b + 0.1 * a * b)"
    }
    return "a,b,y\n" + rows.joined(separator: "\n") + "\n"
  }()

  @Test func partsTrainAndSayWhatTheyDid() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.table, to: "t.csv")
    let call = ["train", "t.csv", "--target", "y", "--shape", "2,2,1", "--steps", "12", "--parts", "4"]
    let first = try await tool(call + ["-o", "m.kan", "--threads", "1"])
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.contains("validation"))
    #expect(try tool.read("m.run.json").contains("\"parts\" : 4"))
    let model = try tool.bytes("m.kan")
    let second = try await tool(
      ["train", "t.csv", "--target", "y", "--from-config", "m.run.json", "-o", "n.kan", "--threads", "2"])
    #expect(second.status == 0, "\(second.errors)")
    let difference = try await tool(["evaluate", "n.kan", "t.csv", "--target", "y", "--json"])
    let original = try await tool(["evaluate", "m.kan", "t.csv", "--target", "y", "--json"])
    #expect(difference.output == original.output)
    let other = try await tool(call.dropLast() + ["3", "-o", "o.kan"])
    #expect(other.status == 0, "\(other.errors)")
    #expect(try tool.bytes("o.kan") != model)
  }

  @Test(arguments: [
    (["--starts", "3"], "--starts needs an undivided table", Int32(64)),
    (["--missing", "drop"], "rows in parts must be plain numbers", 64),
    (["--sigma", "0.1"], "--sigma needs an undivided table", 64),
    (["--penalty", "sparsity:0.1"], "use ridge or group-lasso", 2),
    (["--parts", "0"], "--parts needs a number from 1", 64),
    (["--parts", "80"], "each of the 80 parts needs at least 2", 2),
  ])
  func whatPartsCannotDoIsRefused(options: [String], sentence: String, status: Int32) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.table, to: "t.csv")
    let parts = options[0] == "--parts" ? [] : ["--parts", "2"]
    let outcome = try await tool(
      ["train", "t.csv", "--target", "y", "--shape", "2,1", "-o", "m.kan"] + parts + options)
    #expect(outcome.errors.contains(sentence), "\(outcome.errors)")
    #expect(outcome.status == status)
    #expect(!tool.has("m.kan"))
  }

  @Test func severalProcessesOfAToolWithoutMPIAreRefused() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.table, to: "t.csv")
    let status = try await tool(
      shell:
        "env OMPI_COMM_WORLD_SIZE=2 kan train t.csv --target y --shape 2,1 -o m.kan 2> errors; s=$?; cat errors >&2; exit $s"
    )
    #expect(status == 64)
    #expect(
      try tool.read("errors").contains("mpirun started 2 processes of a kan that was built without MPI"))
    #expect(!tool.has("m.kan"))
  }
}
