import SwiftKAN

/// The provenance that the tool records in a model file.
extension ModelFile {
  /// The target columns for which the network was trained.
  var targetNames: [String] {
    provenance["targets"]?.split(separator: ",").map(String.init) ?? network.outputs.map(\.name)
  }

  /// A file of `network` with the same provenance; formulas of the old network are not valid for it.
  ///
  /// `note` describes the rows if there was no table.
  func replacing(_ network: Network, formulas: [Formula] = [], note: String? = nil) -> ModelFile {
    var file = self
    if let note { file.provenance["rows"] = note }
    file.network = network
    file.formulas = formulas
    return file
  }
}
