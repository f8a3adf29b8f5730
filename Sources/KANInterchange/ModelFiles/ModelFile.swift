import KANFormula
import KANModel

/// What a model file holds: a network, its formulas, where they came from, and what training needs to go on.
///
/// The file is a safetensors file that Python opens with the `safetensors` package; the format is described in
/// this room's README. Every number comes back bit for bit.
public struct ModelFile: Hashable, Sendable {
  /// The version of the format that is written and read.
  package static let version = ModelFormat.version

  /// The network.
  public var network: Network
  /// What the network says in closed form, one formula an output; empty while it holds splines.
  public var formulas: [Formula]
  /// Where the network came from: program, data, seed, … as the writer chooses.
  public var provenance: [String: String]
  /// The inputs and targets that have another name in the table than in the model.
  package var columns: [Column] = []
  /// Numbers beside the network, such as the state of an optimiser; any `Double`, NaN included.
  package var extraTensors: [String: [Double]]
  /// Texts beside the network, such as the state of a training run.
  package var extraMetadata: [String: String]

  /// The contents of a file to be written.
  public init(network: Network, formulas: [Formula] = [], provenance: [String: String] = [:]) {
    self.init(network: network, formulas: formulas, provenance: provenance, extraTensors: [:])
  }

  /// The contents with what else is to be kept.
  package init(
    network: Network, formulas: [Formula] = [], provenance: [String: String] = [:],
    extraTensors: [String: [Double]], extraMetadata: [String: String] = [:]
  ) {
    self.network = network
    self.formulas = formulas
    self.provenance = provenance
    self.extraTensors = extraTensors
    self.extraMetadata = extraMetadata
  }
}
