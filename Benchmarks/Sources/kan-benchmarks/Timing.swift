import Foundation

/// Repeated times of one piece of work, in seconds.
struct Timing: Codable {
  let median: Double
  let minimum: Double
  let repetitions: Int

  init(_ times: [Double]) {
    let sorted = times.sorted()
    (median, minimum, repetitions) = (sorted[sorted.count / 2], sorted[0], sorted.count)
  }

  /// Times `work` after a warm-up: at least `repetitions` times and for about `seconds`.
  init(repetitions: Int = 20, seconds: Double = 0.5, _ work: () -> Void) {
    for _ in 0..<3 { work() }
    var times: [Double] = []
    var total = 0.0
    while times.count < repetitions || (total < seconds && times.count < 2000) {
      times.append(Self.seconds(work))
      total += times[times.count - 1]
    }
    self.init(times)
  }

  /// Times several works in turns, some runs of each at a time, so that a busy machine slows all of them.
  static func alternating(rounds: Int = 30, runs: Int = 20, _ works: [() -> Void]) -> [Timing] {
    var times = [[Double]](repeating: [], count: works.count)
    for _ in 0..<rounds {
      for (n, work) in works.enumerated() {
        for _ in 0..<3 { work() }
        for _ in 0..<runs { times[n].append(seconds(work)) }
      }
    }
    return times.map { Timing($0) }
  }

  /// The time of one run.
  static func seconds(_ work: () -> Void) -> Double {
    let duration = ContinuousClock().measure(work)
    return Double(duration.components.seconds) + 1e-18 * Double(duration.components.attoseconds)
  }
}

/// One line of the report.
struct Line: Codable {
  let group: String
  let name: String
  let timing: Timing
  /// Floating-point operations per second, if they can be counted, and their share of the measured peak.
  var gigaflops: Double?
  var shareOfPeak: Double?
  var note: String?
}

/// All lines, as Markdown or JSON.
struct Report: Codable {
  var lines: [Line] = []

  mutating func add(_ line: Line) {
    lines.append(line)
    FileHandle.standardError.write(Data((Self.row(line) + "\n").utf8))
  }

  private static func row(_ line: Line) -> String {
    func milliseconds(_ t: Double) -> String { String(format: "%.4g", t * 1e3) }
    let rate = line.gigaflops.map { String(format: "%.1f", $0) } ?? ""
    let share = line.shareOfPeak.map { String(format: "%.0f %%", 100 * $0) } ?? ""
    return
      "| \(line.name) | \(milliseconds(line.timing.median)) | \(milliseconds(line.timing.minimum)) | \(rate) | \(share) | \(line.note ?? "") |"
  }

  var markdown: String {
    var text = ""
    var group = ""
    for line in lines {
      if line.group != group {
        group = line.group
        text +=
          "\n### \(group)\n\n| work | median ms | minimum ms | GFLOP/s | of peak | |\n|---|---|---|---|---|---|\n"
      }
      text += Self.row(line) + "\n"
    }
    return text
  }

  /// Writes `name.md` and `name.json` into the working folder.
  func write(_ name: String) throws {
    try markdown.write(toFile: "\(name).md", atomically: true, encoding: .utf8)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(self).write(to: URL(fileURLWithPath: "\(name).json"))
  }
}
