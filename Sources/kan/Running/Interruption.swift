import SwiftKAN
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Signals that request a graceful stop: Ctrl-C, and TERM and XCPU, by which batch systems and `timeout` announce that a job's time is
/// over. A second Ctrl-C or TERM ends the process.
enum Interruption {
  /// The number of the signal that came, or 0.
  private static let received = Atomic<Int32>(0)

  /// Whether one of the signals came.
  static var isRequested: Bool { received.load(ordering: .relaxed) != 0 }

  /// Raised by the signals.
  static var cancellation: Cancellation { Cancellation(when: { isRequested }) }

  /// Makes the first signal only set the flag from now on.
  static func watch() {
    // Accessed here so that it is never initialised in the handler.
    received.store(0, ordering: .relaxed)
    signal(SIGINT) { Interruption.note($0) }
    // The parent process may have left the signal blocked, as worker threads of Dispatch do.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    // Ranks of one mpirun must not stop at different steps; their launcher ends all of them.
    if !Ranks.areStarted {
      for number in [SIGTERM, SIGXCPU] {
        signal(number) { Interruption.note($0) }
        sigaddset(&signals, number)
      }
    }
    sigprocmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Ends the tool if a signal came; `note` describes the state of the work.
  static func raise(_ note: String) throws {
    if let failure = failure("; \(note)") { throw failure }
  }

  /// The failure that says which signal came, followed by `note`.
  static func failure(_ note: String) -> Failure? {
    switch received.load(ordering: .relaxed) {
    case 0: nil
    case SIGTERM: Failure("stopped by the signal TERM\(note)", status: .terminated)
    case SIGXCPU: Failure("stopped at the limit of processor time\(note)", status: .terminated)
    default: Failure("stopped by Ctrl-C\(note)", status: .interrupted)
    }
  }

  /// All that the handler does: an atomic store and `signal`, both async-signal-safe.
  private static func note(_ number: Int32) {
    received.store(number, ordering: .relaxed)
    signal(SIGINT, SIG_DFL)
    // The system repeats XCPU every second, so its handler stays.
    if number != SIGXCPU { signal(SIGTERM, SIG_DFL) }
  }
}
