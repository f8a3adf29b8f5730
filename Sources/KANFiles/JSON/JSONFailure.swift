/// Where and why a text is not valid JSON.
package struct JSONFailure: Error, Hashable, Sendable {
  /// The line, counted from 1.
  package let line: Int
  /// The byte offset, counted from 0.
  package let position: Int
  /// What is wrong, as part of a sentence.
  package let reason: String
}
