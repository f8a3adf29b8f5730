import ArgumentParser
import KANFiles
import SwiftKAN

/// `kan import`: a network trained by another tool.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Reads an ordinary network, ONNX files included, or one of efficient-kan or pykan.",
    discussion: """
      Reads stacks of linear layers with activations between them (a state_dict as .safetensors, .pt or .pth, batch \
      normalisation included; ONNX files if the tool was built with `swift build --traits default,ONNX`), the state_dict of \
      efficient-kan (.safetensors, .pt, .pth), and the pair NAME_config.yml, NAME_state of pykan 0.2, of which either file or the \
      bare NAME may be given. No code in a file is ever run. The outputs agree with those of the other tool, also outside the grids.

      If the table that a network was trained on is not available, --table writes a substitute: quasi-random points within the \
      ranges of the network's own grids, with its outputs there.

      The state_dict of an ordinary network records neither its activations (\(ModelFile.ImportOptions.Activation.names)) nor the ranges of its inputs. \
      --activations takes one name for all layers, or a list with one for each layer but the last; --ranges gives the box. An \
      ONNX file records its activations.

      Examples:

        kan import mlp.safetensors --activations tanh --names x,y \\
          --ranges x=0:1,y=-2:3 -o m.kan
        kan import mlp.onnx --names x,y --ranges x=0:1,y=-2:3 -o m.kan
        kan import model.pt -o m.kan
        kan import model.safetensors --base gelu --names mass,charge,energy -o m.kan
        kan import checkpoints/0.7_config.yml -o m.kan --table points.csv
        kan symbolify m.kan points.csv -o s.kan
      """)

  @Argument(help: "The file to import.")
  var file: String

  @Option(help: "The base function, which efficient-kan's files do not record; silu by default.")
  var base: Network.BaseFunction?

  @Option(
    help: ArgumentHelp(
      "The functions between the layers of an ordinary network: one for all, or a list.", valueName: "names"))
  var activations: NameList?

  @Option(
    help: ArgumentHelp(
      "Ranges of the inputs of an ordinary network; -1:1 for those that are not named.",
      valueName: "x=0:1,y=-2:2"))
  var ranges: RangeList?

  @Option(
    help: ArgumentHelp("The names of the inputs, or of inputs and outputs.", valueName: "a,b,c"))
  var names: NameList?

  @Option(name: .shortAndLong, help: ArgumentHelp("The model file to write.", valueName: "file.kan"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "A table to write, with the network's outputs on its grids.", valueName: "file.csv"))
  var table: String?

  @Option(help: ArgumentHelp("The number of rows of that table.", valueName: "count"))
  var points = 1024

  @OptionGroup var own: LibraryOption
  @OptionGroup var speech: OutputOptions

  func validate() throws {
    guard (1...1_000_000).contains(points) else {
      throw ValidationError("--points needs a number from 1 to 1000000, not \(points).")
    }
  }

  func run() throws {
    try OutputPath.check([output, table], besides: [file, own.library])
    let symbols = own.library == nil ? SymbolCatalog(symbols: []) : try own.catalog()
    let model = try imported(
      ModelFile.ImportOptions(
        base: base,
        activations: try activations.map {
          try $0.names.map(ModelFile.ImportOptions.Activation.init(named:))
        },
        ranges: ranges?.ranges ?? [:], names: names?.names, symbols: symbols))
    let network = model.network
    let record = Record(model, rows: table == nil ? nil : points)
    // Table and model belong together.
    var transaction = FileTransaction()
    if let table {
      let columns = network.sampledInputs(count: points)
      let features = network.inputs + network.outputs
      transaction.write(
        try Table(names: features.map(\.name), columns: columns + network(columns)).csv(), to: table)
    }
    transaction.write(try model.bytes(), to: output)
    do { try transaction.commit() } catch { throw Failure("the results cannot be written: \(error.reason)") }
    try speech.printResult(record, text: record.text(table: table))
  }

  /// Reads the file; messages about its contents name it.
  private func imported(_ options: ModelFile.ImportOptions) throws -> ModelFile {
    do {
      return try ModelFile(importing: file, options: options)
    } catch {
      let message = "\(error)"
      throw Failure(message.contains(file) ? message : "\(file): \(message)")
    }
  }

  /// The imported network, as `--json` prints it.
  private struct Record: Encodable {
    /// The range of an input's grid.
    struct Range: Encodable {
      let name: String
      let lower: Double
      let upper: Double
    }

    let tool: String
    let shape: String
    let parameters: Int
    let splines: Int
    let closedForms: Int
    let trainedOn: [Range]
    let rows: Int?

    init(_ file: ModelFile, rows: Int?) {
      let network = file.network
      tool = file.provenance["imported"] ?? ""
      shape = network.shape.description
      parameters = network.parameterCount
      let edges = network.edgeAddresses.map { network[$0] }
      splines = edges.count(where: \.isSpline)
      closedForms = edges.count(where: \.isSymbolic)
      trainedOn = zip(network.inputs, network.trainingBox).map {
        Range(name: $0.name, lower: $1.lowerBound, upper: $1.upperBound)
      }
      self.rows = rows
    }

    func text(table: String?) -> String {
      var lines = [
        "\(tool) network of shape \(shape): \(splines) splines, \(closedForms) closed forms, \(parameters) parameters"
      ]
      lines += trainedOn.map {
        "the grid of \($0.name) extends from \($0.lower.text(digits: 4)) to \($0.upper.text(digits: 4))"
      }
      if let table, let rows {
        lines.append(
          "\(table): the network's outputs at \(rows) quasi-random points of these grids, not data")
      }
      return lines.joined(separator: "\n")
    }
  }
}

extension ModelFile.ImportOptions.Activation {
  /// All names on one line.
  fileprivate static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  fileprivate init(named name: String) throws {
    guard let activation = ModelFile.ImportOptions.Activation(rawValue: name.lowercased()) else {
      throw Failure("there is no activation '\(name)'; the activations are \(Self.names)")
    }
    self = activation
  }
}
