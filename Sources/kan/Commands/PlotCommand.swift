import ArgumentParser
import KANPlots
import SwiftKAN

/// `kan plot`: a picture of a model.
struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draws a model: its network, or one of the plots of a report.",
    discussion: """
      The format follows from the name of the file: .svg and .pdf for screens, .tex for papers (TikZ, plots with \
      pgfplots and their data as tables). The network shows every edge's curve, lines as strong as what comes through \
      them on the table.

      Examples:

        kan plot m.kan table.csv -o network.svg
        kan plot m.kan table.csv -o network.tex
        kan plot m.kan table.csv --show residuals --units mtw=GeV -o residuals.pdf
        kan plot m.kan table.csv --show edge --edge 0,1,0 -o edge.svg
        kan plot m.kan --show loss -o loss.svg
      """)

  @Argument(help: "The model file.")
  var model: String

  @Argument(help: "The table, with the model's columns; some pictures need none.")
  var table: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The picture to write.", valueName: "file.svg|.pdf|.tex"))
  var output: String

  @Option(help: "What to show: network, loss, prediction, residuals, edge, pareto, roc or classes.")
  var show: ModelFigures.Kind = .network

  @Option(help: ArgumentHelp("The edge to show: layer, input, sum, counted from 0.", valueName: "l,i,j"))
  var edge: EdgeAddress?

  @Option(help: ArgumentHelp("The output to show, by name, where there are several.", valueName: "column"))
  var target: String?

  @Option(help: ArgumentHelp("A column of event weights.", valueName: "column"))
  var weights: String?

  @Option(
    name: .customLong("units"),
    help: ArgumentHelp("Units of columns, such as pt=GeV,dphi=rad.", valueName: "column=unit,…"))
  var unit: UnitList?

  @Option(help: "The paper: automatic (light or dark by the reader's setting), light or dark.")
  var theme: FigureTheme = .automatic

  @OptionGroup var speech: OutputOptions

  func run() throws {
    let file = try ModelFile(named: model)
    _ = try FigureFormat(path: output)
    try OutputPath.check([output], besides: [model, table])
    let data = try table.map { try file.dataset(from: $0, weights: weights) }
    let figures = try ModelFigures(file, on: data, units: unit?.units ?? [:])
    let figure = try figures.figure(show, output: try index(in: file), edge: edge)
    try figure.write(to: output, theme: theme)
    try speech.printResult(["wrote": output], text: "wrote \(output)")
  }

  private func index(in file: ModelFile) throws -> Int {
    guard let target else { return 0 }
    guard let index = file.targetNames.firstIndex(of: target) else {
      throw Failure("the model has no target '\(target)'; it has \(file.targetNames.joined(separator: ", "))")
    }
    return index
  }
}

extension ModelFigures.Kind: ExpressibleByArgument {}
extension FigureTheme: ExpressibleByArgument {}
