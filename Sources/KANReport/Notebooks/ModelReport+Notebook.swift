import KANFiles
import KANFormula
import KANInterchange

extension ModelReport {
  /// A result as a Jupyter notebook with its data beside it: the formula, NumPy and SymPy versions of it, checks against
  /// the network's predictions, and plots.
  public struct Notebook: Sendable {
    /// The notebook as JSON.
    public let text: String
    /// The data as an NPZ archive: every column of the table, the outputs of the network as `network_0`, `network_1`, …,
    /// and the weights of the rows, if there are any, as `weights`.
    public let data: [UInt8]

    /// The notebook of a report.
    ///
    /// - Parameters:
    ///   - report: The result; the model must have a formula.
    ///   - dataName: The name of the file that `data` will be written to, beside the notebook.
    /// - Throws: An error if the network has splines.
    public init(_ report: ModelReport, dataName: String) throws {
      let formulas = report.formulas
      guard !formulas.isEmpty else { throw ReportError.noFormula }
      let outputNames = report.file.network.outputs.indices.map { "network_\($0)" }
      let inputs = PythonNames.names(
        for: report.data.inputNames + report.data.targetNames, besides: outputNames)
      let writer = NotebookWriter(report: report, formulas: formulas, dataName: dataName, names: inputs)
      let document = writer.document
      do {
        text = try JSONText.document(document) + "\n"
      } catch { throw ReportError.unwritableFile(path: dataName, reason: "\(error)") }
      let columns = zip(inputs, report.data.inputs + report.data.targets).map { (name: $0, values: $1) }
      let outputs = report.file.network(report.data.inputs)
      let predictions = zip(outputNames, outputs).map { (name: $0, values: $1) }
      let weights = report.data.weights.map { [(name: "weights", values: $0)] } ?? []
      data = NPZWriter.bytes(columns + predictions + weights)
    }

    /// Writes the notebook of a report, and its data as an NPZ archive beside it: both or neither.
    ///
    /// - Parameters:
    ///   - report: The result; the model must have a formula.
    ///   - path: The path of the notebook; that of the data ends with `.npz` in place of `.ipynb`.
    /// - Returns: The paths of both files.
    /// - Throws: An error if the network has splines, or if one of the files cannot be written.
    public static func write(_ report: ModelReport, to path: String) throws -> [String] {
      let stem = path.hasSuffix(".ipynb") ? String(path.dropLast(6)) : path
      let name = stem.split(separator: "/").last.map(String.init) ?? "law"
      let export = try ModelReport.Notebook(report, dataName: name + ".npz")
      var transaction = FileTransaction()
      transaction.write(Array(export.text.utf8), to: path)
      transaction.write(export.data, to: stem + ".npz")
      try ReportError.translating { () throws(FileError) in try transaction.commit() }
      return [path, stem + ".npz"]
    }
  }
}
