import SwiftKAN

/// One line of progress: phase, bar, and what is known of the fit.
struct ProgressLine {
  private let head: String
  private let tail: String

  init(_ progress: Progress, stopping: Bool) {
    head = stopping ? "stopping" : progress.phase
    var facts: [String] = []
    if let total = progress.totalSteps, total > 0 {
      facts.append(Self.bar(progress.step, of: total) + " \(progress.step)/\(total)")
    } else if progress.step > 0 {
      facts.append("step \(progress.step)")
    }
    if let loss = progress.loss { facts.append("loss " + loss.text(digits: 3)) }
    if let loss = progress.validationLoss { facts.append("validation " + loss.text(digits: 3)) }
    if let edges = progress.edges { facts.append("\(edges) edges") }
    if let formula = progress.formula { facts.append(formula) }
    tail = facts.joined(separator: "  ")
  }

  /// The whole line.
  var text: String { tail.isEmpty ? head : head + "  " + tail }

  /// The line cut to `width` characters, with an ellipsis where something is missing.
  func fitted(to width: Int) -> String {
    text.count <= width ? text : String(text.prefix(max(0, width - 1))) + "…"
  }

  private static func bar(_ step: Int, of total: Int) -> String {
    let length = 16
    let filled = min(length, max(0, step * length / total))
    return String(repeating: "━", count: filled) + String(repeating: "╌", count: length - filled)
  }
}
