import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What to say where the machine gives too little.
enum MachineLimits {
  /// Two of Dispatch, a folder and a file in it.
  private static let neededFiles = 4

  /// Ends the tool with a sentence where no thread can be made, or no file be opened: the libraries that share out work would
  /// wait for a thread for ever, and trap without a descriptor.
  static func require() throws {
    let files = (0..<neededFiles).map { _ in open("/dev/null", O_RDONLY | O_CLOEXEC) }
    for file in files where file >= 0 { close(file) }
    guard files.allSatisfy({ $0 >= 0 }) else {
      throw Failure("the limit of open files is too low; raise it (ulimit -n)", status: .resources)
    }
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    guard pthread_create(&thread, nil, { _ in nil }, nil) == 0 else {
      throw Failure(
        "no thread can be started; raise the limit of processes (ulimit -u) or end other programs",
        status: .resources)
    }
    #if canImport(Darwin)
      if let thread { pthread_join(thread, nil) }
    #else
      pthread_join(thread, nil)
    #endif
  }

  /// Whether a failure has been told.
  private static let isTold = Atomic<Bool>(false)

  /// From now on a failure inside the tool, such as memory that is not there, ends it with a sentence and a code.
  ///
  /// Who asks for a trace of the failure by `SWIFT_BACKTRACE` gets that instead.
  static func watch() {
    guard getenv("SWIFT_BACKTRACE") == nil else { return }
    // Touched here so that the handler never is the one to initialise it.
    isTold.store(false, ordering: .relaxed)
    for number in [SIGABRT, SIGILL, SIGTRAP, SIGSEGV, SIGBUS] {
      signal(number) { number in
        // Where memory is over, threads fail together; the sentence is that of the first, which ends the process.
        if MachineLimits.isTold.exchange(true, ordering: .relaxed) { while true { pause() } }
        // Nothing but writes here: the process is broken. The allocator leaves the reason in errno.
        let isMemory = errno == ENOMEM
        let text: StaticString =
          isMemory
          ? "kan: error: out of memory; take fewer rows, a smaller network or fewer threads\n"
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
