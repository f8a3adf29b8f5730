/// An error in a network that data, files or users describe.
package enum ModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A shape such as `4,5,1` was not understood.
  case malformedShape(String, reason: String)
  /// A shape does not fit the table.
  case shapeMismatch(shape: String, inputs: Int, outputs: Int)
  /// An edge address such as `0,1,0` was not understood.
  case malformedAddress(String)
  /// The network has no edge at this address.
  case noSuchEdge(Network.EdgeAddress, shape: String)
  /// A formula was requested while an edge is still a spline.
  case splineEdge(Network.EdgeAddress)
  /// A spline was requested in place of an edge that is not a closed form, or that has no value somewhere on its grid.
  case noClosedForm(Network.EdgeAddress)
  /// A number of the network is NaN or infinite.
  case notFinite(place: String)
  /// Parts of the network contradict each other.
  case inconsistent(place: String, reason: String)
  /// A formula that cannot be compiled to a network.
  case notCompiled(part: String, reason: String)

  /// One sentence that says what is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .malformedShape(let text, let reason): "The shape '\(text)' cannot be read: \(reason)."
    case .shapeMismatch(let shape, let inputs, let outputs):
      "The shape '\(shape)' does not fit a table with \(inputs) input\(inputs == 1 ? "" : "s") and \(outputs) output\(outputs == 1 ? "" : "s"): "
        + "its first number must be \(inputs) and its last layer must have \(outputs) node\(outputs == 1 ? "" : "s")."
    case .malformedAddress(let text):
      "The edge '\(text)' cannot be read: write layer,input,sum counted from 0, such as 0,1,0."
    case .noSuchEdge(let address, let shape):
      "The network of shape \(shape) has no edge \(address): addresses are layer,input,sum counted from 0."
    case .splineEdge(let address):
      "Edge \(address) is still a spline, so there is no closed form yet: replace it by a function or symbolify the network first."
    case .noClosedForm(let address):
      "Edge \(address) is not a function with a value everywhere on its grid, so it cannot be turned back into a spline."
    case .notFinite(let place):
      "The network contains a number that is not finite at \(place): train it again or repair the file."
    case .inconsistent(let place, let reason): "The network is not consistent at \(place): \(reason)."
    case .notCompiled(let part, let reason):
      "The formula cannot be turned into a network because of \(part): \(reason)."
    }
  }
}
