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

  /// From now on the first Ctrl-C only sets the flag.
  static func watch() {
    // Touched here so that the handler never is the one to initialise it.
    flag.store(false, ordering: .relaxed)
    signal(SIGINT) { _ in Interruption.note() }
    // Whoever started the tool may have left the signal blocked, as worker threads of Dispatch do.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigprocmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Ends the tool if Ctrl-C was pressed; `note` says what became of the work.
  static func raise(_ note: String) throws {
    if isRequested { throw Failure("stopped by Ctrl-C; \(note)", status: .interrupted) }
  }

  /// The handler's whole work: an atomic store and `signal`, both safe inside a signal.
  private static func note() {
    flag.store(true, ordering: .relaxed)
    signal(SIGINT, SIG_DFL)
  }
}
