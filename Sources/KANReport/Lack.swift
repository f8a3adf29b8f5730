import KANModel

/// Something that a figure needs and the model or its table lacks.
package enum Lack: Hashable, Sendable {
  /// The history of the training.
  case history
  /// The alternatives that a search found.
  case alternatives
  /// The address of an edge.
  case edge
  /// The edge with this address, in a network of this shape.
  case noSuchEdge(Network.EdgeAddress, shape: String)
  /// A table.
  case table
  /// Something else, as part of a sentence.
  case other(String)
}

extension Lack: CustomStringConvertible {
  /// The reason, as part of a sentence.
  package var description: String {
    switch self {
    case .history: "the model file has no record of a training"
    case .alternatives: "the model file has no table of laws from a search"
    case .edge: "it shows one edge, and none was named"
    case .noSuchEdge(let address, let shape): "the network of shape \(shape) has no edge \(address)"
    case .table: "it needs a table"
    case .other(let reason): reason
    }
  }
}
