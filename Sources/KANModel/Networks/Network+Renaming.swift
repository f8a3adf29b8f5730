extension Network {
  /// The network with other names of its columns; scalings and everything else stay.
  ///
  /// - Parameters:
  ///   - inputNames: One name for each input, in order; `nil` to keep them.
  ///   - outputNames: One name for each output, in order; `nil` to keep them.
  /// - Throws: An error if there are too few or too many names, or if a name is empty or used twice.
  public func renaming(inputs inputNames: [String]? = nil, outputs outputNames: [String]? = nil) throws
    -> Network
  {
    var renamed = self
    renamed.inputs = try Self.renamed(inputs, inputNames, kind: "inputs")
    renamed.outputs = try Self.renamed(outputs, outputNames, kind: "outputs")
    try renamed.validated()
    return renamed
  }

  private static func renamed(
    _ features: [Network.Feature], _ names: [String]?, kind: String
  ) throws(ModelError) -> [Network.Feature] {
    guard let names else { return features }
    guard names.count == features.count else {
      throw .inconsistent(
        place: "the names of the \(kind)", reason: "there are \(names.count) for \(features.count)")
    }
    return zip(features, names).map { Network.Feature(name: $1, shift: $0.shift, scale: $0.scale) }
  }
}
