import SwiftKAN
import Synchronization

/// Shows on stderr how far the work is, in the way that fits who reads it.
///
/// A person at a terminal gets one line that redraws itself, also where the work has nothing new to say for a while, with the laws found so
/// far above it; both are gone at the end. A log file gets a line a second at most; a program that asked for `--json` gets one JSON
/// object a line.
final class ProgressPrinter: Sendable {
  /// For whom to write.
  enum Style { case silent, live, lines, json }

  private struct State {
    var lastTime: ContinuousClock.Instant?
    var latest: ProgressReport?
    var isLineOpen = false
    var front: [ProgressReport.FrontLaw] = []
    /// The lines above the open one.
    var linesAbove = 0
    var clock = ProgressClock()
  }

  private let style: Style
  private let state = Mutex(State())

  init(style: Style) {
    self.style = style
    guard style == .live else { return }
    // Time goes on, and Ctrl-C is answered, while a long step says nothing.
    Task.detached { [weak self] in
      while let self {
        self.redraw()
        try await Task.sleep(for: .milliseconds(500))
      }
    }
  }

  /// Shows `progress` if it is time to, and says whether the work shall go on.
  func observe(_ progress: ProgressReport) -> Bool {
    let goesOn = !Interruption.isRequested
    guard style != .silent else { return goesOn }
    state.withLock { state in
      let now = ContinuousClock.now
      if let front = progress.front {
        state.front = front
        // A person goes on reading what is being done now.
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

  /// Brings the open line up to date if it has stood still.
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

  /// One write of what is to be seen and then of what is to vanish: nothing flickers.
  private static func draw(_ line: ProgressLine, _ state: inout State) {
    let width = Terminal.width - 1
    let above = FrontText(state.front, width: width, height: min(mostLines, Terminal.height - 2)).lines
    let lines = above + [line.fitted(to: width)]
    Terminal.write(top(state) + lines.joined(separator: "\u{1B}[K\n") + "\u{1B}[J")
    state.linesAbove = above.count
  }

  /// The most lines that laws take.
  private static let mostLines = 13

  /// What brings the cursor to the beginning of what was drawn.
  private static func top(_ state: State) -> String {
    "\r" + (state.linesAbove > 0 ? "\u{1B}[\(state.linesAbove)A" : "")
  }

  /// Clears the live line, so that what follows starts on a clean one.
  func finish() {
    state.withLock { state in
      if state.isLineOpen { Terminal.write(Self.top(state) + "\u{1B}[J") }
      state.isLineOpen = false
      state.linesAbove = 0
    }
  }

  /// Twelve redraws a second look smooth; a log needs no more than one line a second.
  private var pause: Duration { style == .live ? .milliseconds(80) : .seconds(1) }
}
