import KANFiles

/// The standard output stream: for results, and nothing else.
enum Results {
  /// Writes `text`, terminated by a line feed; control characters other than line feeds and tabs are made visible.
  static func print(_ text: String) throws {
    let text = text.visible(keeping: ["\n", "\t"])
    do {
      try StandardOutput.write(text.hasSuffix("\n") ? text : text + "\n")
    } catch { throw Failure("the results could not be written to stdout: \(error.reason)") }
  }

  /// Makes sure that help and other text printed elsewhere is also written.
  static func watch() {
    StandardOutput.watchPrinting(
      complaint: "kan: error: the results could not be written to stdout\n",
      status: ExitStatus.badInput.rawValue)
  }
}
