import SwiftKAN

/// The laws found so far, as shown live on a terminal: one per line, the most accurate last.
struct FrontText {
  let lines: [String]

  /// - Parameters:
  ///   - width: The number of characters per line; longer formulas are truncated.
  ///   - height: The largest number of lines; if there are more, the simplest laws are dropped first.
  init(_ front: [ProgressReport.FrontLaw], width: Int, height: Int) {
    guard !front.isEmpty, height > 1 else {
      lines = []
      return
    }
    let shown = front.suffix(height - 1)
    let rows =
      [("complexity", "relative error", "formula")]
      + shown.map {
        ("\($0.complexity)", $0.error.text(digits: 3), $0.formula)
      }
    let (first, second) = (rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0)
    lines = rows.map { row in
      let line = Self.padded(row.0, to: first) + "  " + Self.padded(row.1, to: second) + "  " + row.2
      return line.count <= width ? line : line.prefix(max(0, width - 1)) + "…"
    }
  }

  private static func padded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
