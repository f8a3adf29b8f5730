import ArgumentParser
import KANFiles
import SwiftKAN

/// The tool `kan`: a thin layer over the library, with one file per subcommand.
@main
struct Kan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kan",
    abstract: "Turns tables into formulas with Kolmogorov-Arnold networks.",
    discussion: """
      In one command:

        kan discover events.csv --target mtw --out result

      Step by step, where each step writes a model file for the next:

        kan train table.csv --target y --shape 2,3,1 -o m.kan
        kan prune m.kan table.csv -o p.kan
        kan symbolify p.kan table.csv -o s.kan
        kan formula s.kan --format latex

      Results go to stdout, progress and messages to stderr.

      Exit codes:
      \(ExitStatus.table)
      """,
    version: packageVersion,
    subcommands: [
      Discover.self, Merge.self, Fit.self, Distil.self, Train.self, Predict.self, Evaluate.self, Prune.self,
      Suggest.self,
      Fix.self,
      Symbolify.self,
      Certify.self, PrintFormula.self, PlotCommand.self, ReportCommand.self, NotebookCommand.self,
      Symmetries.self, Theory.self, Difference.self, Functions.self, Inspect.self, ImportCommand.self,
      ExportCommand.self, Completions.self,
    ])

  static func main() {
    Results.watch()
    MachineLimits.watch()
    do {
      try MachineLimits.require()
      // A list needs no table, which the command itself would ask for.
      if Discover.asksForMethods(CommandLine.arguments) { return try Results.print(MethodsText().text) }
      let arguments = EarlierOptions.renamed(Array(CommandLine.arguments.dropFirst()))
      try requireCommand(arguments.first)
      var command = try parseAsRoot(FormulaArguments.protected(arguments))
      try command.run()
    } catch {
      leave(because: error)
    }
  }

  /// Throws if the first argument is meant as a command that does not exist; the parser would complain about its options.
  private static func requireCommand(_ name: String?) throws {
    let names = configuration.subcommands.map { $0._commandName }
    guard let name, !name.hasPrefix("-"), name != "help", !names.contains(name) else { return }
    let nearest = nearestName(to: name, in: names).map { "; did you mean 'kan \($0)'?" } ?? ";"
    throw Failure("there is no command '\(name)'\(nearest) `kan --help` lists all commands", status: .usage)
  }

  /// Ends the process: failures of the tool are printed on one line, help and usage errors as ArgumentParser writes them.
  private static func leave(because error: any Error) -> Never {
    guard let failure = Failure(error) else { exit(withError: error) }
    // The message may quote the contents of a file, but must be a single line.
    if !failure.message.isEmpty, !Ranks.isSilent {
      Terminal.write("kan: error: \(failure.message.visible())\n")
    }
    exit(withError: ExitCode(failure.status.rawValue))
  }
}
