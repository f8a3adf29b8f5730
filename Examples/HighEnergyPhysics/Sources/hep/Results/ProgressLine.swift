import Foundation
import SwiftKAN

/// One line that shows how far a training is: redrawn on a terminal, now and then in a log.
final class ProgressLine {
  private let name: String
  private let start = ContinuousClock.now
  private var last = ContinuousClock.now
  private let isTerminal = isatty(STDERR_FILENO) == 1

  init(_ name: String) { self.name = name }

  /// Shows a step; for observers of training, which go on.
  func show(_ progress: ProgressReport) -> Bool {
    let isLast = progress.step == progress.totalSteps
    guard isLast || ContinuousClock.now - last > .seconds(isTerminal ? 0.2 : 20) else { return true }
    last = ContinuousClock.now
    var text = "  \(name): step \(progress.step)"
    if let total = progress.totalSteps { text += " of \(total)" }
    if let loss = progress.loss { text += ", \(progress.isBatchLoss ? "batch " : "")loss \(loss.fixed(4))" }
    if let loss = progress.validationLoss { text += ", validation \(loss.fixed(4))" }
    text += ", \((ContinuousClock.now - start).seconds.fixed(0)) s"
    FileHandle.standardError.write(Data((isTerminal ? "\r\u{1B}[K" + text : text + "\n").utf8))
    return true
  }

  /// Leaves the line.
  func end() { if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) } }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
