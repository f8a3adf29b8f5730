import Foundation
import SwiftKAN
import Testing

/// The example of the README: it compiles, it runs, and the README shows this very text.
@Suite struct ReadmeExampleTests {
  static func example(path: String) throws -> Formula? {
    // README
    let data = try Dataset(contentsOf: path, target: "y")
    let start = try Network(for: data, shape: Network.Shape(parsing: "2,1+1,1"))
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
    // Spread evenly, in an order of their own for each column (Roberts' sequence).
    let rows = (0..<300).map { row in
      let (a, b) = (Self.part(row, 0.7549), Self.part(row, 0.5698))
      return "\(a),\(b),\(a * b + a * a)\n"
    }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv").path
    try Data(("a,b,y\n" + rows.joined()).utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(try Self.example(path: path)?.expression.freeConstants.isEmpty == true)
  }

  /// A number from −1 to 1.
  private static func part(_ row: Int, _ step: Double) -> Double {
    2 * (Double(row) * step).truncatingRemainder(dividingBy: 1) - 1
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
