import KANTraining

extension ModelFile {
  /// A model file of the best network so far, from which its run of training can go on.
  ///
  /// - Throws: `TrainingError` where the state cannot be written.
  package init(_ checkpoint: TrainingCheckpoint, provenance: [String: String] = [:]) throws(TrainingError) {
    self.init(network: checkpoint.state.bestNetwork, provenance: provenance)
    extraMetadata[TrainingCheckpoint.key] = try checkpoint.text()
  }

  /// The run of training that the file is a checkpoint of; `nil` for a finished model.
  ///
  /// - Throws: `TrainingError.checkpointDamaged`.
  package func checkpoint() throws(TrainingError) -> TrainingCheckpoint? {
    guard let text = extraMetadata[TrainingCheckpoint.key] else { return nil }
    return try TrainingCheckpoint(text: text)
  }
}
