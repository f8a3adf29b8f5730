import Foundation
import KANData
import KANFormula
import KANInterchange
import KANModel
import KANTestSupport
import Testing

@testable import KANReport

/// The notebook is valid and runs.
@Suite struct NotebookTests {
  static let python = Python(importing: "nbclient, nbformat, ipykernel, numpy, sympy, matplotlib")

  /// Networks whose curves are the formula.
  private func report(_ formula: String, names: [String]) throws -> ModelReport {
    let law = try KANFormula.Expression(parsing: formula)
    let network = try Network(
      expressions: [law], inputs: names.map { Network.Feature(name: $0) },
      outputs: [Network.Feature(name: "y_out")],
      box: names.map { _ in 0...1 })
    let columns = names.indices.map { i in
      (0..<120).map { s in 0.2 + 0.8 * Double((s * (7 + 4 * i)) % 120) / 120 }
    }
    let data = try Dataset(
      inputNames: names, inputs: columns, targetNames: [network.outputs[0].name], targets: network(columns))
    let closed = Formula(
      outputName: "y_out", expression: law, variables: names.map { Formula.Variable(name: $0) })
    let file = ModelFile(network: network, formulas: [closed])
    return try ModelReport(file, on: data, modelName: "m.kan", tableName: "t.csv")
  }

  @Test func writesTheDataThatNumPyReads() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let report = try report("sin(x)*y", names: ["x", "y"])
    let files = try ModelReport.Notebook.write(report, to: folder.path("law.ipynb"))
    #expect(files == [folder.path("law.ipynb"), folder.path("law.npz")])
    let table = try Table(contentsOf: folder.path("law.npz"))
    #expect(table.names.contains("network_0"))
    #expect(table["x"] == report.data.inputs[0])
  }

  @Test func givesEveryColumnALegalName() {
    #expect(
      PythonNames.names(for: ["x", "lambda", "p T", "1st", "x", "ö", "sin"]) == [
        "x", "lambda_", "p_T", "_1st", "x_", "_", "sin_",
      ])
  }

  @Test func refusesNetworksWithoutAFormula() throws {
    let report = try SampleReports.classifier()
    #expect(throws: ReportError.noFormula) { try ModelReport.Notebook(report, dataName: "law.npz") }
  }

  @Test(
    .enabled(
      if: python != nil, "needs Python with nbclient, nbformat, ipykernel, numpy, sympy and matplotlib"),
    arguments: ["sin(x)*y", "2*sqrt(x*y)*arctan(lambda)/(1 + abs(x - y)) + artanh(x/2) - exp(-y^2)"])
  func runsEveryCell(_ formula: String) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    _ = try ModelReport.Notebook.write(
      try report(formula, names: ["x", "y", "lambda"]), to: folder.path("law.ipynb"))
    try folder.write(
      """
      import nbformat, nbclient
      book = nbformat.read("law.ipynb", as_version=4)
      assert (book.nbformat, book.nbformat_minor) == (4, 5)
      nbformat.validate(book)
      nbclient.NotebookClient(book, timeout=300, kernel_name="python3").execute()
      assert all(cell.outputs or "import" in cell.source or "def" in cell.source for cell in book.cells if cell.cell_type == "code")
      print("ran")
      """, to: "run.py")
    let run = try folder.run(#require(Self.python).path, ["run.py"])
    #expect(run.status == 0 && run.text.contains("ran"), "\(run.text.suffix(2500))")
  }
}
