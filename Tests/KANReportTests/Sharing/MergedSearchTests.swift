import Foundation
import KANData
import KANNumerics
import KANSearch
import KANTestSupport
import Testing

@testable import KANReport

/// The law of a search that was shared out does not depend on how.
@Suite struct MergedSearchTests {
  private static func table(rows: Int = 60, targets: [String] = ["y"]) throws -> Dataset {
    var random = SeededRandom(seed: 41)
    let a = (0..<rows).map { _ in random.uniform(in: 1...5) }
    let values = targets.indices.map { n in a.map { Double(n + 2) * $0 * $0 + 0.5 * random.normal() } }
    return try Dataset(inputNames: ["a"], inputs: [a], targetNames: targets, targets: values)
  }

  private static func options(seeds: Int = 3) -> Discovery.Options {
    var options = Discovery.Options(effort: .low, seed: 3, threads: 1)
    // Any laws do: how parts come together does not depend on how they were found.
    let stages = SearchMethods.all.filter { $0.kind == .stage }.map(\.name)
    options.methods = MethodSelection(without: Set(stages).subtracting(["references"]))
    options.seedCount = seeds
    return options
  }

  /// Searches the units whose places are given, each into its folder.
  private static func search(
    _ data: Dataset, _ options: Discovery.Options, _ places: [Int], into folder: String
  ) throws {
    for unit in SearchUnit.all(targets: data.targetNames, options: options) where places.contains(unit.index)
    {
      let part = try data.selecting(target: unit.target)
      let own = unit.options(options)
      let found = try discover(part, options: own)
      _ = try OutputFolder(creating: folder).subfolder(for: "part_\(unit.index)").write(
        found, options: own, data: part,
        columns: [], record: try UnitRecord(unit, found: found, options: options, table: part))
    }
  }

  @Test func doesNotDependOnTheShares() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let (data, options) = (try Self.table(), Self.options())
    try Self.search(data, options, [0, 1, 2], into: folder.path("whole"))
    try Self.search(data, options, [2], into: folder.path("last"))
    var other = options
    other.threads = 2
    try Self.search(data, other, [0, 1], into: folder.path("first"))
    let whole = try MergedSearch(of: [folder.path("whole")])
    let shared = try MergedSearch(of: [folder.path("last"), folder.path("first")])
    #expect(whole.missing.isEmpty && shared.missing.isEmpty)
    #expect(whole.parts.map(\.isTaken) == shared.parts.map(\.isTaken))
    #expect(whole.parts.map(\.record.formula?.text) == shared.parts.map(\.record.formula?.text))
    #expect(
      try JSONText.document(MergeRecord(whole, target: "y"))
        == JSONText.document(MergeRecord(shared, target: "y")))
    // A share keeps what it is: neither its folder nor that of one of its parts takes the result.
    for share in ["first", "first/", "last", "first/part_1"] {
      #expect(throws: ReportError.self, "\(share)") { try shared.write(to: folder.path(share)) }
    }
    let files = try shared.write(to: folder.path("result"))
    #expect(files.contains { $0.hasSuffix("account.json") } && files.contains { $0.hasSuffix("merge.json") })
    let taken = try #require(shared.taken(for: "y"))
    #expect(
      try String(contentsOfFile: folder.path("result/Formula.swift"), encoding: .utf8)
        == String(contentsOfFile: taken.folder + "/Formula.swift", encoding: .utf8))
  }

  @Test func everyTargetHasItsLaw() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let (data, options) = (try Self.table(targets: ["y", "z"]), Self.options(seeds: 1))
    try Self.search(data, options, [0, 1], into: folder.path("all"))
    let merge = try MergedSearch(of: [folder.path("all")])
    #expect(merge.targets == ["y", "z"])
    let files = try merge.write(to: folder.path("result"))
    #expect(files.contains(folder.path("result/y/Formula.swift")))
    #expect(files.contains(folder.path("result/z/Formula.swift")))
  }

  @Test func missingPartsAreNamed() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try Self.search(try Self.table(), Self.options(), [0, 2], into: folder.path("some"))
    #expect(try MergedSearch(of: [folder.path("some")]).missing == [1])
  }

  /// Each part holds the column of its own target. Parts of one target must agree in it, whatever the parts of others hold, and all
  /// parts in their inputs.
  @Test func tablesAreComparedTargetByTarget() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let (data, options) = (try Self.table(targets: ["y", "z"]), Self.options(seeds: 2))
    func changed(_ change: (inout [Double], inout [Double]) -> Void) throws -> Dataset {
      var (a, z) = (data.inputs[0], data.targets[1])
      change(&a, &z)
      return try Dataset(
        inputNames: ["a"], inputs: [a], targetNames: data.targetNames, targets: [data.targets[0], z])
    }
    // Units 0 and 1 look for y, units 2 and 3 for z.
    try Self.search(data, options, [0, 1], into: folder.path("y"))
    try Self.search(data, options, [2], into: folder.path("z"))
    let edited = try changed { _, z in z[7] += 1 }
    try Self.search(edited, options, [3], into: folder.path("edited"))
    try Self.search(edited, options, [2, 3], into: folder.path("new"))
    let moved = try changed { a, _ in a.swapAt(2, 3) }
    try Self.search(moved, options, [2, 3], into: folder.path("moved"))
    func message(_ names: String...) -> String? {
      do throws(ReportError) {
        _ = try MergedSearch(of: names.map { folder.path($0) })
        return nil
      } catch { return error.description }
    }
    // One edited z beside another z; both edited; the same y and z of another input.
    let edits = try #require(message("y", "z", "edited"))
    #expect(edits.contains("part_3") && edits.contains("other values") && edits.contains("'z'"))
    #expect(message("y", "new") == nil && message("y", "z") == nil)
    for order in [["y", "moved"], ["moved", "y"]] {
      let text = try #require(message(order[0], order[1]))
      #expect(text.contains("another table") && text.contains("'a'"), "\(text)")
    }
    // Of each target the law of its own parts is taken.
    let merge = try MergedSearch(of: [folder.path("z"), folder.path("y")])
    #expect(merge.targets == ["y", "z"] && merge.missing == [3])
    for (target, places) in [("y", 0...1), ("z", 2...2)] {
      #expect(places.contains(try #require(merge.taken(for: target)).record.unit.index))
    }
  }

  /// Another table, other settings, a part twice, no part at all.
  @Test func whatDoesNotBelongTogetherIsRefused() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let options = Self.options(seeds: 2)
    try Self.search(try Self.table(), options, [0], into: folder.path("first"))
    try Self.search(try Self.table(rows: 50), options, [1], into: folder.path("table"))
    var other = options
    other.effort = .normal
    try Self.search(try Self.table(), other, [1], into: folder.path("settings"))
    try FileManager.default.createDirectory(atPath: folder.path("empty"), withIntermediateDirectories: true)
    func message(_ names: String...) -> String {
      do throws(ReportError) {
        _ = try MergedSearch(of: names.map { folder.path($0) })
        return "merged"
      } catch { return error.description }
    }
    #expect(message("first", "table").contains("50 rows instead of 60"))
    #expect(message("first", "settings").contains("(effort)"))
    #expect(message("first", "first").contains("the same part"))
    #expect(message("empty").contains("no part of a search"))
    #expect(message("nowhere").contains("not a readable folder"))
  }
}
