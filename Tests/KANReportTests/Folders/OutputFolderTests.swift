import Foundation
import KANData
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
    let options = DiscoveryOptions(seed: 1)
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
    let other = #expect(throws: ReportError.self) {
      try WrittenFile.write([1, 2], to: temporary.path("no/such/folder/file"))
    }
    guard case .unwritableFile = other else {
      Issue.record("\(other.map { "\($0)" } ?? "no error")")
      return
    }
    try WrittenFile.write([65, 66], to: temporary.path("file"))
    #expect(try String(contentsOfFile: temporary.path("file"), encoding: .utf8) == "AB")
  }
}
