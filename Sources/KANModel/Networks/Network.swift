/// A Kolmogorov-Arnold network: a value that contains all that its prediction needs, including the scaling.
///
/// Source: Liu et al., KAN (arXiv 2404.19756); product nodes: KAN 2.0 (arXiv 2408.10205).
public struct Network: Hashable, Sendable, Codable {
  /// The inputs in the user's terms.
  public package(set) var inputs: [Network.Feature]
  /// The outputs in the user's terms.
  public package(set) var outputs: [Network.Feature]
  /// The layers; the outputs of each are the inputs of the next.
  package var layers: [Layer]
  /// How edges continue outside their grids.
  package var outside: OutsidePolicy

  /// A network from its parts; `precondition`s that neighbouring layers fit.
  package init(
    inputs: [Network.Feature], outputs: [Network.Feature], layers: [Layer], outside: OutsidePolicy = .linear
  ) {
    precondition(!layers.isEmpty, "a network needs at least one layer")
    precondition(
      layers.first?.inputCount == inputs.count, "the first layer must take all \(inputs.count) inputs")
    precondition(
      layers.last?.outputCount == outputs.count, "the last layer must give all \(outputs.count) outputs")
    precondition(
      zip(layers, layers.dropFirst()).allSatisfy { $0.outputCount == $1.inputCount },
      "every layer must take as many inputs as the one before gives outputs")
    self.inputs = inputs
    self.outputs = outputs
    self.layers = layers
    self.outside = outside
  }

  private enum CodingKeys: String, CodingKey { case inputs, outputs, layers, outside }

  /// Reads what `encode(to:)` writes.
  ///
  /// - Throws: `DecodingError` if a part is missing, contradicts another, or is not finite; the description says which.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    inputs = try container.decode([Network.Feature].self, forKey: .inputs)
    outputs = try container.decode([Network.Feature].self, forKey: .outputs)
    layers = try container.decode([Layer].self, forKey: .layers)
    outside = try container.decode(OutsidePolicy.self, forKey: .outside)
    do {
      try validated()
    } catch {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: "\(error)", underlyingError: error))
    }
  }
}
