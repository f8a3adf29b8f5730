import KANFiles

/// The standard output stream: for results, and nothing else.
enum Results {
  /// Writes `text`, which ends with a line feed afterwards and holds no other character that steers a terminal.
  static func print(_ text: String) throws {
    let text = text.visible(keeping: ["\n", "\t"])
    do {
      try StandardOutput.write(text.hasSuffix("\n") ? text : text + "\n")
    } catch { throw Failure("the results could not be written to stdout: \(error.reason)") }
  }

  /// Help and the like, which are printed by others, must arrive as well.
  static func watch() {
    StandardOutput.watchPrinting(
      complaint: "kan: error: the results could not be written to stdout\n",
      status: ExitStatus.badInput.rawValue)
  }
}
