import SwiftKAN
import Synchronization

/// Shows progress on stderr, in the form that suits the reader.
///
/// A terminal shows one line that is redrawn, even while the work reports nothing new, with the laws found so far above it; both
/// are removed at the end. A log file gets at most one line per second; with `--json`, each line is a JSON object.
final class ProgressPrinter: Sendable {
  /// The form of the output.
  enum Style { case silent, live, lines, json }

  private struct State {
    var lastTime: ContinuousClock.Instant?
    var latest: ProgressReport?
    var isLineOpen = false
    var front: [ProgressReport.FrontLaw] = []
    /// The number of lines above the open one.
    var linesAbove = 0
    var clock = ProgressClock()
  }

  private let style: Style
  private let state = Mutex(State())

  init(style: Style) {
    self.style = style
    guard style == .live else { return }
    // Keeps the clock running, and acknowledges Ctrl-C, during a long step without reports.
    Task.detached { [weak self] in
      while let self {
        self.redraw()
        try await Task.sleep(for: .milliseconds(500))
      }
    }
  }

  /// Shows `progress` if an update is due, and returns whether the work should continue.
  func observe(_ progress: ProgressReport) -> Bool {
    let goesOn = !Interruption.isRequested
    guard style != .silent else { return goesOn }
    state.withLock { state in
      let now = ContinuousClock.now
      if let front = progress.front {
        state.front = front
        // On a terminal, a new front does not replace the current state.
        if style == .live, state.latest != nil { return }
      }
      let isNewPhase = state.latest?.phase != progress.phase
      if let last = state.lastTime, !isNewPhase, now - last < pause { return }
      state.lastTime = now
      state.latest = progress
      let times = state.clock.times(of: progress, now: now)
      switch style {
      case .silent: break
      case .live:
        state.isLineOpen = true
        Self.draw(ProgressLine(progress, times: times, stopping: !goesOn), &state)
      case .lines: Terminal.write(ProgressLine(progress, times: times, stopping: !goesOn).text + "\n")
      case .json:
        Terminal.write(((try? JSONText.line(ProgressRecord(progress, times: times))) ?? "{}") + "\n")
      }
    }
    return goesOn
  }

  /// Updates the open line if it has not changed for a while.
  private func redraw() {
    state.withLock { state in
      let now = ContinuousClock.now
      guard state.isLineOpen, let latest = state.latest, let last = state.lastTime,
        now - last > .milliseconds(400)
      else { return }
      state.lastTime = now
      let times = state.clock.times(of: latest, now: now)
      Self.draw(ProgressLine(latest, times: times, stopping: Interruption.isRequested), &state)
    }
  }

  /// Draws in a single write, new text before erasing the rest, so that nothing flickers.
  private static func draw(_ line: ProgressLine, _ state: inout State) {
    let width = Terminal.width - 1
    let above = FrontText(state.front, width: width, height: min(mostLines, Terminal.height - 2)).lines
    let lines = above + [line.fitted(to: width)]
    Terminal.write(top(state) + lines.joined(separator: "\u{1B}[K\n") + "\u{1B}[J")
    state.linesAbove = above.count
  }

  /// The largest number of lines for laws.
  private static let mostLines = 13

  /// The control sequence that moves the cursor to the beginning of what was drawn.
  private static func top(_ state: State) -> String {
    "\r" + (state.linesAbove > 0 ? "\u{1B}[\(state.linesAbove)A" : "")
  }

  /// Clears the live line, so that further output starts on a clean one.
  func finish() {
    state.withLock { state in
      if state.isLineOpen { Terminal.write(Self.top(state) + "\u{1B}[J") }
      state.isLineOpen = false
      state.linesAbove = 0
    }
  }

  /// Twelve redraws per second look smooth; a log needs at most one line per second.
  private var pause: Duration { style == .live ? .milliseconds(80) : .seconds(1) }
}
