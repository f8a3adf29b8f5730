import KANFiles
import KANSearch

extension OutputFolder {
  /// The results of one of several targets.
  package struct Part: Sendable {
    let folder: OutputFolder
    let discovery: Discovery

    /// What was found for a target, and the folder that its results are in.
    package init(folder: OutputFolder, discovery: Discovery) {
      self.folder = folder
      self.discovery = discovery
    }
  }

  /// A folder for one of several targets inside this one, made where missing.
  ///
  /// - Parameter target: The name of the target; of the folder's name it gives letters, digits and underscores, which every
  ///   system and every browser takes.
  /// - Throws: `ReportError.unwritableFolder`.
  package func subfolder(for target: String) throws(ReportError) -> OutputFolder {
    let name = String(target.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "-" })
    return try OutputFolder(creating: path.hasSuffix("/") ? path + name : path + "/" + name)
  }

  /// Writes `report.html`, a page about all of several targets.
  ///
  /// - Returns: The path of the file.
  package func writeOverview(of parts: [Part], tableName: String) throws(ReportError) -> String {
    let entries = parts.map { part in
      OverviewPage.Entry(
        target: part.discovery.formula?.outputName ?? part.discovery.network.outputs[0].name,
        folder: part.folder.path.split(separator: "/").last.map(String.init) ?? "", discovery: part.discovery)
    }
    var contents = FolderContents()
    contents.write(OverviewPage(entries: entries, tableName: tableName).text.utf8, to: "report.html")
    try ReportError.translating { () throws(FileError) in try contents.commit(to: path) }
    return path.hasSuffix("/") ? path + "report.html" : path + "/report.html"
  }
}
