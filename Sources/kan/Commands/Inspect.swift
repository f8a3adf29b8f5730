import ArgumentParser
import SwiftKAN

/// `kan inspect`: the contents of a model file.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows what is in a model file.",
    discussion: """
      Prints shape, scaling, grids and edges, the columns that have another name in the table, and where the model comes from.

      Examples:

        kan inspect m.kan
        kan inspect m.kan --json
      """)

  @Argument(help: "The model file.")
  var model: String

  @OptionGroup var speech: OutputOptions

  func run() throws {
    let file = try ModelFile(named: model)
    var lines = file.network.summary
    lines += file.formulas.map { "formula \($0.equation())" }
    lines += file.columns.map { column in
      "column: \(column.name)\(column.unit.map { " [\($0)]" } ?? "") is \"\(column.header)\" in the table"
    }
    lines += file.provenance.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    try speech.printResult(Record(file), text: lines.joined(separator: "\n"))
  }

  /// A model as `--json` prints it.
  private struct Record: Encodable {
    /// One edge.
    struct EdgeRecord: Encodable {
      let address: String
      let summary: String
    }

    let shape: String
    let parameters: Int
    let outside: OutsidePolicy
    let inputs: [Network.Feature]
    let outputs: [Network.Feature]
    let grids: [[KnotGrid]]
    let edges: [EdgeRecord]
    let formulas: [String]
    let columns: [ModelFile.Column]
    let provenance: [String: String]

    init(_ file: ModelFile) {
      let network = file.network
      shape = network.shape.description
      parameters = network.parameterCount
      outside = network.outside
      inputs = network.inputs
      outputs = network.outputs
      grids = network.layers.map(\.grids)
      edges = network.allEdgeAddresses.map {
        EdgeRecord(address: $0.description, summary: network[$0].summary)
      }
      formulas = file.formulas.map { $0.equation() }
      columns = file.columns
      provenance = file.provenance
    }
  }
}
