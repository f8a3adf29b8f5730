import Testing

/// Input that cannot be used: one line that says what, where and what to do, and exit code 2.
@Suite struct BadInputTests {
  /// A table, what is asked of it, and what the message must name.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let table: String
    var arguments = ["discover", "table.csv", "--target", "y"]
    let names: [String]
  }

  static let training = ["train", "table.csv", "--target", "y", "--shape", "1,1", "-o", "m.kan"]
  static let good = "x,y\n" + (0..<20).map { "\($0),\($0 * $0)\n" }.joined()

  static let cases = [
    Case(testDescription: "an empty file", table: "", names: ["table.csv", "empty"]),
    Case(testDescription: "a header without rows", table: "x,y\n", names: ["table.csv", "no rows"]),
    Case(testDescription: "one row", table: "x,y\n1,2\n", names: ["1 row"]),
    Case(testDescription: "one row to train on", table: "x,y\n1,2\n", arguments: training, names: ["1 row"]),
    Case(
      testDescription: "text in a number", table: "x,y\n1,2\n3,four\n",
      names: ["table.csv", "four", "line 3", "y"]),
    Case(testDescription: "a missing value", table: "x,y\n1,2\n,4\n", names: ["line 3", "\"x\"", "missing"]),
    Case(testDescription: "NaN", table: "x,y\n1,2\nnan,4\n", names: ["nan", "line 3", "\"x\""]),
    Case(testDescription: "infinity", table: "x,y\n1,2\n3,inf\n", names: ["inf", "line 3", "\"y\""]),
    Case(testDescription: "a ragged line", table: "x,y\n1,2\n3\n", names: ["ine 3", "1 field"]),
    Case(testDescription: "equal column names", table: "x,x,y\n1,2,3\n4,5,6\n", names: ["\"x\"", "1 and 2"]),
    Case(
      testDescription: "a missing target", table: good,
      arguments: ["discover", "table.csv", "--target", "why"], names: ["why", "\"x\"", "\"y\""]),
    Case(
      testDescription: "a misspelt input", table: good,
      arguments: ["discover", "table.csv", "--target", "y", "--inputs", "X"], names: ["\"X\"", "\"x\""]),
    Case(
      testDescription: "a constant target", table: "x,y\n1,5\n2,5\n3,5\n4,5\n5,5\n6,5\n7,5\n8,5\n9,5\n",
      names: ["y", "5.0", "every row"]),
    Case(
      testDescription: "a constant target to train on", table: "x,y\n1,5\n2,5\n3,5\n4,5\n",
      arguments: training,
      names: ["y", "5.0", "every row"]),
    Case(
      testDescription: "only constant inputs", table: "x,y\n" + (0..<20).map { "7,\($0)\n" }.joined(),
      names: ["No column is left"]),
    Case(
      testDescription: "more inputs than rows", table: "a,b,c,d,e,y\n1,2,3,4,5,6\n2,3,1,5,4,7\n3,1,2,4,5,9\n",
      names: ["3 rows"]),
    Case(
      testDescription: "labels other than 0 and 1", table: "x,y\n1,0\n2,1\n3,2\n4,1\n",
      arguments: training + ["--loss", "bce"], names: ["2.0", "row 3", "0 or 1"]),
    Case(
      testDescription: "weights that sum to nothing", table: "x,y,w\n1,2,1\n3,4,-1\n",
      arguments: ["discover", "table.csv", "--target", "y", "--weights", "w"], names: ["weights"]),
    Case(
      testDescription: "an unknown function", table: good,
      arguments: ["discover", "table.csv", "--target", "y", "--functions", "sin,sinn"], names: ["sinn"]),
    Case(
      testDescription: "a missing file", table: good, arguments: ["discover", "tables.csv", "--target", "y"],
      names: ["tables.csv"]),
    Case(
      testDescription: "a shape that does not fit", table: good,
      arguments: ["train", "table.csv", "--target", "y", "--shape", "2,1", "-o", "m.kan"], names: ["2,1"]),
    Case(
      testDescription: "a shape that is none", table: good,
      arguments: ["train", "table.csv", "--target", "y", "--shape", "two", "-o", "m.kan"], names: ["two"]),
    Case(
      testDescription: "a folder that cannot be made", table: good,
      arguments: ["discover", "table.csv", "--target", "y", "--out", "table.csv/out"],
      names: ["table.csv/out"]),
    Case(
      testDescription: "a model file that cannot be written", table: good,
      arguments: ["train", "table.csv", "--target", "y", "--shape", "1,1", "-o", "nowhere/m.kan"],
      names: ["nowhere/m.kan"]),
    Case(
      testDescription: "a table for a model", table: good, arguments: ["inspect", "table.csv"],
      names: ["table.csv"]),
    Case(
      testDescription: "a broken library", table: good,
      arguments: ["functions", "--library", "table.csv"], names: ["table.csv"]),
    Case(
      testDescription: "a function with the name of another one",
      table: #"{"symbols": [{"name": "sin", "expression": "x^2"}]}"#,
      arguments: ["functions", "--library", "table.csv"], names: ["table.csv", "'sin'", "sin(x)", "rename"]),
  ]

  @Test(arguments: cases)
  func isRefusedInOneLineThatNamesIt(_ bad: Case) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(bad.table, to: "table.csv")
    let run = try await tool(bad.arguments + (bad.arguments[0] == "discover" ? ["--quiet"] : []))
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    let lines = run.errors.split(separator: "\n")
    #expect(lines.count == 1 && run.errors.hasPrefix("kan: error: "), "\(run.errors)")
    for name in bad.names { #expect(run.errors.contains(name), "'\(name)' in: \(run.errors)") }
    #expect(!tool.has("m.kan"))
  }

  @Test func aTruncatedModelFileIsRefused() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.good, to: "table.csv")
    #expect(try await tool(Self.training + ["--quiet", "--steps", "2"]).status == 0)
    let bytes = try tool.bytes("m.kan")
    for count in [0, 4, 100, bytes.count - 1] {
      try tool.write(bytes.prefix(count), to: "cut.kan")
      let run = try await tool(["inspect", "cut.kan"])
      #expect(run.status == 2)
      #expect(run.errors.hasPrefix("kan: error: ") && run.errors.contains("cut.kan"), "\(run.errors)")
    }
  }
}
