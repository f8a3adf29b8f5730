extension Dataset {
  /// Whether every target is 0 or 1, as binary cross-entropy requires.
  public var labelsAreBinary: Bool {
    targets.allSatisfy { $0.allSatisfy { $0 == 0 || $0 == 1 } }
  }

  /// The number of classes, the largest index plus one, if the only target contains class indices 0, 1, …; else `nil`.
  package var classCount: Int? {
    guard targets.count == 1, targets[0].allSatisfy(Self.isClassIndex) else { return nil }
    return targets[0].max().map { Int($0) + 1 }
  }

  /// Throws if a target is neither 0 nor 1, naming the first one.
  package func requireBinaryLabels() throws(DataError) {
    try requireLabels("0 or 1") { $0 == 0 || $0 == 1 }
  }

  /// The number of classes; throws for targets other than class indices 0, 1, …, naming the first, and for fewer than two classes.
  package func requireClassLabels() throws(DataError) -> Int {
    try requireLabels("a class index 0, 1, …", Self.isClassIndex)
    guard let classes = classCount, classes >= 2 else {
      throw .constantTarget(name: targetNames[0], value: targets[0][0])
    }
    return classes
  }

  private func requireLabels(_ expected: String, _ isAllowed: (Double) -> Bool) throws(DataError) {
    for (name, column) in zip(targetNames, targets) {
      if let s = column.firstIndex(where: { !isAllowed($0) }) {
        throw .invalidLabel(value: column[s], row: s + 1, column: name, expected: expected)
      }
    }
  }

  /// With more classes than this, a measured quantity was mistaken for a label.
  private static let classLimit = 10_000.0

  private static func isClassIndex(_ value: Double) -> Bool {
    value >= 0 && value < classLimit && value == value.rounded()
  }
}
