import Foundation
import Testing

/// Laws of programs that answer.
@Suite struct DistilTests {
  private let box = ["--box", "x=1:2,y=-1:3", "--points", "100", "--effort", "low", "--quiet"]

  @Test func aCommandBecomesAFormula() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let run = try await tool(
      ["distil", "--oracle", "awk '{printf \"%.17g\\n\", $1*$1*$2}'", "--target", "E", "--out", "r"] + box)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("E = x^2*y\n"), "\(run.output)")
    #expect(run.output.contains("explains 100 % of the variance"))
    #expect(tool.has("r/account.json") && tool.has("r/network.kan") && tool.has("r/report.html"))
  }

  @Test func aNetworkIsAskedInItsOwnBox() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    #expect(
      try await tool(["theory", "2*x*sin(y)", "--ranges", "x=0:1,y=0:3", "--output", "z", "-o", "t.kan"])
        .status == 0)
    let run = try await tool(["distil", "t.kan", "--points", "100", "--effort", "low", "--quiet", "--json"])
    #expect(run.status == 0, "\(run.errors)")
    let record = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(Set(record.keys) == ["law", "rounds", "asked", "agreement"])
    let law = try #require((record["law"] as? [String: Any])?["formula"] as? [String: Any])
    #expect(law["text"] as? String == "2*x*sin(y)")
    let variables = try #require(law["variables"] as? [[String: Any]])
    #expect((variables[1]["upper"] as? Double ?? 9) <= 3)
  }

  @Test(arguments: [
    ("false", "ended with the status 1"),
    ("echo no gas >&2; exit 4", "status 4: no gas"),
    ("head -n 99", "is not a number"),
    ("awk 'NR < 100 {print $1}'", "asked for 100 values but returned 99"),
    ("awk '{print $1} END {print 1}'", "asked for 100 values but returned 101"),
    ("awk '{print \"nan\"}'", "nan at x ="),
    ("awk '{print 3}'", "3.0 everywhere"),
    ("sleep 100", "did not answer within 0.5 s"),
    ("sleep 100 & sleep 100", "did not answer within 0.5 s"),
    ("yes 1", "printed too much"),
    ("/no/such/program", "status 127"),
  ])
  func badCommandsEndWithOneLineAndNothingRunning(command: String, phrase: String) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    // A mark by which what the command leaves running would be found.
    let mark = "KAN_TEST_MARK=\(UUID().uuidString)"
    let run = try await tool(
      [
        "distil", "--oracle", "export \(mark); \(command)", "--oracle-timeout",
        phrase.contains("within") ? "0.5" : "20",
      ]
        + box)
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    #expect(run.errors.hasPrefix("kan: error: ") && run.errors.contains(phrase), "\(run.errors)")
    #if os(Linux)
      for entry in try FileManager.default.contentsOfDirectory(atPath: "/proc") where Int(entry) != nil {
        let environment = (try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(entry)/environ"))) ?? Data()
        #expect(!String(decoding: environment, as: UTF8.self).contains(mark), "process \(entry) is left")
      }
    #endif
  }

  @Test(arguments: [
    (["distil"], "either a model file or an --oracle"),
    (["distil", "m.kan", "--oracle", "cat"], "either a model file or an --oracle"),
    (["distil", "--oracle", "cat"], "needs a --box"),
    (["distil", "--oracle", "-", "--box", "x=0:1"], "needs --out"),
    (["distil", "--oracle", "cat", "--box", "x=1:0"], "--box"),
    (["distil", "--oracle", "cat", "--box", "x=0:1", "--points", "3"], "from 20"),
    (["distil", "m.kan", "--tolerance", "150%"], "above 0 and below 1"),
    (["distil", "m.kan", "--tolerance", "0"], "above 0 and below 1"),
    (["distil", "m.kan", "--tolerance", "1%", "--choose", "knee"], "leave --choose out"),
    (["distil", "m.kan", "--choose", "best"], "'evidence' and 'knee'"),
  ])
  func wrongCommandLinesAreExplained(arguments: [String], phrase: String) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let run = try await tool(arguments)
    #expect(run.status == 64 && run.errors.contains(phrase), "\(run.errors)")
  }

  @Test func anOrdinaryNetworkIsImportedAndDistilled() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    // One linear layer, z = 2·a − 3·b + 1, as safetensors has it.
    let header =
      #"{"bias":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"#
      + #""weight":{"dtype":"F64","shape":[1,2],"data_offsets":[8,24]}}"#
    var file = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) } + Data(header.utf8)
    for value in [1.0, 2, -3] { file += withUnsafeBytes(of: value.bitPattern.littleEndian) { Data($0) } }
    try tool.write(file, to: "line.safetensors")
    let read = try await tool(
      ["import", "line.safetensors", "--names", "a,b,z", "--ranges", "a=0:1", "-o", "m.kan"])
    #expect(read.status == 0, "\(read.errors)")
    #expect(read.output.contains("feed-forward network of shape 2,1"), "\(read.output)")
    let run = try await tool(["distil", "m.kan", "--points", "50", "--effort", "low", "--quiet"])
    #expect(run.status == 0 && run.output.hasPrefix("z = 2*a - 3*b + 1\n"), "\(run.output) \(run.errors)")
    let unknown = try await tool(["import", "line.safetensors", "--activations", "swoosh", "-o", "m.kan"])
    #expect(unknown.status == 2 && unknown.errors.contains("swoosh"), "\(unknown.errors)")
  }
}
