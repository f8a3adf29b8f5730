import ArgumentParser
import SwiftKAN

/// `kan notebook`: a result as a Jupyter notebook.
struct NotebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notebook",
    abstract: "Writes a Jupyter notebook with the formula of a model, checks and plots.",
    discussion: """
      The notebook contains the formula in NumPy and SymPy, compares it with the outputs of the network, and plots both \
      with Matplotlib. Its data, the table and the outputs of the network, are written next to it as an NPZ file.

      Examples:

        kan notebook s.kan table.csv -o law.ipynb
      """)

  @OptionGroup var options: ReportOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("The notebook to write.", valueName: "file.ipynb"))
  var output: String

  @OptionGroup var speech: OutputOptions

  func validate() throws {
    guard output.hasSuffix(".ipynb") else {
      throw ValidationError("The name of a notebook must end in .ipynb; '\(output)' does not.")
    }
  }

  func run() throws {
    try OutputPath.check(
      [output, output.dropLast(6) + ".npz"], besides: [options.data.model, options.data.table])
    let files = try ModelReport.Notebook.write(try options.report(), to: output)
    try speech.printResult(["wrote": files], text: "wrote " + files.joined(separator: ", "))
  }
}
