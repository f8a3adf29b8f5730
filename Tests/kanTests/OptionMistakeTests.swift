import Foundation
import Testing

/// Options that contradict each other or the table: each is refused at once, in words that are true.
@Suite struct OptionMistakeTests {
  private static let tables = [
    "lin.csv": "x,y\n" + (0..<30).map { "\($0),\(3 * $0 + 2 + $0 % 3)\n" }.joined(),
    "pend.csv": "L [m],T [s],dT [s]\n"
      + (1..<13).map { "\($0),\(2 * Double($0).squareRoot()),0.01\n" }.joined(),
    "comma.csv": "x;y\n" + (0..<9).map { "\($0),5;\(2 * $0),25\n" }.joined(),
    "many.csv": "x,site,y\n" + (0..<40).map { "\($0),s\($0 % 20),\(2 * $0)\n" }.joined(),
    "law.kan": "{\"__metadata__\": {}}\n",
    "runs.csv": "run,x,y\n" + (0..<30).map { "\($0 < 15 ? "A" : "B"),\($0),\($0 * 2)\n" }.joined(),
  ]

  struct Case: Sendable, CustomTestStringConvertible {
    let line: String
    let phrases: [String]
    var status: Int32 = 64
    var testDescription: String { line }
  }

  @Test(arguments: [
    Case(
      line: "fit a*sqrt(b) pend.csv --target=T_[s]", phrases: ["no column of the table", "L, dT"], status: 2),
    Case(line: "fit a*sqrt(L) pend.csv --target E", phrases: ["\"E\"", "L, T, dT"], status: 2),
    Case(line: "fit a*run+b runs.csv --target y", phrases: ["\"run\" contains text"], status: 2),
    Case(
      line: "predict lin.csv m.kan", phrases: ["lin.csv appears to be a table", "model file first"], status: 2
    ),
    Case(
      line: "discover law.kan --target y", phrases: ["law.kan is a model file", "`kan distil`"], status: 2),
    Case(line: "discover lin.csv --target y --max-complexity -3", phrases: ["at least 1, not -3"]),
    Case(line: "discover lin.csv --target y --time-limit -1", phrases: ["above 0, not -1"]),
    Case(line: "descover lin.csv --target y", phrases: ["no command 'descover'", "'kan discover'"]),
    Case(line: "lin.csv --target y", phrases: ["no command 'lin.csv'; `kan --help`"]),
    Case(line: "fix m.kan --edge 0,0,0 -o f.kan", phrases: ["--function", "--undo"]),
    Case(line: "fix m.kan --edge 0,0,0 --undo --function sin -o f.kan", phrases: ["--function", "--undo"]),
    Case(line: "discover lin.csv --target y --thousands ab", phrases: ["one character or 'space', not 'ab'"]),
    Case(line: "discover lin.csv --target y --thousands .", phrases: ["must differ"]),
    Case(line: "discover lin.csv --target y --label x", phrases: ["--label"]),
    Case(line: "discover lin.csv --target y --label z=u", phrases: ["not a column", "x, y"], status: 2),
    Case(line: "discover lin.csv --target y --label x=y", phrases: ["two columns"], status: 2),
    Case(line: "fit a*x+b lin.csv --common a", phrases: ["--common needs --group"]),
    Case(line: "fit a*x+b lin.csv --scale-errors", phrases: ["--scale-errors", "needs --sigma"]),
    Case(line: "fit a*x+b lin.csv --target y --group ruin", phrases: ["ruin", "x, y"], status: 2),
    Case(
      line: "fit a*x+b runs.csv --target y --group ruin", phrases: ["no group column", "\"run\""], status: 2),
    Case(
      line: "discover lin.csv --target y --forbid exp:coz", phrases: ["'coz'", "did you mean cos?", "atanh"]),
    Case(line: "discover lin.csv --target y --forbid exp", phrases: ["--forbid"]),
    Case(
      line: "discover many.csv --target y --inputs x,site",
      phrases: ["\"site\" contains 20 different texts", "at most 12"], status: 2),
    Case(
      line: "discover lin.csv --target y --sigma xx",
      phrases: ["The measurement error \"xx\" names no column (did you mean \"x\"?)"], status: 2),
    Case(line: "discover lin.csv --target y --sigma y", phrases: ["give it one role"], status: 2),
    Case(line: "discover lin.csv --target y --weights y", phrases: ["give it one role"], status: 2),
    Case(
      line: "discover lin.csv --target y --pick 0",
      phrases: ["is the number of a law in the table, counted from 1"]),
    Case(line: "discover lin.csv --target y --inputs x,x", phrases: ["--inputs names x twice"]),
    Case(line: "discover lin.csv --target y,y", phrases: ["--target names y twice"]),
    Case(line: "discover lin.csv --target y --group x --tolerance 1%", phrases: ["leave out --tolerance"]),
    Case(line: "discover lin.csv --target y --group x --choose knee", phrases: ["leave out --choose"]),
    Case(line: "discover comma.csv --target y", phrases: ["add --decimal-comma"], status: 2),
    Case(line: "fit a*x+b comma.csv --target y", phrases: ["add --decimal-comma"], status: 2),
    Case(
      line: "discover runs.csv --target y --group run --label x=z", phrases: ["none of", "--label"]),
    Case(line: "train lin.csv --target y --shape 1,1 -o m.kan --device gpu", phrases: ["--device"]),
    Case(line: "plot m.kan -o x.svg --edge 0,0,0", phrases: ["add --show edge"]),
  ])
  func isRefused(_ mistake: Case) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    for (name, text) in Self.tables { try tool.write(text, to: name) }
    let words = mistake.line.split(separator: " ").map { String($0).replacing("_", with: " ") }
    let run = try await tool(words)
    #expect(run.status == mistake.status && run.output.isEmpty, "\(run.errors)")
    for phrase in mistake.phrases { #expect(run.errors.contains(phrase), "\(run.errors)") }
  }

