extension Array {
  /// At most `limit` of the elements, evenly spaced, the first among them.
  package func evenlySpaced(atMost limit: Int) -> [Element] {
    guard count > limit else { return self }
    return (0..<Swift.max(0, limit)).map { self[$0 * count / limit] }
  }
}
