#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The standard error stream: for progress and messages, never for results.
enum Terminal {
  /// Whether a person watches: a terminal that understands cursor movements.
  static var isInteractive: Bool {
    guard isatty(STDERR_FILENO) == 1, let kind = getenv("TERM") else { return false }
    return strcmp(kind, "dumb") != 0
  }

  /// The number of characters in a line of the terminal.
  static var width: Int { width(of: STDERR_FILENO) ?? 80 }

  /// The same for the terminal that results go to; `nil` where they go to a file or another program.
  static var resultWidth: Int? { isatty(STDOUT_FILENO) == 1 ? width(of: STDOUT_FILENO) : nil }

  private static func width(of file: Int32) -> Int? {
    var size = winsize()
    guard ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Says what was done to a table, a line each.
  static func note(_ notes: [String]) { write(notes.map { "note: \($0)\n" }.joined()) }

  /// Writes `text` to stderr in one piece, so that a redrawn line never flickers.
  static func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Platform.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }
}

/// The C function that `Terminal.write` would otherwise hide.
private enum Platform {
  static func write(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(file, bytes, count)
    #elseif canImport(Musl)
      Musl.write(file, bytes, count)
    #else
      Darwin.write(file, bytes, count)
    #endif
  }
}
