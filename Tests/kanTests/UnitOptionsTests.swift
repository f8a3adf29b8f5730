import Foundation
import Testing

/// Units, picks and votes as users ask for them.
@Suite struct UnitOptionsTests {
  static let fall =
    "m [kg],v [m/s],E [J]\n"
    + (1...40).map {
      "\($0),\(3 * $0 % 17 + 1),\(0.5 * Double($0 * (3 * $0 % 17 + 1) * (3 * $0 % 17 + 1)))\n"
    }
    .joined()

  @Test func readsUnitsFromTheHeader() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.fall, to: "fall.csv")
    let run = try await tool(["discover", "fall.csv", "--target", "E", "--units", "header", "--quiet"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("E = "))
    #expect(run.output.contains("E [J], m [kg], v [m/s]"))
    #expect(run.output.contains("m·v^2") || run.output.contains("m*v^2"))
  }

  /// Scales and unknown units cost their column its unit, not the user the search.
  @Test func unknownUnitsInTheHeaderAreNoted() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let rows = (1...20).map {
      "\($0),\(3 * $0 % 7),\(100.31 + 2.1734 * Double($0) + 0.01 * Double($0 * $0 % 5))\n"
    }.joined()
    try tool.write("T [degC],M [furlong],R (W m-2)\n" + rows, to: "table.csv")
    let discover = ["discover", "table.csv", "--target", "R", "--effort", "low", "--quiet", "--units"]
    let run = try await tool(discover + ["header"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output.contains("T in degC is not measured from absolute zero, so T has no unit in the search"),
      "\(run.output)")
    #expect(run.output.contains("the unit 'furlong' of M is not known"), "\(run.output)")
    #expect(run.output.contains("units: R [W m-2]"), "\(run.output)")
    let other = try await tool(discover + ["header,T=K"])
    #expect(other.output.contains("units: R [W m-2], T [K]"), "\(other.output) \(other.errors)")
    try tool.write("T,R\n" + (1...20).map { "\($0),\(2 * $0)\n" }.joined(), to: "table.csv")
    let none = try await tool(discover + ["header"])
    #expect(
      none.status == 0 && none.output.contains("no column that is used has a unit in the header"),
      "\(none.output)")
  }

  /// A column of text does not keep the others from being combined by their units.
  @Test func categoriesArePureNumbers() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    let lines = Self.fall.split(separator: "\n").enumerated().map { row, line in
      row == 0 ? "\(line),kind" : "\(line),\(row % 2 == 0 ? "red" : "blue")"
    }
    try tool.write(lines.joined(separator: "\n") + "\n", to: "fall.csv")
    let run = try await tool([
      "discover", "fall.csv", "--target", "E", "--units", "header", "--effort", "low", "--quiet",
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(!run.output.contains("no unit was given"), "\(run.output)")
    #expect(run.output.contains("dimensionless groups: "), "\(run.output)")
  }

  @Test func aProofIsToldWithUnitsToo() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write(Self.fall, to: "fall.csv")
    let run = try await tool([
      "discover", "fall.csv", "--target", "E", "--units", "header", "--effort", "low", "--quiet",
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output.contains("proven: defined everywhere within the ranges of the inputs"), "\(run.output)")
  }

  @Test(arguments: [
    (["--units", "x=kg,y=furlong"], 2, "furlong"), (["--units", "z=kg"], 2, "\"z\""),
    (["--units", "x"], 64, "column=unit"),
    (["--units", "x=m/(s"], 2, "position 3"), (["--pick", "0"], 64, "--pick"),
    (["--seeds", "0"], 64, "--seeds"),
    (["--without", "luck"], 64, "luck"),
    (["--time-limit", "0"], 64, "--time-limit"),
  ])
  func refuses(arguments: [String], status: Int32, naming part: String) async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write("x,y\n" + (1...20).map { "\($0),\($0 * $0)\n" }.joined(), to: "table.csv")
    let run = try await tool(["discover", "table.csv", "--target", "y", "--quiet"] + arguments)
    #expect(run.status == status)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(part), "\(run.errors)")
  }

  @Test func takesWhatIsPicked() async throws {
    let tool = try Tool()
    defer { tool.clean() }
    try tool.write("x,y\n" + (1...20).map { "\($0),\($0 * $0)\n" }.joined(), to: "table.csv")
    let run = try await tool([
      "discover", "table.csv", "--target", "y", "--quiet", "--pick", "1", "--seeds", "2", "--out", "picked",
    ])
    #expect(run.status == 0, "\(run.errors)")
    // The seeds voted for the square, not for the constant that is the first of the table.
    #expect(!run.output.contains("seeds found this law"), "\(run.output)")
    let account = try #require(
      try JSONSerialization.jsonObject(with: Data(tool.read("picked/account.json").utf8)) as? [String: Any])
    let search = try #require(account["search"] as? [String: Any])
    let choice = try #require(search["choice"] as? [String: Any])
    #expect(choice["number"] as? Int == 1)
    #expect(search["stability"] == nil)
    let voted = try await tool(["discover", "table.csv", "--target", "y", "--quiet", "--seeds", "2"])
    #expect(voted.output.contains("2 of 2 seeds found this law"), "\(voted.output)")
  }
}
