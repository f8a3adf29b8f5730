import Foundation
import KANSearch
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
    #expect(Set(account.keys) == ["target", "formula", "alternatives", "search", "settings", "versions"])
    let formula = try #require(account["formula"] as? [String: Any])
    #expect(formula["output"] as? String == "z")
    #expect(run.output.hasPrefix("z = \(try #require(formula["text"] as? String))"))
    #expect(try tool.read("a/b/formula.tex").contains("\\begin{equation}"))
    #expect(try tool.read("a/b/Formula.swift").contains("func law"))
    #expect(try await tool(["formula", "a/b/network.kan"]).output.hasPrefix("z = "))

    // Every formula of the table can be had in every language, too.
    let table = try #require(account["alternatives"] as? [[String: Any]])
    for (n, row) in table.enumerated() {
      let text = try #require(row["text"] as? String)
      let picked = try await tool(["formula", "a/b/network.kan", "--pick", "\(n + 1)"])
      #expect(picked.output == "z = \(text)\n")
      #expect((row["relativeError"] as? Double).map { $0 >= 0 } == true && row["descriptionLength"] is Double)
    }
    let search = try #require(account["search"] as? [String: Any])
    let number = try #require((search["choice"] as? [String: Any])?["number"] as? Int)
    #expect(table[number - 1]["verdict"] as? String == search["verdict"] as? String)
    let bare = try await tool(["formula", "a/b/network.kan", "--format", "latex", "--bare"])
    #expect(bare.output == "\(try #require(formula["latex"] as? String))\n")
    let missing = try await tool(["formula", "a/b/network.kan", "--pick", "\(table.count + 1)"])
    #expect(missing.status == 2 && missing.errors.contains("\(table.count)"), "\(missing.errors)")
  }

  /// A line through points with errors in both directions; the columns of errors are no inputs.
  @Test func errorsOfInputsWeighRows() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let rows = (0..<30).map { s in
      let (x, off) = (Double(s) / 3, s % 2 == 0 ? 0.21 : -0.19)
      return "\(x + off),\(2 * x + 1),0.2,0.01"
    }
    try tool.write("x,y,dx,dy\n" + rows.joined(separator: "\n") + "\n", to: "table.csv")
    let search = ["discover", "table.csv", "--target", "y", "--effort", "low", "--quiet", "--sigma", "dy"]
    let run = try await tool(search + ["--sigma-of", "x=dx", "--json"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output.contains("effective variance of y, which includes the errors of x times the slopes"),
      "\(run.output)")
    let unknown = try await tool(search + ["--sigma-of", "q=0.1"])
    #expect(unknown.status == 64 || unknown.status == 2)
    #expect(unknown.errors.contains("--sigma-of q names no input; the inputs are x"), "\(unknown.errors)")
    let alone = try await tool(["discover", "table.csv", "--target", "y", "--sigma-of", "x=dx"])
    #expect(alone.status == 64 && alone.errors.contains("--sigma-of needs --sigma"), "\(alone.errors)")
  }

  /// A handful of rows on which neither a law is found nor a network trained: the simple laws stand in the table all the same.
  @Test func fewRowsWithoutALawEndWithTheTableOfSimpleLaws() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let rows = (1...3).flatMap { a in (1...4).map { b in "\(a),\(b),\(a == 2 ? 2 : 1)" } }
    try tool.write("a,b,y\n" + rows.joined(separator: "\n") + "\n", to: "table.csv")
    let run = try await tool([
      "discover", "table.csv", "--target", "y", "--effort", "low", "--json", "--quiet", "--out", "r",
    ])
    let account = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any], "\(run.errors)")
    #expect(run.status == (account["formula"] == nil ? 3 : 0), "\(run.errors)")
    #expect((account["alternatives"] as? [[String: Any]])?.isEmpty == false)
    #expect(try await tool(["formula", "r/network.kan", "--pick", "1"]).status == 0)
  }

  @Test func modelsWithoutASearchHaveNoTableToPickFrom() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    #expect(try await tool(["theory", "x^2", "-o", "t.kan"]).status == 0)
    let run = try await tool(["formula", "t.kan", "--pick", "1"])
    #expect(run.status == 2 && run.errors.contains("does not come from a search"), "\(run.errors)")
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

  /// Every member of the search is listed with what it is and does, and can be left out by that name.
  @Test func listsTheMembersOfTheSearch() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let run = try await tool(["discover", "--list-methods"])
    #expect(run.status == 0 && run.errors.isEmpty)
    let lines = run.output.split(separator: "\n").map { line in
      line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true).map(String.init)
    }
    #expect(lines.first?.first == "name")
    #expect(lines.dropFirst().map { $0[0] } == SearchMethods.all.map(\.name))
    #expect(lines.dropFirst().map { $0[1] } == SearchMethods.all.map(\.kind.rawValue))
    let names = SearchMethods.all.map(\.name)
    #expect(Set(names).count == names.count, "a name says which")
  }

  /// Functions of single inputs, forbidden nestings and a greatest length hold for every formula that is shown.
  @Test func formulasKeepToTheirConstraints() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(rows: 60), to: "table.csv")
    let short = try await tool([
      "discover", "table.csv", "--target", "z", "--effort", "low", "--max-complexity", "3",
    ])
    #expect(short.output.contains("left out"), "\(short.output)\(short.errors)")
    for arguments in [["--functions", "nobody=sin"], ["--functions", "x=magic"]] {
      let run = try await tool(["discover", "table.csv", "--target", "z"] + arguments)
      #expect(run.status != 0 && run.output.isEmpty, "\(arguments)")
      #expect(run.errors.contains("nobody") || run.errors.contains("magic"), "\(run.errors)")
    }
    for arguments in [["--forbid", "sin-exp"], ["--max-complexity", "0"], ["--functions", "=sin"]] {
      let run = try await tool(["discover", "table.csv", "--target", "z"] + arguments)
      #expect(run.status == 64, "\(arguments): \(run.errors)")
    }
  }

  @Test func unknownMembersAreRefusedWithTheKnownOnes() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(rows: 20), to: "table.csv")
    let run = try await tool(["discover", "table.csv", "--target", "z", "--without", "seeds,magic"])
    #expect(run.status == 64 && run.output.isEmpty)
    let lines = run.errors.split(separator: "\n")
    #expect(lines.count == 1 && run.errors.hasPrefix("kan: error: "), "\(run.errors)")
    #expect(run.errors.contains("'magic'") && !run.errors.contains("'seeds'"))
    for member in SearchMethods.all { #expect(run.errors.contains(member.name)) }
  }

  /// With the settings of the account the same search can be made again.
  @Test func theAccountHoldsWhatSteeredTheSearch() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write("x,y\n" + (1...40).map { "\($0),\(2 * $0)\n" }.joined(), to: "table.csv")
    let run = try await tool([
      "discover", "table.csv", "--target", "y", "--quiet", "--json", "--effort", "low", "--without",
      "seeds,constants", "--constant", "g=9.80665", "--units", "x=m,y=m", "--time-limit", "100", "--seed",
      "5",
      "--functions", "x,sin", "--functions", "x=cos,x", "--functions", "x=abs",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let account = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let settings = try #require(account?["settings"] as? [String: Any])
    #expect(
      Set(settings.keys) == [
        "effort", "task", "structures", "without", "functions", "constants", "units", "timeLimit",
        "certification", "robust",
        "choice", "forbidden", "functionsOfInputs", "seed",
        "seedCount", "threads", "validationShare",
      ])
    #expect(settings["without"] as? [String] == ["constants", "seeds"])
    #expect(settings["choice"] as? String == "evidence")
    #expect(settings["constants"] as? [String: Double] == ["g": 9.80665])
    #expect(settings["units"] as? [String: String] == ["x": "m", "y": "m"])
    #expect(settings["timeLimit"] as? Double == 100)
    #expect(settings["effort"] as? String == "low" && settings["seed"] as? Int == 5)
    #expect(settings["functions"] as? [String] == ["x", "sin"])
    // Lists for one input are joined.
    #expect(settings["functionsOfInputs"] as? [String: [String]] == ["x": ["x", "cos", "abs"]])
    let certification = try #require(settings["certification"] as? [String: Any])
    #expect(certification["points"] as? Int == 4096 && certification["operations"] as? Double == 1e7)
  }
}
