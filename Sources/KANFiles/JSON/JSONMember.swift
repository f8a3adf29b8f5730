/// A name of a JSON object with its value.
package struct JSONMember: Hashable, Sendable {
  /// The name.
  package let key: String
  /// The line of the name, counted from 1.
  package let line: Int
  /// The value with its line.
  package let node: JSONNode

  /// A member.
  package init(_ key: String, line: Int = 1, _ node: JSONNode) {
    self.key = key
    self.line = line
    self.node = node
  }

  /// The value without its line.
  package var value: JSONValue { node.value }
}
