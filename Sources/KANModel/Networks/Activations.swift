/// The values at all nodes of a network for a table of samples, in the network's own (scaled) units.
package struct Activations: Hashable, Sendable {
  /// The inputs of every layer, `layerInputs[l][i][s]`; those of layer 0 are the scaled columns.
  package let layerInputs: [[[Double]]]
  /// The sums of every layer, `sums[l][j][s]`, factors of products included.
  package let sums: [[[Double]]]
  /// The scaled outputs of the last layer, `outputs[j][s]`, before conversion to the user's units.
  package let outputs: [[Double]]
}
