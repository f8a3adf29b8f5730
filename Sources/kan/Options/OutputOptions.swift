import ArgumentParser

/// How a subcommand speaks: shared by all of them.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print results as JSON on stdout, progress as JSON lines on stderr.")
  var json = false

  @Flag(help: "Show no progress.")
  var quiet = false

  /// The progress printer that fits the options and the stream.
  func makeProgressPrinter() -> ProgressPrinter {
    if quiet { return ProgressPrinter(style: .silent) }
    if json { return ProgressPrinter(style: .json) }
    return ProgressPrinter(style: Terminal.isInteractive ? .live : .lines)
  }

  /// Prints `value` as JSON or `text` for people, on stdout.
  func printResult(_ value: some Encodable, text: @autoclosure () -> String) throws {
    print(json ? try JSONText.document(value) : text())
  }
}
