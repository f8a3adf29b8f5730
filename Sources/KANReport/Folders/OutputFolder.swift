import KANData
import KANFiles
import KANFormula
import KANInterchange
import KANModel
import KANPlots
import KANSearch
import KANSymbolic

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The folder into which a search writes its results.
///
/// The files of one call change together: a new folder appears with all of them; in an existing one a failure leaves the old files
/// untouched, and `manifest.json` lists the files that belong together with their lengths and checksums (CRC-32).
public struct OutputFolder: Sendable {
  /// The path of the folder.
  public let path: String
  /// The paths of files that must not be replaced.
  let inputs: [String]

  /// The folder at `path`. If missing, it appears with the first results; its parents are created at once.
  ///
  /// - Parameters:
  ///   - path: The path of the folder; a slash at its end makes no difference.
  ///   - inputs: Paths of input files; an error tells if a search or a report would replace one of them.
  /// - Throws: An error if the folder cannot be written, so that no long search runs in vain.
  public init(creating path: String, besides inputs: [String] = []) throws {
    self.path = path
    self.inputs = inputs
    do {
      if FileBytes.exists(path) {
        for name in Self.names { try FilePlace.check(self.path(of: name), besides: inputs) }
      } else {
        let parent = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        try FilePlace.check(path.hasSuffix("/") ? String(path.dropLast()) : path)
      }
    } catch {
      throw ReportError.unwritableFolder(path: path, reason: Self.reason(error))
    }
  }

  /// The names of the files that a search, or a report, may write.
  private static var names: [String] {
    [
      "formula.tex", "references.bib", "Formula.swift", "network.kan", "account.json", "report.html",
      "classes.json", "network.svg", "unit.json",
    ]
      + ConstantTable.Format.allCases.map(\.fileName) + [FolderContents.manifestName]
  }

  /// Writes `formula.tex` with `references.bib`, `Formula.swift`, the constants as `constants.tex`, `.csv` and `.json`,
  /// `network.kan`, `account.json` and, given the table, the page `report.html`; each file is replaced as a whole or
  /// not at all. Without a formula, the files about one are left out, and removed if an earlier search left them.
  ///
  /// - Parameters:
  ///   - discovery: The result of the search.
  ///   - options: The options of the search.
  ///   - data: The table that was searched; the page is left out if it is `nil` or lacks an input of the network.
  ///   - tableName: The name of its file.
  ///   - commands: The command lines that repeat it, if any.
  /// - Returns: The paths of the files written, without that of `manifest.json`.
  /// - Throws: An error if a file cannot be written, or if the network is not consistent or not finite.
  public func write(
    _ discovery: Discovery, options: Discovery.Options, data: Dataset? = nil, tableName: String = "",
    commands: [String] = []
  ) throws -> [String] {
    try write(
      discovery, options: options, data: data, tableName: tableName, commands: commands, columns: [])
  }

  /// The same for a table some of whose columns have other names in its file, or for a part of a divided search.
  ///
  /// - Parameters:
  ///   - columns: The inputs and targets that have other names in the file of the table.
  ///   - record: The record of the part, for `unit.json`; `nil` for a whole search.
  package func write(
    _ discovery: Discovery, options: Discovery.Options, data: Dataset? = nil, tableName: String = "",
    commands: [String] = [], columns: [ModelFile.Column], record: UnitRecord? = nil
  ) throws -> [String] {
    var model = ModelFile(discovery, options: options, commands: commands)
    model.columns = columns
    // A search leaves out inputs that never change.
    let inputs = discovery.network.inputs.map(\.name)
    let variables = discovery.formula?.variables.map(\.name) ?? []
    let report: ModelReport?
    if let data, inputs.allSatisfy(data.inputNames.contains), variables.allSatisfy(inputs.contains) {
      report = try ModelReport(
        model, on: data.selecting(inputs: inputs), modelName: "network.kan", tableName: tableName)
    } else {
      report = nil
    }
    var contents = FolderContents()
    // A file left by an earlier search for several classes would describe other laws.
    contents.remove("classes.json")
    if let formula = discovery.formula {
      let paper = report.map { PaperFragment($0) } ?? PaperFragment(formula)
      contents.write(paper.formula.utf8, to: "formula.tex")
      contents.write(paper.references.utf8, to: "references.bib")
      contents.write(formula.swift(functionName: "law").utf8, to: "Formula.swift")
      try writeConstants(of: formula, extraDigits: formula.extraDigits(on: data), to: &contents)
    } else {
      for name in ["formula.tex", "references.bib", "Formula.swift"]
        + ConstantTable.Format.allCases.map(\.fileName)
      {
        contents.remove(name)
      }
    }
    if let report { contents.write(ModelReport.Page(report).text.utf8, to: "report.html") }
    contents.write(try bytes(of: model), to: "network.kan")
    contents.write(try document(DiscoveryRecord(discovery, options: options)).utf8, to: "account.json")
    if let record { contents.write(try document(record).utf8, to: UnitRecord.fileName) }
    return try commit(contents)
  }

