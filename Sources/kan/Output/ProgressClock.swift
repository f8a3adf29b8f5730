import SwiftKAN

/// The time since a command began to report, and an estimate of the remaining time of its present phase.
struct ProgressClock {
  private let begin = ContinuousClock.now
  private var phase: String?
  private var start = ContinuousClock.now
  private var firstStep = 0

  /// Seconds since the beginning, and those left in the phase if its number of steps is known and some are done.
  mutating func times(of progress: ProgressReport, now: ContinuousClock.Instant) -> (
    elapsed: Double, remaining: Double?
  ) {
    if progress.phase != phase {
      (phase, start, firstStep) = (progress.phase, now, progress.step)
    }
    let (elapsed, ofPhase) = (Self.seconds(now - begin), Self.seconds(now - start))
    let done = progress.step - firstStep
    guard let total = progress.totalSteps, done > 0, total >= progress.step, ofPhase >= 1 else {
      return (elapsed, nil)
    }
    return (elapsed, ofPhase / Double(done) * Double(total - progress.step))
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + 1e-18 * Double(duration.components.attoseconds)
  }

  /// `7 s`, `2:05 min`, `3:20 h`.
  static func text(_ seconds: Double) -> String {
    let whole = Int(min(max(seconds, 0), 1e9).rounded())
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60):\(two(whole % 60)) min" }
    return "\(whole / 3600):\(two(whole / 60 % 60)) h"
  }
}
