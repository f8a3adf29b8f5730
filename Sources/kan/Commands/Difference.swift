import ArgumentParser
import SwiftKAN

/// `kan difference`: what a network has learned beyond a theory.
struct Difference: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows what a network has learned beyond a theory.",
    discussion: """
      Measures network minus theory at points throughout the ranges of the network's grids. If all edges are closed forms, the difference is \
      printed as a formula; `kan symbolify` turns edges into closed forms.

      Examples:

        kan difference c.kan
        kan difference s.kan --from '2*sqrt(a*b)'
      """)

  @Argument(help: "The model file.")
  var model: String

  @Option(
    help: ArgumentHelp(
      "The theory; by default the one given to `kan theory`.", valueName: "formula"))
  var from: String?

  @OptionGroup var speech: OutputOptions

  func run() throws {
    let file = try ModelFile(named: model)
    guard file.network.outputs.count == 1 else {
      throw Failure("\(model) has \(file.network.outputs.count) outputs, and a theory describes one")
    }
    guard let text = from ?? file.provenance["theory"] else {
      throw Failure("\(model) was not started from a theory; give one with --from")
    }
    let theory = try Expression(parsing: text).readingEulersNumber(besides: file.network.inputs.map(\.name))
    let departure = try file.network.departure(from: [theory])[0]
    let beyond =
      file.network.isSymbolic
      ? TextPrinter(digits: 8).print(try file.network.difference(from: [theory])[0]) : nil
    try speech.printResult(
      Record(theory: text, difference: beyond, departure: departure),
      text: lines(theory: text, difference: beyond, departure).joined(separator: "\n"))
  }

  private func lines(theory: String, difference: String?, _ departure: TheoryDeparture) -> [String] {
    let name = departure.output
    return [
      "theory      \(name) = \(theory)",
      "difference  " + (difference ?? "described by splines; `kan symbolify` finds its closed form"),
      "size        rms \(departure.rms.text(digits: 3)), largest \(departure.largest.text(digits: 3)), compared with rms \(departure.theoryRMS.text(digits: 3)) of the theory (\(departure.points) points of the network's grids)",
    ]
  }

  /// The difference as `--json` prints it.
  private struct Record: Encodable {
    let theory: String
    let difference: String?
    let departure: TheoryDeparture
  }
}
