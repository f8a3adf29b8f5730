import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Checks and messages for insufficient resources of the machine.
enum MachineLimits {
  /// Two for Dispatch, one for a folder and one for a file in it.
  private static let neededFiles = 4

  /// Ends the tool with a sentence if no thread can be created or no file opened: the libraries that distribute work would wait for
  /// ever for a thread, and trap without a descriptor.
  static func require() throws {
    let files = (0..<neededFiles).map { _ in open("/dev/null", O_RDONLY | O_CLOEXEC) }
    for file in files where file >= 0 { close(file) }
    guard files.allSatisfy({ $0 >= 0 }) else {
      throw Failure("the limit on open files is too low; raise it (ulimit -n)", status: .resources)
    }
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    guard pthread_create(&thread, nil, { _ in nil }, nil) == 0 else {
      throw Failure(
        "no thread can be started; raise the limit on processes (ulimit -u) or end other programs",
        status: .resources)
    }
    #if canImport(Darwin)
      if let thread { pthread_join(thread, nil) }
    #else
      pthread_join(thread, nil)
    #endif
  }

  /// Whether a failure has been reported.
  private static let isTold = Atomic<Bool>(false)

  /// Makes a failure inside the tool, such as lack of memory, end it with a sentence and an exit code from now on.
  ///
  /// If `SWIFT_BACKTRACE` requests a backtrace, that is printed instead.
  static func watch() {
    guard getenv("SWIFT_BACKTRACE") == nil else { return }
    // Accessed here so that it is never initialised in the handler.
    isTold.store(false, ordering: .relaxed)
    for number in [SIGABRT, SIGILL, SIGTRAP, SIGSEGV, SIGBUS] {
      signal(number) { number in
        // When memory runs out, threads fail together; the first one prints the sentence and ends the process.
        if MachineLimits.isTold.exchange(true, ordering: .relaxed) { while true { pause() } }
        // Only writes are safe here, since the process is broken. The allocator leaves the reason in errno.
        let isMemory = errno == ENOMEM
        let text: StaticString =
          isMemory
          ? "kan: error: out of memory; use fewer rows, a smaller network or fewer threads\n"
          : "kan: error: internal error of the tool; please report the command and its input\n"
        _ = MachineLimits.write(text)
        _exit(isMemory ? ExitStatus.resources.rawValue : ExitStatus.unexpected.rawValue)
      }
    }
  }

  private static func write(_ text: StaticString) -> Bool {
    #if canImport(Glibc)
      Glibc.write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount) >= 0
    #elseif canImport(Musl)
      Musl.write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount) >= 0
    #else
      Darwin.write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount) >= 0
    #endif
  }
}
