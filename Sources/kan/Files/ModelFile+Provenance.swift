import SwiftKAN

/// What the tool notes in a model file about where it comes from.
extension ModelFile {
  /// The columns of the table that the network was trained to explain.
  var targetNames: [String] {
    provenance["targets"]?.split(separator: ",").map(String.init) ?? network.outputs.map(\.name)
  }

  /// A file of `network` with the same provenance; formulas of the old network do not hold for it.
  ///
  /// `note` tells of the rows where there was no table.
  func replacing(_ network: Network, formulas: [Formula] = [], note: String? = nil) -> ModelFile {
    var file = self
    if let note { file.provenance["rows"] = note }
    file.network = network
    file.formulas = formulas
    return file
  }
}
