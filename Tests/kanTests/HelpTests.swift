import Testing

/// What the tool says of itself.
@Suite struct HelpTests {
  /// The names below SUBCOMMANDS in the tool's own help.
  private static func subcommands(_ tool: Tool) async throws -> [String] {
    let help = try await tool(["--help"]).output
    let list = try #require(help.range(of: "SUBCOMMANDS:"))
    // A line that goes on with the description of the one before is indented further.
    return help[list.upperBound...].split(separator: "\n").compactMap { line in
      line.hasPrefix("  ") && !line.hasPrefix("   ")
        ? line.split(separator: " ").first.map(String.init) : nil
    }.filter { $0 != "See" }
  }

  @Test func everySubcommandShowsExamples() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let names = try await Self.subcommands(tool)
    #expect(names.count >= 18 && Set(names).isSuperset(of: ["discover", "theory", "difference", "export"]))
    for name in names {
      let help = try await tool([name, "--help"])
      #expect(help.status == 0)
      let examples = try #require(help.output.range(of: "Examples:"), "\(name)")
      #expect(help.output[examples.upperBound...].contains("kan \(name)"))
      // Examples can be copied: none is broken at the end of the line.
      let lines = help.output.split(separator: "\n", omittingEmptySubsequences: false)
      for (line, next) in zip(lines, lines.dropFirst())
      where line.hasPrefix("  kan ") || line.hasPrefix("    --") {
        #expect(next.isEmpty || next.hasPrefix(" "), "\(line)")
      }
    }
  }

  @Test func theToolListsItsExitCodes() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let help = try await tool(["--help"])
    #expect(help.status == 0)
    for code in ["0", "1", "2", "3", "4", "64", "130", "143"] { #expect(help.output.contains("  \(code)  ")) }
    #expect(try await tool(["--version"]).output == "0.2.0\n")
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
