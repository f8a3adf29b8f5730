import KANData

extension PartTree {
  /// What tells the rows of all parts from others; `own` are the parts of this rank.
  package func fingerprint(_ own: [Dataset]) -> DatasetFingerprint {
    let first = self.own.lowerBound
    return DatasetFingerprint(
      columnsOf: own[0], parts: concatenation { DatasetFingerprint.partChecksums(own[$0 - first]) })
  }
}
