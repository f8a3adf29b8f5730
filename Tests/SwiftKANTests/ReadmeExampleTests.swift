import Foundation
import KANNumerics
import SwiftKAN
import Testing

/// The example of the README: it compiles, it runs, and the README shows this very text.
@Suite struct ReadmeExampleTests {
  static func example(path: String) throws -> Formula? {
    // README
    let data = try Dataset(contentsOf: path, target: "y")
    let start = try Network(for: data, shape: NetworkShape(parsing: "2,1+1,1"))
    let trained = try start.trained(on: data).network
    let pruned = try trained.pruned(on: data).network
    let closed = try pruned.symbolified(on: data).network
    print(try closed.formulas(refinedOn: data)[0].text)

    let discovery = try discover(data)
    if let formula = discovery.formula {
      print(formula.text, formula.latex(), formula.fidelity)
    }
    // README
    return discovery.formula
  }

  @Test func runs() throws {
    var random = SeededRandom(seed: 21)
    let rows = (0..<300).map { _ in
      let (a, b) = (random.uniform(in: -1...1), random.uniform(in: -1...1))
      return "\(a),\(b),\(a * b + a * a)\n"
    }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv").path
    try Data(("a,b,y\n" + rows.joined()).utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(try Self.example(path: path)?.expression.freeConstants.isEmpty == true)
  }

  @Test func isWhatTheReadmeShows() throws {
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    let shown = source.components(separatedBy: "// README\n")[1].split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .map { $0.hasPrefix("    ") ? $0.dropFirst(4) : $0 }.joined(separator: "\n")
    .trimmingCharacters(in: .whitespacesAndNewlines)
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    #expect(readme.contains("```swift\n\(shown)\n```"))
  }
}
