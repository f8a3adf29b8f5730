import Foundation
import Testing

/// `kan fit` as users run it.
@Suite struct FitTests {
  static let line =
    "x,y,dy,run\n"
    + (0..<12).map { "\($0),\(2 * Double($0) + 1 + ($0 % 2 == 0 ? 0.1 : -0.1)),0.1,\($0 / 6)\n" }.joined()

  @Test func writesTheOutputFolder() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.line, to: "table.csv")
    let run = try await tool([
      "fit", "a*x + b", "table.csv", "--target", "y", "--sigma", "dy", "--out", "r", "--quiet",
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("y = a*x + b\n") && run.output.contains("χ²/ndf"))
    for file in ["formula.tex", "references.bib", "Formula.swift", "constants.csv", "report.html"] {
      #expect(tool.has("r/\(file)"), "\(file)")
    }
    #expect(try tool.read("r/constants.csv").contains("\na,"))
    #expect(
      try tool.read("r/formula.tex").contains("y ={} & a \\, x + b")
        || tool.read("r/formula.tex").contains("$a$"))
    #expect(try tool.read("r/report.html").contains("Pulls"))
    let account = try #require(
      try JSONSerialization.jsonObject(with: Data(tool.read("r/account.json").utf8)) as? [String: Any])
    #expect(
      Set(account.keys) == [
        "form", "target", "constants", "correlation", "statistics", "fit", "groups", "formulas", "versions",
      ])
    let constants = try #require(account["constants"] as? [[String: Any]])
    #expect(constants.map { $0["name"] as? String } == ["a", "b"])
    #expect(abs(try #require(constants[0]["value"] as? Double) - 2) < 0.01)
    // The folder has no network to draw.
    let plot = try await tool(["plot", "r", "-o", "p.svg"])
    #expect(
      plot.status == 2 && plot.errors.contains("r/report.html shows the plots of the fit"), "\(plot.errors)")
  }

  /// Slope and offset of a line at 1…9 have the correlation −⟨x⟩/√⟨x²⟩ = −0.8885.
  @Test func correlationsHaveThreeDigits() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let rows = (1...9).map { "\($0),\(2 * Double($0) + ($0 % 2 == 0 ? 0.1 : -0.1))\n" }.joined()
    try tool.write("x,y\n" + rows, to: "table.csv")
    let run = try await tool(["fit", "y = a*x + b", "table.csv"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.split { $0.isWhitespace }.contains("-0.889"), "\(run.output)")
  }

  @Test func writesCodeAndGroups() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.line, to: "table.csv")
    let code = try await tool(["fit", "y = a*x + b", "table.csv", "--format", "python"])
    #expect(code.status == 0 && code.output.contains("def law(x):"), "\(code.errors)")
    let grouped = try await tool([
      "fit", "y = a*x + b", "table.csv", "--group", "run", "--each", "b", "--common", "a", "--out", "g",
      "--json",
    ])
    #expect(grouped.status == 0, "\(grouped.errors)")
    #expect(tool.has("g/Formula-2-1.swift"))
    #expect(try tool.read("g/formula.tex").contains("group & $b$"))
    let page = try tool.read("g/report.html")
    #expect(page.contains("group 1") && !page.contains("Text(source"))
  }

  /// A robust fit scales its errors by the robust size of the pulls, and says so.
  @Test func robustErrorsSayWhatTheyRestOn() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.line, to: "table.csv")
    let fit = ["fit", "y = a*x + b", "table.csv", "--sigma", "dy", "--scale-errors"]
    let plain = try await tool(fit)
    #expect(plain.status == 0 && plain.output.contains("times √(χ²/ndf)"), "\(plain.errors)")
    let robust = try await tool(fit + ["--robust", "student"])
    #expect(robust.status == 0 && robust.output.contains("times the robust size of the pulls"))
    #expect(!robust.output.contains("√(χ²/ndf)"))
  }

  @Test(arguments: [["-a*x + b", "table.csv", "--target", "y"], ["-y = a*x + b", "table.csv"]])
  func formsMayBeginWithAMinusSign(arguments: [String]) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.line, to: "table.csv")
    let run = try await tool(["fit"] + arguments)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("constant") && !run.output.hasPrefix(" "), "\(run.output)")
  }

  /// Only gaps in the columns of the form matter.
  @Test func missingValuesAreDroppedOrReplaced() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let rows = (0..<12).map {
      "\($0 == 3 ? "" : "\($0)"),\($0 == 5 ? "NA" : "\(2 * $0 + 1)"),\($0 == 7 ? "" : "1"),a\n"
    }
    try tool.write("x [m],y,w,note\n" + rows.joined(), to: "table.csv")
    let fit = ["fit", "y = a*x + b", "table.csv"]
    let refused = try await tool(fit)
    #expect(refused.status == 2 && refused.errors.contains("--missing drop"), "\(refused.errors)")
    let dropped = try await tool(fit + ["--missing", "drop"])
    #expect(
      dropped.status == 0 && dropped.output.contains("rows                         10"), "\(dropped.output)")
    #expect(dropped.errors.contains("2 of 12 rows lack a value of x, y"), "\(dropped.errors)")
    let imputed = try await tool(fit + ["--missing", "impute"])
    #expect(
      imputed.status == 0 && imputed.output.contains("rows                         11"), "\(imputed.output)")
    #expect(imputed.errors.contains("1 missing value of x was replaced by its median"), "\(imputed.errors)")
  }

  /// A constant in a denominator needs no start; a fit that is led astray says so, also to scripts.
  @Test func aFitThatHasNotConvergedMissesItsGoal() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let rows = (0..<20).map { n in
      let v = 0.2 + Double(n) / 40
      return "\(v),\(1e-9 * exp(v / 0.045))\n"
    }
    try tool.write("V,I\n" + rows.joined(), to: "diode.csv")
    let fit = ["fit", "log(I) = log(Is) + V/nVt", "diode.csv"]
    let found = try await tool(fit)
    #expect(found.status == 0 && found.output.contains("0.045"), "\(found.output)\(found.errors)")
    let astray = try await tool(fit + ["--start", "Is=7e-5,nVt=-1e23"])
    #expect(astray.status == 3 && astray.output.contains("have not converged"), "\(astray.output)")
    #expect(astray.errors.contains("--start"), "\(astray.errors)")
  }

  @Test func discoversOneLawOfSeveralExperiments() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let rows = (0..<60).map { n in
      let (run, x) = (n / 20, Double(n % 20) / 4)
      return "\(run),\(x),\(Double(run + 1) * x + 2)\n"
    }
    try tool.write("run,x,y\n" + rows.joined(), to: "runs.csv")
    let run = try await tool([
      "discover", "runs.csv", "--target", "y", "--group", "run", "--effort", "low", "--quiet", "--out", "r",
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("forms were searched for in the groups 0, 1, 2 and in all rows together"))
    #expect(try tool.read("r/account.json").contains("\"searched\""))
    let refused = try await tool([
      "discover", "runs.csv", "--target", "y", "--group", "run", "--pick", "2",
    ])
    #expect(refused.status == 64)
  }

  /// Experiments may be called by names, and other columns hold anything that nobody asks for.
  @Test func experimentsHaveNames() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let rows = (0..<60).map { n in
      let (run, x) = (n / 20, Double(n % 20) / 4)
      return "\(["light 5%", "heavy", "7"][run]),\(x),\(Double(run + 1) * x + 2),day \(n)\n"
    }
    try tool.write("run,x,y,note\n" + rows.joined(), to: "runs.csv")
    let fit = try await tool([
      "fit", "y = a*x + b", "runs.csv", "--group", "run", "--each", "a", "--common", "b", "--out", "f",
    ])
    #expect(fit.status == 2 && fit.errors.contains("\"note\""), "\(fit.errors)")
    let found = try await tool([
      "discover", "runs.csv", "--target", "y", "--inputs", "x", "--group", "run", "--effort", "low",
      "--quiet",
      "--out", "r",
    ])
    #expect(found.status == 0, "\(found.errors)")
    #expect(
      found.output.contains(
        "forms were searched for in the groups light 5%, heavy, 7 and in all rows together"))
    #expect(found.output.contains("group heavy: y = "))
    #expect(try tool.read("r/formula.tex").contains("light 5\\%"))
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let arguments: [String]
    let names: [String]
  }

  @Test(arguments: [
    Case(testDescription: "no constants", arguments: ["2*x", "--target", "y"], names: ["no constants"]),
    Case(testDescription: "bad formula", arguments: ["a*x +", "--target", "y"], names: ["position 6"]),
    Case(testDescription: "several targets", arguments: ["a*x"], names: ["y, dy, run"]),
    Case(testDescription: "unknown target", arguments: ["a*x", "--target", "z"], names: ["\"z\"", "x, y"]),
    Case(
      testDescription: "unknown start", arguments: ["y = a*x", "--start", "q=1"],
      names: ["\"q\"", "its constants are a"]),
    Case(
      testDescription: "reversed bounds", arguments: ["y = a*x", "--bounds", "a=2:1"], names: ["2.0", "1.0"]),
    Case(
      testDescription: "outside of the domain", arguments: ["y = log(x - a)", "--start", "a=5"],
      names: ["row 1", "a = 5.0"]),
    Case(
      testDescription: "errors that are not positive", arguments: ["y = a*x", "--sigma", "0"],
      names: ["row 1", "\"y\""]),
    Case(
      testDescription: "an unknown column of errors", arguments: ["y = a*x", "--sigma", "ddy"],
      names: ["\"ddy\"", "\"dy\""]),
    Case(
      testDescription: "a constant called like a column", arguments: ["y = a*x", "--constant", "dy=1"],
      names: ["\"dy\""]),
    Case(
      testDescription: "too many constants",
      arguments: ["y = a+b*x+c*x^2+d*x^3+e*x^4+f*x^5+g*x^6+h*x^7+i*x^8+j*x^9+k*x^10+l*x^11+m*x^12"],
      names: ["12 rows", "13 constants"]),
  ])
  func badInputIsOneClearLine(_ bad: Case) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.line, to: "table.csv")
    let run = try await tool(["fit", bad.arguments[0], "table.csv"] + bad.arguments.dropFirst())
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(
      run.errors.hasPrefix("kan: error: ") && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    for name in bad.names { #expect(run.errors.contains(name), "\(run.errors)") }
  }
}
