import Foundation
import KANData
import KANNumerics
import KANReport
import KANSearch
import KANTestSupport
import Testing

/// The file from which a search goes on.
@Suite struct SavedSearchTests {
  private static func table() throws -> Dataset {
    var random = SeededRandom(seed: 91)
    let a = (0..<60).map { _ in random.uniform(in: 1...5) }
    let y = a.map { 3 * $0 * $0 + random.normal() }
    return try Dataset(inputNames: ["a"], inputs: [a], targetNames: ["y"], targets: [y])
  }

  private static func options() -> Discovery.Options {
    var options = Discovery.Options(effort: .low, seed: 3, threads: 1)
    options.methods = MethodSelection(without: ["expressions", "networks", "growth", "simple-networks"])
    return options
  }

  @Test func goesOnFromTheFile() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    var noted: [SearchCheckpoint] = []
    let whole = try discover(
      try Self.table(), options: Self.options(), resuming: nil, onCheckpoint: { noted.append($0) })
    var saved = try SavedSearch(Self.options())
    saved.targets["y"] = noted.first
    try saved.write(to: folder.path("out.checkpoint"))

    let read = try SavedSearch(contentsOf: folder.path("out.checkpoint"))
    #expect(try read.changes(from: Self.options()).map(\.name) == [])
    let resumed = try discover(try Self.table(), options: Self.options(), resuming: read.targets["y"])
    #expect(resumed.formula?.text == whole.formula?.text)
    #expect(resumed.candidates.map(\.descriptionLength) == whole.candidates.map(\.descriptionLength))
    #expect(resumed.account.work == whole.account.work)
  }

  @Test func saysWhichSettingsDiffer() throws {
    let saved = try SavedSearch(Self.options())
    var other = Self.options()
    other.threads = 2
    other.timeLimit = .seconds(5)
    #expect(try saved.changes(from: other).map(\.name) == [])
    other.seed = 4
    other.effort = .high
    other.task = .quantity
    #expect(try saved.changes(from: other).map(\.name) == ["effort", "seed", "task"])
    #expect(try saved.changes(from: other).map(\.value) == ["low", "3", "automatic"])
  }

  @Test func damageIsSeen() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.path("out.checkpoint")
    try SavedSearch(Self.options()).write(to: path)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[bytes.count / 3] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(throws: ReportError.self) { try SavedSearch(contentsOf: path) }
    try folder.write("no archive", to: "out.checkpoint")
    #expect(throws: ReportError.self) { try SavedSearch(contentsOf: path) }
  }

  @Test(arguments: [("out", "out.checkpoint"), ("a/out/", "a/out.checkpoint"), ("a//", "a.checkpoint")])
  func liesBesideTheFolder(folder: String, path: String) {
    #expect(SavedSearch.path(besideFolder: folder) == path)
  }
}
