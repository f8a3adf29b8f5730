import KANFiles
import KANSearch

/// The settings of a search, for comparison with those of another.
package struct SearchSettings: Sendable, Codable {
  /// The settings as `account.json` has them.
  private let text: String

  /// Settings that do not affect the result.
  private static let free: Set<String> = ["threads", "timeLimit"]

  /// The settings of a search.
  package init(_ options: Discovery.Options) throws {
    text = try JSONText.line(DiscoveryRecord.Settings(options))
  }

  /// The names of the differing settings that affect results, in alphabetical order.
  package func differences(from other: SearchSettings) throws -> [String] {
    let (one, two) = (try members(), try other.members())
    return Set(one.keys).union(two.keys).subtracting(Self.free).filter { one[$0] != two[$0] }.sorted()
  }

  /// The same names, each with its value here if that is one word or number.
  package func changes(from other: SearchSettings) throws -> [(name: String, value: String?)] {
    let own = try members()
    return try differences(from: other).map { name in
      let text: String? =
        switch own[name] {
        case .string(let text): text
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        default: nil
        }
      return (name, text)
    }
  }

  private func members() throws -> [String: JSONValue] {
    guard case .object(let members) = try JSONReader.document(Array(text.utf8)[...]).value else { return [:] }
    return Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}
