#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The standard error stream: for progress and messages, never for results.
enum Terminal {
  /// Whether stderr is a terminal that supports cursor movements.
  static var isInteractive: Bool {
    guard isatty(STDERR_FILENO) == 1, let kind = getenv("TERM") else { return false }
    return strcmp(kind, "dumb") != 0
  }

  /// The number of characters in a line of the terminal, and the number of its lines.
  static var width: Int { size(of: STDERR_FILENO)?.width ?? 80 }
  static var height: Int { size(of: STDERR_FILENO)?.height ?? 24 }

  /// The width of the terminal that shows results; `nil` if they go to a file or another program.
  static var resultWidth: Int? { isatty(STDOUT_FILENO) == 1 ? size(of: STDOUT_FILENO)?.width : nil }

  private static func size(of file: Int32) -> (width: Int, height: Int)? {
    var size = winsize()
    guard ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return (Int(size.ws_col), size.ws_row > 0 ? Int(size.ws_row) : 24)
  }

  /// Prints notes on what was done to a table, one per line.
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

/// The C function that `Terminal.write` would otherwise shadow.
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
