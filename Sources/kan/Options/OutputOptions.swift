import ArgumentParser
import SwiftKAN

/// How a subcommand speaks: shared by all of them.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print results as JSON on stdout, progress as JSON lines on stderr.")
  var json = false

  @Flag(help: "Show no progress.")
  var quiet = false

  /// Runs `work` with an observer that shows its progress and hears Ctrl-C.
  func watching<Result>(_ work: (@escaping ProgressReport.Observer) throws -> Result) rethrows -> Result {
    Interruption.watch()
    return try showing(work)
  }

  /// The same without a word about Ctrl-C.
  func showing<Result>(_ work: (@escaping ProgressReport.Observer) throws -> Result) rethrows -> Result {
    let progress = ProgressPrinter(style: style)
    defer { progress.finish() }
    return try work(progress.observe)
  }

  /// Prints `value` as JSON or `text` for people, on stdout.
  func printResult(_ value: some Encodable, text: @autoclosure () -> String) throws {
    try Results.print(json ? try JSONText.document(value) : text())
  }

  private var style: ProgressPrinter.Style {
    if quiet { return .silent }
    if json { return .json }
    return Terminal.isInteractive ? .live : .lines
  }
}
