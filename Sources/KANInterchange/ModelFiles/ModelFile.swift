import KANFormula
import KANModel

/// The contents of a model file: a network, its formulas, their provenance, and the state that training needs to resume.
///
/// The file is a safetensors file that Python opens with the `safetensors` package; the README of KANInterchange
/// describes the format. Every number is restored bit for bit.
public struct ModelFile: Hashable, Sendable {
  /// The version of the format that is written and read.
  package static let version = ModelFormat.version

  /// The network.
  public var network: Network
  /// The closed forms of the network, one formula per output; empty while it has splines.
  public var formulas: [Formula]
  /// Where the network came from: program, data, seed, … as the writer chooses.
  public var provenance: [String: String]
  /// The inputs and targets that have another name in the table than in the model.
  package var columns: [Column] = []
  /// Numbers in addition to the network, such as the state of an optimiser; any `Double`, including NaN.
  package var extraTensors: [String: [Double]]
  /// Texts in addition to the network, such as the state of a training run.
  package var extraMetadata: [String: String]

  /// The contents of a file to be written.
  ///
  /// - Parameters:
  ///   - network: The network; it is checked when the file is written.
  ///   - formulas: The closed forms of the network, one per output; empty while it has splines.
  ///   - provenance: Where the network came from, as the writer chooses: names and texts.
  public init(network: Network, formulas: [Formula] = [], provenance: [String: String] = [:]) {
    self.init(network: network, formulas: formulas, provenance: provenance, extraTensors: [:])
  }

  /// The contents with extra tensors and metadata.
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
