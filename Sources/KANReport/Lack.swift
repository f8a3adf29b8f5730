/// Something that a figure needs and the model or its table lacks.
package enum Lack: Hashable, Sendable {
  /// The history of the training.
  case history
  /// The alternatives that a search found.
  case alternatives
  /// The address of an edge.
  case edge
  /// A table.
  case table
  /// Something else, as part of a sentence.
  case other(String)
}

extension Lack: CustomStringConvertible {
  /// The reason, as part of a sentence.
  package var description: String {
    switch self {
    case .history: "the model file has no history of its training"
    case .alternatives: "the model file has no alternatives that a search found"
    case .edge: "no edge was named"
    case .table: "it needs a table"
    case .other(let reason): reason
    }
  }
}
