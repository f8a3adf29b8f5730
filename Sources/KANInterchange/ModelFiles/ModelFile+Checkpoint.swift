import KANTraining

extension ModelFile {
  /// A model file of the best network so far, from which its training run can resume.
  ///
  /// - Throws: `TrainingError` if the state cannot be written.
  package init(_ checkpoint: TrainingCheckpoint, provenance: [String: String] = [:]) throws(TrainingError) {
    self.init(network: checkpoint.state.bestNetwork, provenance: provenance)
    extraMetadata[TrainingCheckpoint.key] = try checkpoint.text()
  }

  /// The checkpoint of a training run in the file; `nil` for a finished model.
  ///
  /// - Throws: `TrainingError.checkpointDamaged` if it is invalid.
  package func checkpoint() throws(TrainingError) -> TrainingCheckpoint? {
    guard let text = extraMetadata[TrainingCheckpoint.key] else { return nil }
    return try TrainingCheckpoint(text: text)
  }
}
