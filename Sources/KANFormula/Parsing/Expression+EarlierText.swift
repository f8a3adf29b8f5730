extension Expression {
  /// The same with `E` read as Euler's number unless that is one of the names: version 0.2.0 and earlier wrote it so.
  package func readingEulersNumber(besides names: some Sequence<String>) -> Expression {
    if names.contains("E") { return self }
    return mappingLeaves { leaf in leaf == .variable("E") ? .constant(.e) : leaf }
  }
}
