extension Collection<Formula> {
  /// Whether all of them are judged as log-odds of labels: on the last part of their data, which is the one that judges, by log-loss.
  package var areOfLabels: Bool { !isEmpty && allSatisfy { $0.fidelity.last?.labels != nil } }
}
