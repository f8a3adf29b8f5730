import SwiftKAN

/// One line of progress: phase, bar, and what is known of the fit and the time.
struct ProgressLine {
  /// One piece of the line, with a short form for narrow terminals; the lower its weight, the earlier it is dropped.
  private struct Fact {
    let text: String
    var short: String?
    let weight: Int
  }

  private let head: String
  private let facts: [Fact]

  init(_ progress: ProgressReport, times: (elapsed: Double, remaining: Double?), stopping: Bool) {
    head = stopping ? "stopping" : progress.phase
    var facts: [Fact] = []
    if let total = progress.totalSteps, total > 0 {
      let count = "\(progress.step)/\(total)"
      facts.append(Fact(text: Self.bar(progress.step, of: total) + " " + count, short: count, weight: 9))
    } else if progress.step > 0 {
      facts.append(Fact(text: "step \(progress.step)", weight: 9))
    }
    if let loss = progress.loss {
      let name = progress.isBatchLoss ? "batch loss " : "loss "
      facts.append(Fact(text: name + loss.text(digits: 3), weight: 8))
    }
    if let loss = progress.validationLoss {
      let value = loss.text(digits: 3)
      facts.append(Fact(text: "validation " + value, short: "val. " + value, weight: 7))
    }
    if let edges = progress.edges { facts.append(Fact(text: "\(edges) edges", weight: 6)) }
    var time = ProgressClock.text(times.elapsed)
    if let remaining = times.remaining { time += ", \(ProgressClock.text(remaining)) left" }
    facts.append(Fact(text: time, short: ProgressClock.text(times.elapsed), weight: 5))
    if let formula = progress.formula { facts.append(Fact(text: formula, weight: 1)) }
    self.facts = facts
  }

  /// The whole line.
  var text: String { ([head] + facts.map(\.text)).joined(separator: "  ") }

  /// The line in `width` characters: first facts take their short forms, then those of least weight are dropped; a formula that is
  /// too long is truncated.
  func fitted(to width: Int) -> String {
    func line(_ parts: [String]) -> String { ([head] + parts).joined(separator: "  ") }
    if text.count <= width { return text }
    var shown = facts
    if let formula = shown.last, formula.weight == 1 {
      let room = width - line(shown.dropLast().map(\.text)).count - 2
      if room >= 12 { return line(shown.dropLast().map(\.text) + [formula.text.prefix(room - 1) + "…"]) }
      shown.removeLast()
    }
    if line(shown.map(\.text)).count <= width { return line(shown.map(\.text)) }
    while !shown.isEmpty {
      let short = line(shown.map { $0.short ?? $0.text })
      if short.count <= width { return short }
      let lightest = shown.indices.min { shown[$0].weight < shown[$1].weight } ?? 0
      shown.remove(at: lightest)
    }
    return head.count <= width ? head : String(head.prefix(max(0, width - 1))) + "…"
  }

  private static func bar(_ step: Int, of total: Int) -> String {
    let length = 16
    let filled = min(length, max(0, step * length / total))
    return String(repeating: "━", count: filled) + String(repeating: "╌", count: length - filled)
  }
}
