import Foundation
import Testing

/// Tables as people have them: units and blanks in headers, texts, gaps, names that are not those of the formula.
@Suite struct ColumnNameTests {
  /// y = 2·m·v² with names of rows, a category that does not matter, and two gaps.
  private static let table =
    "sample id,mass (kg),flow speed [m/s],operator,E [J]\n"
    + (1...40).map { n in
      let (m, v) = (Double(n) / 4, Double(3 * n % 17 + 1) / 2)
      return
        "S\(n),\(n == 7 ? "" : "\(m)"),\(n == 9 ? "NA" : "\(v)"),\(n % 2 == 0 ? "Ann" : "Bob"),\(2 * m * v * v)\n"
    }.joined()

  @Test func labelsAreUsedEverywhere() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.table, to: "own.csv")
    let labels = ["--label", "mass (kg)=m_0:kg", "--label", "flow speed=v_x", "--label", "E [J]=E_kin:J"]
    let run = try await tool(
      [
        "discover", "own.csv", "--target", "E", "--inputs", "mass,v_x", "--missing", "drop", "--units",
        "header",
      ]
        + ["--effort", "low", "--out", "result", "--quiet"] + labels)
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output.hasPrefix("E_kin = 2*m_0*v_x^2") || run.output.hasPrefix("E_kin = 2*v_x^2*m_0"),
      "\(run.output)")
    #expect(run.output.contains("units: E_kin [J], m_0 [kg], v_x [m/s]"), "\(run.output)")
    let latex = try tool.read("result/formula.tex")
    #expect(latex.contains("m_{0}") && latex.contains("v_{x}"), "\(latex)")
    let predict = try await tool(
      ["predict", "result/network.kan", "own.csv", "--keep", "-o", "p.csv"] + labels)
    #expect(predict.status == 0, "\(predict.errors)")
    #expect(predict.errors.contains("in 2 of 40 rows an input is missing"), "\(predict.errors)")
    let lines = try tool.read("p.csv").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines[0].hasPrefix(
        "\"sample id\",\"mass (kg)\",\"flow speed [m/s]\",operator,\"E [J]\",\"E_kin predicted\""),
      "\(lines[0])")
    // Row 1: 2·0.25·2² = 2; row 7 has no mass.
    let first = lines[1].split(separator: ",", omittingEmptySubsequences: false)
    #expect(first[0] == "S1" && first[3] == "Bob" && abs((Double(first[5]) ?? 0) - 2) < 1e-9, "\(lines[1])")
    let gap = lines[7].split(separator: ",", omittingEmptySubsequences: false)
    #expect(gap[0] == "S7" && gap[1] == "" && gap[5] == "nan", "\(lines[7])")
    let plot = try await tool(
      ["plot", "result/network.kan", "whole.csv", "--show", "prediction", "-o", "p.tex"] + labels)
    #expect(plot.status == 2 && plot.errors.contains("whole.csv"), "\(plot.errors)")
    try tool.write(
      Self.table.split(separator: "\n").filter { !$0.contains(",,") && !$0.contains("NA") }.joined(
        separator: "\n"), to: "whole.csv")
    let drawn = try await tool(
      ["plot", "result/network.kan", "whole.csv", "--show", "prediction", "-o", "p.tex"] + labels)
    #expect(drawn.status == 0, "\(drawn.errors)")
    #expect(try tool.read("p.tex").contains("E_{\\mathrm{kin}}"))
    let evaluate = try await tool(["evaluate", "result/network.kan", "whole.csv"] + labels)
    #expect(
      evaluate.status == 0 && evaluate.output.contains("E_kin"), "\(evaluate.errors) \(evaluate.output)")
  }

  @Test func modelsRememberLabels() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let rows = Self.table.split(separator: "\n").filter { !$0.contains(",,") && !$0.contains("NA") }
    try tool.write(rows.joined(separator: "\n"), to: "own.csv")
    let labels = ["--label", "mass (kg)=m_0:kg", "--label", "flow speed=v_x", "--label", "E [J]=E_kin"]
    let train = try await tool(
      ["train", "own.csv", "--target", "E [J]", "--inputs", "mass,flow speed", "--shape", "2,1,1"]
        + ["--steps", "30", "-o", "m.kan", "--quiet"] + labels)
    #expect(train.status == 0, "\(train.errors)")
    let inspect = try await tool(["inspect", "m.kan"])
    #expect(inspect.output.contains("column: m_0 [kg] is \"mass (kg)\" in the table"), "\(inspect.output)")
    // The header of the table, the names of the model, and the names without units are all known.
    try tool.write(
      (["sample id,m_0,v_x,operator,E_kin"] + rows.dropFirst()).joined(separator: "\n"), to: "short.csv")
    try tool.write(
      (["sample id,mass,flow speed,operator,E"] + rows.dropFirst()).joined(separator: "\n"), to: "bare.csv")
    var scores: Set<String> = []
    for table in ["own.csv", "short.csv", "bare.csv"] {
      let evaluate = try await tool(["evaluate", "m.kan", table, "--json"])
      #expect(evaluate.status == 0 && evaluate.output.contains("E_kin"), "\(evaluate.errors)")
      #expect(evaluate.errors.isEmpty, "\(evaluate.errors)")
      scores.insert(evaluate.output)
      let predict = try await tool(["predict", "m.kan", table])
      #expect(predict.status == 0 && predict.output.hasPrefix("E_kin\n"), "\(predict.errors)")
    }
    #expect(scores.count == 1)
    let plot = try await tool([
      "plot", "m.kan", "own.csv", "--show", "prediction", "--target", "E [J]", "-o", "p.tex",
    ])
    #expect(plot.status == 0, "\(plot.errors)")
    // The unit was in the header, not in the label.
    let picture = try tool.read("p.tex")
    #expect(picture.contains("E_{\\mathrm{kin}}") && picture.contains("[J]"), "\(picture)")
    let symbolify = try await tool([
      "symbolify", "m.kan", "own.csv", "-o", "s.kan", "--tolerance", "0.9", "--no-whole", "--test", "own.csv",
    ])
    #expect(symbolify.status == 0 && symbolify.output.contains("E_kin"), "\(symbolify.errors)")
    let certify = try await tool(["certify", "s.kan", "m.kan", "own.csv", "--operations", "1e5"])
    #expect(certify.output.contains("E_kin"), "\(certify.errors)")
    let further = try await tool([
      "train", "own.csv", "--target", "E", "--start", "s.kan", "--steps", "2", "-o", "t.kan", "--quiet",
    ])
    #expect(further.status == 0, "\(further.errors)")
    let again = try await tool(["predict", "t.kan", "own.csv"])
    #expect(again.status == 0 && again.output.hasPrefix("E_kin\n"), "\(again.errors)")
  }

  @Test func anotherUnitIsSaidAndALabelOverrides() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let rows = (1...20).map { "\($0),\(3 * $0)" }
    try tool.write((["mass (kg),y"] + rows).joined(separator: "\n"), to: "own.csv")
    try tool.write((["mass (g),y"] + rows).joined(separator: "\n"), to: "grams.csv")
    try tool.write((["mass (kg),heavy,y"] + rows.map { "0,\($0)" }).joined(separator: "\n"), to: "two.csv")
    let discover = try await tool([
      "discover", "own.csv", "--target", "y", "--label", "mass=m", "--effort", "low", "--out", "r", "--quiet",
    ])
    #expect(discover.status == 0 && discover.output.hasPrefix("y = 3*m"), "\(discover.output)")
    let other = try await tool(["predict", "r/network.kan", "grams.csv"])
    #expect(other.status == 0, "\(other.errors)")
    #expect(
      other.errors.contains(
        "grams.csv: the column m is in g here, but in kg in the table that the model was made from"),
      "\(other.errors)")
    let remembered = try await tool(["predict", "r/network.kan", "two.csv"])
    let overridden = try await tool(["predict", "r/network.kan", "two.csv", "--label", "heavy=m"])
    func first(_ text: String) -> Double? {
      text.split(separator: "\n").dropFirst().first?.split(separator: ",").first.flatMap { Double($0) }
    }
    #expect(first(remembered.output) == 0, "\(remembered.output)")
    #expect(first(overridden.output).map { abs($0 - 3) < 1e-9 } == true, "\(overridden.output)")
  }

  @Test(arguments: [
    ["a*mass*`flow speed`^2", "--target", "E"],
    ["a*mass*`flow speed [m/s]`^2", "--target", "E [J]"],
    ["E = a*mass*`flow speed`^2"],
  ])
  func formsNameColumnsWithAndWithoutUnits(words: [String]) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(
      Self.table.split(separator: "\n").filter { !$0.contains(",,") && !$0.contains("NA") }.joined(
        separator: "\n"), to: "own.csv")
    let run = try await tool(["fit", words[0], "own.csv"] + words.dropFirst())
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("E = a*mass*`flow speed`^2\n"), "\(run.output)")
    #expect(
      run.output.contains("E = 2*mass*`flow speed`^2") || run.output.contains("E = 2.00"), "\(run.output)")
  }

  @Test func aFixedEdgeBecomesASplineAgain() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Tables.smooth(), to: "table.csv")
    let train = try await tool(["train", "table.csv", "--target", "z", "--shape", "2,2,1", "-o", "m.kan"])
    #expect(train.status == 0, "\(train.errors)")
    let early = try await tool(["fix", "m.kan", "--edge", "0,0,0", "--undo", "-o", "g.kan"])
    #expect(early.status == 2 && early.errors.contains("Edge 0,0,0"), "\(early.errors)")
    let fix = try await tool([
      "fix", "m.kan", "--edge", "0,0,0", "--function", "x^2", "--force", "-o", "f.kan",
    ])
    #expect(fix.status == 0, "\(fix.errors)")
    let undo = try await tool(["fix", "f.kan", "--edge", "0,0,0", "--undo", "-o", "g.kan"])
    #expect(undo.status == 0 && undo.output.contains("spline again"), "\(undo.errors)")
    let edges = try await tool(["inspect", "g.kan"])
    #expect(edges.output.contains("edge 0,0,0: spline"), "\(edges.output)")
  }
}