  /// Writes a report: `report.html`, `network.svg` and, if the model has a formula, `formula.tex`
  /// with `references.bib`.
  ///
  /// - Parameter report: The report.
  /// - Returns: The paths of the files written, without that of `manifest.json`.
  /// - Throws: An error if a file cannot be written.
  public func write(_ report: ModelReport) throws -> [String] {
    let diagram = NetworkDiagram(report.file.network, on: report.data.inputs, weights: report.data.weights)
    var contents = FolderContents()
    contents.write(ModelReport.Page(report).text.utf8, to: "report.html")
    contents.write(diagram.svg().utf8, to: "network.svg")
    if !report.formulas.isEmpty {
      let paper = PaperFragment(report)
      contents.write(paper.formula.utf8, to: "formula.tex")
      contents.write(paper.references.utf8, to: "references.bib")
    }
    return try commit(contents)
  }

  /// Writes the formulas of a network that was recognised edge by edge: `formula.tex`, `Formula.swift` and
  /// the constants as for a search; with several outputs, all file names but those of the first carry the
  /// name of their output.
  ///
  /// - Parameter formulas: One formula for each output, in order.
  /// - Returns: The paths of the files written, without that of `manifest.json`.
  /// - Throws: An error if a file cannot be written.
  public func write(_ formulas: [Formula]) throws -> [String] {
    var contents = FolderContents()
    for (n, formula) in formulas.enumerated() {
      // The name of an output need not be a valid file name.
      let name = formula.outputName.filter { $0.isLetter || $0.isNumber || $0 == "_" }
      let suffix = n == 0 ? "" : "-\(n)\(name.isEmpty ? "" : "-" + name)"
      contents.write(LaTeXFragment(formula).text.utf8, to: "formula\(suffix).tex")
      contents.write(formula.swift(functionName: "law").utf8, to: "Formula\(suffix).swift")
      try writeConstants(of: formula, suffix: suffix, to: &contents)
    }
    return try commit(contents)
  }

  func writeConstants(
    of formula: Formula, suffix: String = "", extraDigits: Int = 0, to contents: inout FolderContents
  ) throws(ReportError) {
    for format in ConstantTable.Format.allCases {
      let name = format.fileName(suffix: suffix)
      do {
        contents.write(try ConstantTable(formula, extraDigits: extraDigits).text(format).utf8, to: name)
      } catch {
        throw .unwritableFile(path: path(of: name), reason: Self.reason(error))
      }
    }
  }

  func document(_ record: some Encodable) throws(ReportError) -> String {
    do {
      return try JSONText.document(record) + "\n"
    } catch {
      throw .unwritableFile(path: path(of: "account.json"), reason: Self.reason(error))
    }
  }

  private func bytes(of file: ModelFile) throws(ReportError) -> [UInt8] {
    do {
      return try file.bytes()
    } catch {
      throw .unwritableFile(path: path(of: "network.kan"), reason: "\(error)")
    }
  }

  /// Moves the files into place and returns their paths, without the manifest.
  func commit(_ contents: FolderContents) throws(ReportError) -> [String] {
    // Files of several outputs have further names than those that were checked at the beginning.
    for name in contents.names where FileBytes.exists(path(of: name)) {
      do { try FilePlace.check(path(of: name), besides: inputs) } catch {
        throw .unwritableFile(path: path(of: name), reason: Self.reason(error))
      }
    }
    try ReportError.translating { () throws(FileError) in try contents.commit(to: path) }
    return contents.names.map(path(of:))
  }

  /// The operating system's message about the error, without Foundation's wrapping.
  private static func reason(_ error: any Error) -> String {
    if let error = error as? FileError { return error.reason }
    return switch (error as? CocoaError)?.code {
    case .fileWriteNoPermission?: "permission denied"
    case .fileWriteFileExists?: "a file with that name exists"
    case .fileWriteOutOfSpace?: "the disk is full"
    case .fileWriteVolumeReadOnly?: "the disk is read-only"
    case .fileNoSuchFile?, .fileReadNoSuchFile?: "its parent does not exist"
    default: "it cannot be created (\(error))"
    }
  }

  private func path(of name: String) -> String { path.hasSuffix("/") ? path + name : path + "/" + name }
}

extension ConstantTable.Format {
  /// The file of the output folder.
  fileprivate var fileName: String { fileName(suffix: "") }

  fileprivate func fileName(suffix: String) -> String {
    "constants\(suffix)." + (self == .latex ? "tex" : rawValue)
  }
}

extension ModelFile {
  /// The network of a search together with its formula and the provenance of both.
  fileprivate init(_ discovery: Discovery, options: Discovery.Options, commands: [String]) {
    self.init(
      network: discovery.network, formulas: discovery.formula.map { [$0] } ?? [],
      provenance: [
        "effort": options.effort.rawValue, "seed": "\(options.seed)", "swiftkan": packageVersion,
      ])
    let isOfLabels =
      (discovery.formula ?? discovery.alternatives.first).map { $0.meaning != .quantity } ?? false
    lossName = isOfLabels ? .bce : .mse
    let parts = discovery.formula?.fidelity.filter { ["train", "validation"].contains($0.part) } ?? []
    if parts.count == 2 {
      let rows = parts.reduce(0) { $0 + $1.count }
      noteSplit(validation: options.validationShare, seed: options.seed, rows: rows)
    }
    var story = ModelStory()
    story.search = discovery.account
    story.alternatives = discovery.alternatives
    let odds = discovery.candidates.map(\.odds)
    story.odds = odds.allSatisfy(\.isFinite) ? odds : nil
    story.commands = commands
    tell(story)
  }
}
