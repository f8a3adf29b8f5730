/// A JSON value and the line of the document on which it begins, counted from 1.
package struct JSONNode: Hashable, Sendable {
  /// The value.
  package let value: JSONValue
  /// Its line.
  package let line: Int

  /// A value on a line.
  package init(_ value: JSONValue, line: Int = 1) {
    self.value = value
    self.line = line
  }
}
