import Foundation
import KANNumerics

/// Small tables as text.
enum Tables {
  /// `rows` rows of x, y, z with z = x·y + x² on [-1, 1].
  static func smooth(rows: Int = 200) -> String {
    var random = SeededRandom(seed: 11)
    let lines = (0..<rows).map { _ in
      let x = random.uniform(in: -1...1)
      let y = random.uniform(in: -1...1)
      return "\(x),\(y),\(x * y + x * x)"
    }
    return "x,y,z\n" + lines.joined(separator: "\n") + "\n"
  }

  /// `rows` rows of x, y, z with z = 1/(x + 0.3) + sin(2y) and noise of 0.02: no family of laws has it, so that a search takes its time.
  static func noisy(rows: Int = 240) -> String {
    var random = SeededRandom(seed: 13)
    let lines = (0..<rows).map { _ in
      let x = random.uniform(in: 0...2)
      let y = random.uniform(in: -2...2)
      return "\(x),\(y),\(1 / (x + 0.3) + sin(2 * y) + 0.02 * random.normal())"
    }
    return "x,y,z\n" + lines.joined(separator: "\n") + "\n"
  }

  /// `rows` rows of x and y with a label that is 1 above a curved border.
  static func labels(rows: Int = 200) -> String {
    var random = SeededRandom(seed: 12)
    let lines = (0..<rows).map { _ in
      let x = random.uniform(in: -1...1)
      let y = random.uniform(in: -1...1)
      return "\(x),\(y),\(y > x * x - 0.3 + 0.2 * random.uniform() ? 1 : 0)"
    }
    return "x,y,label\n" + lines.joined(separator: "\n") + "\n"
  }
}
