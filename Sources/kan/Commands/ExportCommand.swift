import ArgumentParser
import SwiftKAN

/// `kan export`: a network as files of another tool.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes a network for efficient-kan, pykan, PyTorch, ONNX or any program.",
    discussion: """
      efficient-kan: a state_dict, as safetensors if the name ends in .safetensors, otherwise for torch.load. pykan: the files \
      NAME_config.yml, NAME_state and NAME_cache_data that KAN.loadckpt(NAME) reads. pytorch: the source of a module of splines \
      and closed forms that can be trained further (`kan formula --format pytorch` writes a formula). onnx: the formula of the \
      file, or its network if it has none, in single precision; this needs a tool built with `swift build --traits default,ONNX`. \
      json: a plain description of everything.

      Anything that the other tool cannot represent is refused, with its position in the network. Splines of efficient-kan and pykan fade to zero outside their \
      grids, where SwiftKAN continues them as straight lines: a network whose inner nodes leave their grids is refused unless the \
      difference is within --tolerance; `kan formula --format python` is exact.

      Examples:

        kan export m.kan --to efficient-kan -o model.pt
        kan export m.kan --to pykan -o checkpoint
        kan export m.kan --to pytorch -o network.py
        kan export s.kan --to onnx -o law.onnx
        kan export s.kan --to json -o s.json
      """)

  @Argument(help: "The model file.")
  var model: String

  @Option(
    name: .customLong("to"), help: ArgumentHelp("The tool or format to export to.", valueName: "format"))
  var format: ModelFile.ExportFormat

  @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "The largest accepted difference between the outputs inside the training box, as a fraction of the largest output.",
      valueName: "share"))
  var tolerance = 1e-6

  @OptionGroup var speech: OutputOptions

  func run() throws {
    let file = try ModelFile(named: model)
    try OutputPath.check(format.paths(output), besides: [model])
    let notes = try file.export(to: format, path: output, tolerance: tolerance)
    try speech.printResult(Record(to: format.rawValue, path: output, notes: notes), text: text(notes))
  }

  private func text(_ notes: [String]) -> String {
    (["\(output): \(file(of: format))"] + notes).joined(separator: "\n")
  }

  private func file(of format: ModelFile.ExportFormat) -> String {
    switch format {
    case .efficientKAN: "the state_dict of efficient-kan"
    case .pykan: "the checkpoint of pykan"
    case .pytorch: "the source of a PyTorch module"
    case .onnx: "an ONNX file"
    case .json: "a plain description"
    }
  }

  /// The files written, as `--json` prints them.
  private struct Record: Encodable {
    let to: String
    let path: String
    let notes: [String]
  }
}

extension ModelFile.ExportFormat: ExpressibleByArgument {}
