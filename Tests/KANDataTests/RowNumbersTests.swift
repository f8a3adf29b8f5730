import Testing

@testable import KANData

/// Columns that count the rows are no inputs, unless they measure something.
@Suite struct RowNumbersTests {
  private static func names(
    _ name: String, first: Int = 0, step: Int = 1, rows: Int = 80, beside: String? = "u",
    measured: Set<String> = []
  ) throws -> (inputs: [String], notes: [String]) {
    let lines = (0..<rows).map { s in
      "\(first + step * s)," + (beside == nil ? "" : "\((s * 37) % 83),") + "\(s % 3)\n"
    }
    let header = "\(name)," + (beside.map { "\($0)," } ?? "") + "y\n"
    let table = try MixedTable(bytes: Array((header + lines.joined()).utf8), options: Table.Options())
    let prepared = try TablePreparation().dataset(from: table, targets: ["y"], measured: measured)
    return (prepared.data.inputNames, prepared.notes)
  }

  @Test(arguments: ["event", "evt", "entry", "particle", "record_no", "objekt"], [0, 1])
  func countersAreLeftOut(name: String, first: Int) throws {
    let (inputs, notes) = try Self.names(name, first: first)
    #expect(inputs == ["u"])
    #expect(
      notes == [
        "the column \(name) only identifies the rows and was left out; name it among the inputs to include it"
      ])
  }

  @Test(arguments: [
    "t", "x", "n", "k1", "time", "Year", "time_step", "beamEnergy", "channels", "angle deg", "cycle",
  ])
  func quantitiesAreKept(name: String) throws { #expect(try Self.names(name).inputs == [name, "u"]) }

  /// A column that begins elsewhere, has other steps, a unit or few rows, or is the only input.
  @Test func othersAreKept() throws {
    #expect(try Self.names("event", first: 2).inputs == ["event", "u"])
    #expect(try Self.names("event", step: 2).inputs == ["event", "u"])
    #expect(try Self.names("event", rows: 40).inputs == ["event", "u"])
    #expect(try Self.names("event", measured: ["event"]).inputs == ["event", "u"])
    #expect(try Self.names("event", beside: nil).inputs == ["event"])
  }
}
