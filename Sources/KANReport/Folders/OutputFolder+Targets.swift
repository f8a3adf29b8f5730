import KANFiles
import KANFormula
import KANSearch

extension OutputFolder {
  /// The results of one of several targets.
  package struct Part: Sendable {
    let folder: OutputFolder
    let discovery: Discovery

    /// The result for a target, and the folder that holds its files.
    package init(folder: OutputFolder, discovery: Discovery) {
      self.folder = folder
      self.discovery = discovery
    }
  }

  /// A folder for one of several targets inside this one, created if missing.
  ///
  /// - Parameter target: The name of the target; its letters, digits and underscores, which every system and browser accepts, name
  ///   the folder.
  /// - Throws: `ReportError.unwritableFolder`.
  package func subfolder(for target: String) throws -> OutputFolder {
    let name = String(target.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "-" })
    return try OutputFolder(creating: path.hasSuffix("/") ? path + name : path + "/" + name, besides: inputs)
  }

  /// Writes `report.html`, a page about all of several targets; for several classes also `formula.tex` and `Formula.swift` with the
  /// scores of all, and `classes.json`.
  ///
  /// - Parameters:
  ///   - parts: What was found for each target.
  ///   - classes: How well they separate classes; `nil` if the targets are not the classes of one column.
  ///   - record: The contents of `classes.json`.
  ///   - tableName: The name of the file of the table.
  /// - Returns: The paths of the files.
  package func writeOverview(
    of parts: [Part], classes: Discovery.OfClasses? = nil, record: DiscoveryRecord.OfClasses? = nil,
    tableName: String
  ) throws(ReportError) -> [String] {
    let entries = parts.map { part in
      OverviewPage.Entry(
        target: part.discovery.formula?.outputName ?? part.discovery.network.outputs[0].name,
        folder: part.folder.path.split(separator: "/").last.map(String.init) ?? "", discovery: part.discovery)
    }
    var contents = FolderContents()
    contents.write(
      OverviewPage(entries: entries, classes: classes, tableName: tableName).text.utf8, to: "report.html")
    if let classes {
      let scores = Program(classes.formulas, name: "scores")
      contents.write(
        ("% Found by SwiftKAN \(packageVersion).\n" + LaTeXPrinter(digits: 6).document(scores)).utf8,
        to: "formula.tex")
      contents.write(SwiftPrinter().document(scores).utf8, to: "Formula.swift")
    }
    if let record {
      contents.write(try document(record).utf8, to: "classes.json")
    } else {
      contents.remove("classes.json")
    }
    return try commit(contents)
  }
}
