import Foundation
import Testing

/// What users of the tool reported, each once.
@Suite struct ReportedDefectTests {
  /// A report ends with the commands that repeat it; typed as they stand they make the same files.
  @Test func commandsThatAReportPrintsRunAsPrinted() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(), to: "my table.csv")
    for arguments in [
      [
        "train", "my table.csv", "--target", "z", "--shape", "2,2,1", "--steps", "20", "--threads", "1", "-o",
        "m.kan",
      ],
      ["prune", "m.kan", "my table.csv", "--output", "p.kan", "--quiet"],
    ] {
      let run = try await tool(arguments)
      #expect(run.status == 0, "\(run.errors)")
    }
    let report = try await tool(["report", "p.kan", "my table.csv", "-o", "report"])
    #expect(report.status == 0, "\(report.errors)")
    let page = try tool.read("report/report.html")
    let block = try #require(page.components(separatedBy: "<section id=\"again\"").last)
    let lines = try #require(block.components(separatedBy: "<pre").dropFirst().first)
      .components(separatedBy: "</pre>")[0].split(separator: ">", maxSplits: 1)[1]
      .replacing("&#39;", with: "'").split(separator: "\n").map(String.init)
    #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix("kan ") && $0.contains("my table.csv'") })
    let before = try tool.bytes("p.kan")
    for line in lines {
      let run = try await tool(shell: line)
      #expect(run == 0, "\(line)")
    }
    #expect(try tool.bytes("p.kan") == before)
  }

  @Test(arguments: [
    (
      ["train", "t.csv", "--target", "z", "--shape", "2-2-1", "-o", "x.kan"],
      "separate the numbers by commas, not by '-'"
    ),
    (
      ["formula", "m.kan", "--format", "python", "--uncertainty", "plain"],
      "--uncertainty writes numbers that are not valid python code"
    ),
    (["suggest", "m.kan", "t.csv", "--edge", "0,1,0"], "the edge 0,1,0 was pruned"),
    (["suggest", "m.kan", "t.csv", "--edge", "0,0,7"], "has no edge 0,0,7"),
    (["theory", "arcsine(x)", "-o", "x.kan"], "unknown function 'arcsine'"),
  ])
  func messagesSayWhatToDo(arguments: [String], phrase: String) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    // y does not matter, so pruning cuts its edge.
    try tool.write("x,y,z\n" + (0..<60).map { "\($0),\($0 * 7 % 13),\($0 * $0)\n" }.joined(), to: "t.csv")
    #expect(try await tool(["train", "t.csv", "--target", "z", "--shape", "2,1", "-o", "n.kan"]).status == 0)
    #expect(try await tool(["prune", "n.kan", "t.csv", "-o", "m.kan"]).status == 0)
    let run = try await tool(arguments)
    #expect(run.status != 0 && run.errors.contains(phrase), "\(run.errors)")
  }

  /// Rows that training kept back are validation rows to symbolify as well.
  @Test func symbolifyKnowsTheRowsThatWereKeptBack() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(), to: "t.csv")
    #expect(
      try await tool(["train", "t.csv", "--target", "z", "--shape", "2,1+1,1", "--seed", "3", "-o", "m.kan"])
        .status
        == 0)
    let run = try await tool(["symbolify", "m.kan", "t.csv", "-o", "s.kan", "--tolerance", "1"])
    #expect(run.output.contains("train") && run.output.contains("validation"), "\(run.output) \(run.errors)")
    let counts = run.output.split(separator: "\n").compactMap { line -> Int? in
      let words = line.split(separator: " ")
      return ["train", "validation"].contains(words.first.map(String.init) ?? "") ? Int(words[1]) : nil
    }
    #expect(counts.reduce(0, +) == 200)
  }

  @Test func theFormOfALibraryIsInTheHelp() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let help = try await tool(["functions", "--help"]).output
    for key in ["\"symbols\"", "\"expression\"", "domain", "gauge", "complexity"] {
      #expect(help.contains(key))
    }
    // The example in the help is read as it stands.
    let start = try #require(help.range(of: "{\"symbols\"")?.lowerBound)
    let end = try #require(help.range(of: "]}", range: start..<help.endIndex)?.upperBound)
    try tool.write(String(help[start..<end]), to: "my.json")
    let run = try await tool(["functions", "--library", "my.json"])
    #expect(run.status == 0 && run.output.contains("sinc") && run.output.contains("arc"), "\(run.errors)")
    #expect(run.output.contains("lorentzfactor") && run.output.contains("\natan "))
    // A built-in function may have another cost.
    try tool.write(
      #"{"symbols": [{"name": "logistic", "expression": "1/(1 + exp(-x))", "complexity": 7}]}"#, to: "my.json"
    )
    let same = try await tool(["functions", "--library", "my.json", "--functions", "logistic"])
    #expect(same.status == 0 && same.output.contains("7"), "\(same.errors)")
  }

  /// One law for each target, and one page for all of them.
  @Test func severalTargetsHaveALawEach() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(
      "x,y,a,b\n"
        + (1...40).map { "\($0),\($0 * 7 % 11 + 1),\($0 * $0),\($0 * ($0 * 7 % 11 + 1))\n" }.joined(),
      to: "t.csv")
    let run = try await tool([
      "discover", "t.csv", "--target", "a,b", "--inputs", "x,y", "--out", "r", "--quiet",
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("a = x^2") && run.output.contains("b = x*y"), "\(run.output)")
    for file in ["r/report.html", "r/a/formula.tex", "r/b/report.html", "r/b/account.json"] {
      #expect(tool.has(file), "\(file)")
    }
    let page = try tool.read("r/report.html")
    #expect(page.contains("href=\"a/report.html\"") && page.contains("href=\"b/report.html\""))
    let records = try await tool([
      "discover", "t.csv", "--target", "a,b", "--inputs", "x,y", "--json", "--quiet",
    ])
    let list = try JSONSerialization.jsonObject(with: Data(records.output.utf8)) as? [[String: Any]]
    #expect(try #require(list).count == 2)
  }
}
