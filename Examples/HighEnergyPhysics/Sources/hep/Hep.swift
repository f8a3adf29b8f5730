import ArgumentParser

/// Two studies of high-energy physics with Kolmogorov-Arnold networks.
@main
struct Hep: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hep",
    abstract: "Kolmogorov-Arnold networks on simulated collisions, from events to figures and formulas.",
    subcommands: [QCDCommand.self, DarkMatterCommand.self, TimeCommand.self, ReadCommand.self])
}