  #if !CUDA
    @Test func aCardNeedsTheTraitThatIsNamed() async throws {
      let tool = try Tool()
      defer { tool.clean() }
      let run = try await tool([
        "train", "lin.csv", "--target", "y", "--shape", "1,1", "-o", "m.kan", "--device", "cuda:1",
      ])
      #expect(run.status == 64 && run.errors.contains("--device cuda:1"), "\(run.errors)")
      #expect(run.errors.contains("--traits default,CUDA"), "\(run.errors)")
    }
  #endif

  /// A number that the table does not have is known after the search only, whose table is then shown.
  @Test func aPickBeyondTheTableShowsTheTable() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.tables["lin.csv"] ?? "", to: "lin.csv")
    let run = try await tool([
      "discover", "lin.csv", "--target", "y", "--pick", "999", "--effort", "low", "--quiet",
    ])
    #expect(run.status == 2 && run.errors.contains("999"), "\(run.errors)")
    #expect(run.output.contains("   number  "), "\(run.output)")
  }

  /// The notation of numbers is that of the table for known forms and for several experiments as well.
  @Test(arguments: [
    "fit a*x+b comma.csv --target y --decimal-comma",
    "fit a*x+b group.csv --target y --group run --decimal-comma",
    "discover group.csv --target y --group run --decimal-comma --effort low --quiet",
  ])
  func numbersMayHaveADecimalComma(_ line: String) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write("x;y\n" + (0..<9).map { "\($0),5;\(2 * $0),25\n" }.joined(), to: "comma.csv")
    try tool.write(
      "run;x;y\n" + (0..<30).map { "\($0 < 15 ? "A" : "B");\($0),5;\(2 * $0),25\n" }.joined(),
      to: "group.csv")
    let run = try await tool(line.split(separator: " ").map(String.init))
    #expect(run.status == 0 && run.output.hasPrefix("y = "), "\(run.errors)\(run.output)")
  }

  @Test func aFitNamesTheConstantsThatWereGiven() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.tables["lin.csv"] ?? "", to: "lin.csv")
    let run = try await tool(["fit", "a*x + b", "lin.csv", "--constant", "a=3", "--constant", "q=7"])
    #expect(run.status == 0 && run.output.contains("\ngiven: a = 3\n"), "\(run.errors)\(run.output)")
  }

  @Test func theShellTakesTheExampleOfAnOracle() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let help = try await tool(["distil", "--help"]).output
    let start = try #require(help.range(of: "--oracle \"awk"))
    let words = help[start.lowerBound...].dropFirst("--oracle ".count)
    let oracle = words[..<(try #require(words.range(of: " --box")).lowerBound)]
    // 2*sin(0.5), as awk prints it.
    #expect(try await tool(shell: "test \"$(echo 2 0.5 | sh -c \(oracle))\" = 0.958851") == 0, "\(oracle)")
  }
}
