import SwiftKAN
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Ctrl-C: the first one requests a graceful stop, the second one ends the process.
enum Interruption {
  private static let flag = Atomic<Bool>(false)

  /// Whether Ctrl-C was pressed.
  static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Raised by Ctrl-C.
  static var cancellation: Cancellation { Cancellation(when: { isRequested }) }

  /// Makes the first Ctrl-C only set the flag from now on.
  static func watch() {
    // Accessed here so that it is never initialised in the handler.
    flag.store(false, ordering: .relaxed)
    signal(SIGINT) { _ in Interruption.note() }
    // The parent process may have left the signal blocked, as worker threads of Dispatch do.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigprocmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Ends the tool if Ctrl-C was pressed; `note` describes the state of the work.
  static func raise(_ note: String) throws {
    if isRequested { throw Failure("stopped by Ctrl-C; \(note)", status: .interrupted) }
  }

  /// All that the handler does: an atomic store and `signal`, both async-signal-safe.
  private static func note() {
    flag.store(true, ordering: .relaxed)
    signal(SIGINT, SIG_DFL)
  }
}
