import ArgumentParser
import SwiftKAN

/// The options for messages, shared by all subcommands.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print results as JSON on stdout, progress as JSON lines on stderr.")
  var json = false

  @Flag(help: "Show no progress.")
  var quiet = false

  /// Runs `work` with an observer that shows its progress and responds to Ctrl-C.
  func watching<Result>(_ work: (@escaping ProgressReport.Observer) throws -> Result) rethrows -> Result {
    Interruption.watch()
    return try showing(work)
  }

  /// The same without mentioning Ctrl-C.
  func showing<Result>(_ work: (@escaping ProgressReport.Observer) throws -> Result) rethrows -> Result {
    let progress = ProgressPrinter(style: style)
    defer { progress.finish() }
    return try work(progress.observe)
  }

  /// Prints `value` as JSON, or the readable `text`, on stdout.
  func printResult(_ value: some Encodable, text: @autoclosure () -> String) throws {
    try Results.print(json ? try JSONText.document(value) : text())
  }

  private var style: ProgressPrinter.Style {
    if quiet { return .silent }
    if json { return .json }
    return Terminal.isInteractive ? .live : .lines
  }
}
