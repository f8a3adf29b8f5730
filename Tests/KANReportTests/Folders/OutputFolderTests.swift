import Foundation
import KANData
import KANFiles
import KANFormula
import KANSearch
import KANSymbolic
import KANTestSupport
import Testing

@testable import KANReport

/// The folders that searches and reports leave behind.
@Suite struct OutputFolderTests {
  private static func names(_ paths: [String]) -> [String] {
    paths.map { URL(fileURLWithPath: $0).lastPathComponent }
  }

  @Test func reportsLeaveAPageAPictureAndWhatAPaperNeeds() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.remove() }
    let folder = try OutputFolder(creating: temporary.path("a/b"))
    let written = try folder.write(SampleReports.transverseMass())
    #expect(Self.names(written) == ["report.html", "network.svg", "formula.tex", "references.bib"])
    #expect(written.allSatisfy { FileManager.default.fileExists(atPath: $0) })
    // A network of curves has no formula.
    let curves = try folder.write(SampleReports.classifier())
    #expect(Self.names(curves) == ["report.html", "network.svg"])
  }

  @Test func everyOutputHasFilesOfItsOwn() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.remove() }
    let folder = try OutputFolder(creating: temporary.url.path)
    let written = try folder.write(
      ["y", "p/T", "…"].map { Formula(outputName: $0, expression: 2.5 * .variable("x")) })
    let names = Self.names(written)
    #expect(Set(names).count == names.count)
    #expect(names.contains("formula.tex") && names.contains("constants-1-pT.csv"))
    #expect(names.contains("Formula-2.swift"))
    let text = try String(contentsOfFile: temporary.path("formula.tex"), encoding: .utf8)
    #expect(text.hasPrefix("% Found by SwiftKAN \(packageVersion).\n"))
    #expect(text == LaTeXFragment(Formula(outputName: "y", expression: 2.5 * .variable("x"))).text)
  }

  @Test func searchesLeaveTheLawInEveryForm() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.remove() }
    let x = (0..<80).map { 0.5 + Double($0) / 20 }
    let data = try Dataset(
      inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [x.map { 2 * $0 * $0 }])
    let options = Discovery.Options(seed: 1)
    let discovery = try discover(data, options: options)
    let folder = try OutputFolder(creating: temporary.url.path)
    let written = Self.names(
      try folder.write(
        discovery, options: options, data: data, tableName: "t.csv", commands: ["kan discover t.csv"]))
    #expect(
      Set(written) == [
        "formula.tex", "references.bib", "Formula.swift", "constants.tex", "constants.csv", "constants.json",
        "report.html", "network.kan", "account.json",
      ])
    let account = try String(contentsOfFile: temporary.path("account.json"), encoding: .utf8)
    for key in ["formula", "alternatives", "search", "settings", "versions"] {
      #expect(account.contains("\n  \"\(key)\" : "))
    }
  }

  /// The network lacks an input that never changes; the page shows the others.
  @Test func anInputThatNeverChangesCostsNoPage() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.remove() }
    let x = (0..<80).map { 0.5 + Double($0) / 20 }
    let data = try Dataset(
      inputNames: ["x", "g"], inputs: [x, x.map { _ in 9.81 }], targetNames: ["y"],
      targets: [x.map { 2 * $0 * $0 }])
    let options = Discovery.Options(seed: 1)
    let folder = try OutputFolder(creating: temporary.url.path)
    let written = try folder.write(
      discover(data, options: options), options: options, data: data, tableName: "t.csv")
    #expect(Self.names(written).contains("report.html"))
  }

  @Test func whereNothingCanBeWrittenTheErrorSaysSoBeforeAnySearch() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.remove() }
    try temporary.write("", to: "file")
    let error = #expect(throws: ReportError.self) { try OutputFolder(creating: temporary.path("file/under")) }
    guard case .unwritableFolder(let path, let reason) = error else {
      Issue.record("\(error.map { "\($0)" } ?? "no error")")
      return
    }
    #expect(path == temporary.path("file/under") && !reason.isEmpty)
  }

  @Test func theManifestTellsWhichFilesBelongTogether() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.remove() }
    let folder = try OutputFolder(creating: temporary.path("out"))
    #expect(!FileManager.default.fileExists(atPath: temporary.path("out")))
    _ = try folder.write([Formula(outputName: "y", expression: 2.5 * .variable("x"))])
    let manifest = try String(contentsOfFile: temporary.path("out/manifest.json"), encoding: .utf8)
    let names = try FileManager.default.contentsOfDirectory(atPath: temporary.path("out"))
    for name in names where name != "manifest.json" {
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: temporary.path("out/\(name)"))))
      let entry = "\"\(name)\": {\"bytes\": \(bytes.count), \"crc32\": \"\(CRC32.text(of: bytes))\"}"
      #expect(manifest.contains(entry), "\(manifest)")
    }
    #expect(names.count == 6)
  }

  @Test func whatIsReadIsNotReplaced() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.remove() }
    try temporary.write("x,y", to: "constants.csv")
    let error = #expect(throws: ReportError.self) {
      try OutputFolder(creating: temporary.url.path, besides: [temporary.path("constants.csv")])
    }
    #expect("\(error.map { "\($0)" } ?? "")".contains("read by the same command"))
  }
}
