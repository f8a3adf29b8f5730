import Foundation

/// The error reached on each task, compared with the published one.
struct AccuracyReport: Codable {
  /// The best network on one grid, chosen by the validation rows, measured on the test rows.
  struct Grid: Codable {
    let shape: String
    let intervals: Int
    let order: Int
    let seed: Int
    let parameters: Int
    let validationRMSE: Double
    let testRMSE: Double
  }

  struct Line: Codable {
    let goal: AccuracyTask.Goal
    let grids: [Grid]
    let seconds: Double

    /// The coarsest grid that reaches the goal.
    var first: Grid? { grids.first { $0.testRMSE <= goal.rmse } }
    /// What the validation rows would choose.
    var best: Grid? { grids.min { $0.validationRMSE < $1.validationRMSE } }
  }

  var lines: [Line] = []

  mutating func add(_ line: Line) {
    lines.append(line)
    FileHandle.standardError.write(Data((row(line) + "\n").utf8))
  }

  private func row(_ line: Line) -> String {
    func cell(_ grid: Grid?) -> String {
      grid.map {
        "\(String(format: "%.2e", $0.testRMSE)) | [\($0.shape)], G \($0.intervals), k \($0.order) | \($0.parameters)"
      } ?? "– | | "
    }
    return
      "| \(line.goal.problem) | \(String(format: "%.2e", line.goal.rmse)) | \(line.goal.shape) | \(line.goal.isPublished ? "\(line.goal.budget)" : "") | \(cell(line.first)) | \(cell(line.best)) | \(String(format: "%.0f", line.seconds)) |"
  }

  var markdown: String {
    let reached = lines.filter { $0.first != nil }
    let published = lines.filter(\.goal.isPublished)
    let beaten = published.filter { $0.first != nil }
    return """
      | function | RMSE to beat | its shape | parameters at G 20 | coarsest that does: RMSE | network | parameters | best by validation: RMSE | network | parameters | s |
      |---|---|---|---|---|---|---|---|---|---|
      \(lines.map(row).joined(separator: "\n"))

      \(beaten.count) of \(published.count) published errors beaten; \(reached.count) of \(lines.count) goals reached.

      """
  }

  /// Writes accuracy.md and accuracy.json.
  func write(to folder: String) throws {
    try markdown.write(toFile: "\(folder)/accuracy.md", atomically: true, encoding: .utf8)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(self).write(to: URL(fileURLWithPath: "\(folder)/accuracy.json"))
  }
}
