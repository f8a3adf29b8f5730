import Testing

/// What the tool says of itself.
@Suite struct HelpTests {
  static let subcommands = [
    "discover", "train", "evaluate", "prune", "suggest", "fix", "symbolify", "certify", "formula", "plot",
    "functions",
    "inspect", "import", "export",
  ]

  @Test(arguments: subcommands)
  func everySubcommandShowsExamples(_ name: String) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let help = try await tool([name, "--help"])
    #expect(help.status == 0)
    let examples = try #require(help.output.range(of: "Examples:"))
    #expect(help.output[examples.upperBound...].contains("kan \(name)"))
  }

  @Test func theToolListsItsSubcommandsAndExitCodes() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let help = try await tool(["--help"])
    #expect(help.status == 0)
    for name in Self.subcommands { #expect(help.output.contains(name)) }
    for code in ["0", "1", "2", "3", "64", "130"] { #expect(help.output.contains("  \(code)  ")) }
    #expect(try await tool(["--version"]).output == "0.1.0\n")
  }

  @Test(arguments: [
    ["discover"], ["discover", "t.csv"], ["train", "t.csv", "--target", "y", "-o", "m.kan", "--order", "9"],
    ["train", "t.csv", "--target", "y", "-o", "m.kan", "--shape", "1,1", "--penalty", "sparsity:much"],
    ["prune", "m.kan", "t.csv"], ["suggest", "m.kan", "t.csv", "--edge", "0,1"],
    ["formula", "m.kan", "--format", "fortran"], ["functions", "--threads", "2"], ["nonsense"],
  ])
  func wrongCommandLinesEndWithTheUsageCode(_ arguments: [String]) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let run = try await tool(arguments)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(!run.errors.isEmpty)
  }
}
