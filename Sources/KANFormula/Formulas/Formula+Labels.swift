extension Collection<Formula> {
  /// Whether all of them are judged as log-odds of labels: by log-loss, on the last part of their data.
  package var areOfLabels: Bool { !isEmpty && allSatisfy { $0.fidelity.last?.labels != nil } }
}
