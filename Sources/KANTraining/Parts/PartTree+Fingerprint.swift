import KANData

extension PartTree {
  /// The fingerprint of the rows of all parts; `own` are the parts of this rank.
  package func fingerprint(_ own: [Dataset]) -> DatasetFingerprint {
    let first = self.own.lowerBound
    return DatasetFingerprint(
      columnsOf: own[0], parts: concatenation { DatasetFingerprint.partChecksums(own[$0 - first]) })
  }
}
