import ArgumentParser
import KANPlots
import SwiftKAN

/// `kan plot`: a picture of a model.
struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draws a model: its network, or one of the plots of a report.",
    discussion: """
      The file extension determines the format: .svg for screens, .pdf for papers and slides (letters are outlines, so \
      no font has to be embedded), .png at --resolution dots per inch, .tex for LaTeX (TikZ; plots with pgfplots and \
      their data as tables). No other program is needed for any of them.

      --width and --font-size set the printed size. A column of most journals is 86 mm wide; with 8-point type the \
      smallest letters, the subscripts, are 6 points high.

      In the network diagram every edge shows its curve, and the width of a line shows the edge's share of the output.

      Examples:

        kan plot m.kan table.csv -o network.svg
        kan plot m.kan table.csv --width 86mm --font-size 8 -o network.pdf
        kan plot m.kan table.csv --show residuals --units mtw=GeV -o residuals.pdf
        kan plot m.kan table.csv --show edge --edge 0,1,0 \\
          --resolution 600 -o edge.png
        kan plot m.kan --show loss -o loss.svg
      """)

  @Argument(help: "The model file.")
  var model: String

  @Argument(help: "The table, with the model's columns; some pictures need none.")
  var table: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The picture to write.", valueName: "file.svg|.pdf|.png|.tex"))
  var output: String

  @Option(help: "What to show: network, loss, prediction, residuals, edge, pareto, roc or classes.")
  var show: ModelFigures.Kind = .network

  @Option(help: ArgumentHelp("The edge to show: layer, input, sum, counted from 0.", valueName: "l,i,j"))
  var edge: Network.EdgeAddress?

  @Option(
    help: ArgumentHelp(
      "The output or class to show, by name, if there are several.", valueName: "column"))
  var target: String?

  @Option(help: ArgumentHelp("A column of event weights.", valueName: "column"))
  var weights: String?

  @Option(
    name: .customLong("units"),
    help: ArgumentHelp("Units of columns, such as pt=GeV,dphi=rad.", valueName: "column=unit,…"))
  var unit: UnitList?

  @Option(help: "The background: automatic (light or dark by the reader's setting, SVG only), light or dark.")
  var theme: Plot.Theme = .automatic

  @Option(
    help: ArgumentHelp(
      "The printed width, such as 86mm, 3.4in or 244pt.", valueName: "length"))
  var width: PrintedLength?

  @Option(
    help: ArgumentHelp(
      "The printed height; by default in proportion to the width. Diagrams take the height that they need.",
      valueName: "length"))
  var height: PrintedLength?

  @Option(help: ArgumentHelp("The font size in points.", valueName: "points"))
  var fontSize: Double?

  @Option(help: ArgumentHelp("Dots per inch of a .png. (default: 300)", valueName: "dpi"))
  var resolution: Double?

  @OptionGroup var reading: TableReading
  @OptionGroup var speech: OutputOptions

  func validate() throws {
    if let resolution, !(36...1200).contains(resolution) {
      throw ValidationError("--resolution is \(resolution.text(digits: 4)); give 36 to 1200 dots per inch.")
    }
    guard fontSize.map((4...36).contains) ?? true else {
      throw ValidationError("--font-size must be 4 to 36 points.")
    }
    guard edge == nil || show == .edge else {
      throw ValidationError(
        "--edge selects the edge that --show edge draws; add --show edge or leave out --edge.")
    }
  }

  func run() throws {
    let file = try ModelFile(named: model)
    _ = try FigureFormat(path: output)
    try OutputPath.check([output], besides: [model, table])
    let data = try table.map { try file.dataset(from: $0, weights: weights, reading: reading) }
    let figures = try ModelFigures(
      file, on: data, units: reading.format.labels.units.merging(unit?.units ?? [:]) { $1 })
    let figure = try figures.figure(show, output: try index(in: file), edge: edge)
    let sized = figure.sized(width: width?.points, height: height?.points, fontSize: fontSize)
    try sized.write(to: output, theme: theme, resolution: resolution ?? 300)
    let caption = (sized as? NetworkDiagram).map { "\ncaption: \($0.caption.plain)" } ?? ""
    try speech.printResult(["wrote": output], text: "wrote \(output)\(caption)")
  }

  private func index(in file: ModelFile) throws -> Int {
    guard let asked = target else { return 0 }
    let target = file.columns.first { $0.header == asked }?.name ?? asked
    // The outputs of a classifier are its classes.
    let names = file.network.outputs.map(\.name)
    guard let index = file.targetNames.firstIndex(of: target) ?? names.firstIndex(of: target) else {
      throw Failure("the model has no output '\(target)'; its outputs are \(names.joined(separator: ", "))")
    }
    return index
  }
}

extension ModelFigures.Kind: ExpressibleByArgument {}
extension Plot.Theme: ExpressibleByArgument {}
