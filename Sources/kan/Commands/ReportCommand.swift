import ArgumentParser
import SwiftKAN

/// `kan report`: a page about a model.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Writes a page about a model: formula, constants, fidelity, pictures, history.",
    discussion: """
      The files written are report.html, a single file that any browser shows offline; network.svg; and, for models with a \
      formula, formula.tex and references.bib for a paper (\\input{formula.tex} in article or revtex4-2 with amsmath, booktabs, \
      siunitx, tikz and graphicx).

      Examples:

        kan report s.kan table.csv -o report/
        kan report s.kan table.csv --units mtw=GeV,met=GeV -o report/
      """)

  @OptionGroup var options: ReportOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder to write; created if it does not exist.", valueName: "folder"))
  var output: String

  @OptionGroup var speech: OutputOptions

  func run() throws {
    let inputs = [options.data.model, options.data.table].compactMap(\.self)
    let files = try OutputFolder(creating: output, besides: inputs).write(try options.report())
    try speech.printResult(["wrote": files], text: "wrote " + files.joined(separator: ", "))
  }
}
