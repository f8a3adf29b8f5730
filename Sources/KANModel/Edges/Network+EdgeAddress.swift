extension Network {
  /// The address of an edge: layer l, input i, sum j; written `l,i,j`.
  public struct EdgeAddress: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The layer, counted from 0 at the inputs.
    public let layer: Int
    /// The input of that layer.
    public let input: Int
    /// The sum of that layer (factors of product nodes follow the plain sums).
    public let sum: Int

    /// The address of an edge, all parts counted from 0; whether a network has this edge is not checked here.
    ///
    /// - Parameters:
    ///   - layer: The layer, 0 for the one at the inputs.
    ///   - input: The input of that layer.
    ///   - sum: The sum of that layer to which the edge contributes; factors of product nodes follow the plain sums.
    public init(layer: Int, input: Int, sum: Int) {
      self.layer = layer
      self.input = input
      self.sum = sum
    }

    /// The form that users type: `l,i,j`.
    public var description: String { "\(layer),\(input),\(sum)" }
  }
}
