import KANData
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
public struct OutputFolder: Sendable {
  /// Where it is.
  public let path: String

  /// Takes the folder at `path`, making it and its parents where missing.
  ///
  /// - Throws: `ReportError.unwritableFolder`, so that a long search need not run in vain.
  public init(creating path: String) throws(ReportError) {
    self.path = path
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .unwritableFolder(path: path, reason: WrittenFile.reason(error))
    }
    guard FileManager.default.isWritableFile(atPath: path) else {
      throw .unwritableFolder(path: path, reason: "permission denied")
    }
  }

  /// Writes `formula.tex` with `references.bib`, `Formula.swift`, the constants as `constants.tex`, `.csv` and `.json`,
  /// `network.kan`, `account.json` and, given the table, the page `report.html`; each file is replaced as a whole or not
  /// at all. Without a formula what is about one is left out, and removed if an earlier search left it.
  ///
  /// - Parameters:
  ///   - discovery: What was found.
  ///   - options: What steered the search.
  ///   - data: The table that was searched.
  ///   - tableName: The name of its file.
  ///   - commands: The command lines that repeat it, if there are any.
  /// - Returns: The paths of the files written.
  public func write(
    _ discovery: Discovery, options: DiscoveryOptions, data: Dataset? = nil, tableName: String = "",
    commands: [String] = []
  ) throws(ReportError) -> [String] {
    let model = ModelFile(discovery, options: options, commands: commands)
    let report: ModelReport?
    if let data, data.inputNames == discovery.network.inputs.map(\.name) {
      report = try ModelReport(model, on: data, modelName: "network.kan", tableName: tableName)
    } else {
      report = nil
    }
    var written: [String] = []
    if let formula = discovery.formula {
      let paper = report.map { PaperFragment($0) } ?? PaperFragment(formula)
      written.append(try write(paper.formula, to: "formula.tex"))
      written.append(try write(paper.references, to: "references.bib"))
      written.append(try write(formula.swift(functionName: "law"), to: "Formula.swift"))
      written += try writeConstants(of: formula)
    } else {
      for name in ["formula.tex", "references.bib", "Formula.swift"]
        + ConstantTable.Format.allCases.map(\.fileName)
      {
        try? FileManager.default.removeItem(atPath: path(of: name))
      }
    }
    if let report { written.append(try write(ReportPage(report).text, to: "report.html")) }
    written.append(try write(model))
    written.append(try write(document(DiscoveryRecord(discovery, options: options)), to: "account.json"))
    return written
  }

  /// Writes a report: `report.html`, `network.svg` and, if the model has a formula, `formula.tex` with `references.bib`.
  ///
  /// - Returns: The paths of the files written.
  public func write(_ report: ModelReport) throws(ReportError) -> [String] {
    let diagram = NetworkDiagram(report.file.network, on: report.data.inputs, weights: report.data.weights)
    var written = [
      try write(ReportPage(report).text, to: "report.html"), try write(diagram.svg(), to: "network.svg"),
    ]
    if !report.formulas.isEmpty {
      let paper = PaperFragment(report)
      written.append(try write(paper.formula, to: "formula.tex"))
      written.append(try write(paper.references, to: "references.bib"))
    }
    return written
  }

  /// Writes the formulas of a network that was recognised edge by edge: `formula.tex`, `Formula.swift` and the constants
  /// as for a search; with several outputs the names of all but the first carry the name of their output.
  ///
  /// - Returns: The paths of the files written.
  public func write(_ formulas: [Formula]) throws(ReportError) -> [String] {
    var written: [String] = []
    for (n, formula) in formulas.enumerated() {
      // An output may be named as no file can be.
      let name = formula.outputName.filter { $0.isLetter || $0.isNumber || $0 == "_" }
      let suffix = n == 0 ? "" : "-\(n)\(name.isEmpty ? "" : "-" + name)"
      written.append(try write(LaTeXFragment(formula).text, to: "formula\(suffix).tex"))
      written.append(try write(formula.swift(functionName: "law"), to: "Formula\(suffix).swift"))
      written += try writeConstants(of: formula, suffix: suffix)
    }
    return written
  }

  func writeConstants(of formula: Formula, suffix: String = "") throws(ReportError) -> [String] {
    var written: [String] = []
    for format in ConstantTable.Format.allCases {
      let name = format.fileName(suffix: suffix)
      let text: String
      do { text = try ConstantTable(formula).text(format) } catch {
        throw .unwritableFile(path: path(of: name), reason: WrittenFile.reason(error))
      }
      written.append(try write(text, to: name))
    }
    return written
  }

  func document(_ record: some Encodable) throws(ReportError) -> String {
    do {
      return try JSONText.document(record) + "\n"
    } catch {
      throw .unwritableFile(path: path(of: "account.json"), reason: WrittenFile.reason(error))
    }
  }

  func write(_ text: String, to name: String) throws(ReportError) -> String {
    try WrittenFile.write(text.utf8, to: path(of: name))
    return path(of: name)
  }

  private func write(_ file: ModelFile) throws(ReportError) -> String {
    do {
      try file.write(to: path(of: "network.kan"))
    } catch {
      throw .unwritableFile(path: path(of: "network.kan"), reason: "\(error)")
    }
    return path(of: "network.kan")
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
  /// The network of a search together with its formula and where both come from.
  fileprivate init(_ discovery: Discovery, options: DiscoveryOptions, commands: [String]) {
    self.init(
      network: discovery.network, formulas: discovery.formula.map { [$0] } ?? [],
      provenance: [
        "effort": options.effort.rawValue, "seed": "\(options.seed)", "swiftkan": packageVersion,
      ])
    lossName = .mse
    var story = ModelStory()
    story.search = discovery.account
    story.alternatives = discovery.alternatives
    story.commands = commands
    tell(story)
  }
}
