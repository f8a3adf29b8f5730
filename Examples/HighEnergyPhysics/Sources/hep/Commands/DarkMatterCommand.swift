import ArgumentParser

struct DarkMatterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dark-matter", abstract: "Momenta of an unseen neutrino and a dark-matter mediator.")

  @OptionGroup var options: StudyOptions

  @Option(help: "Epochs per training in the scans over grid, width and depth; 0 for no scans.")
  var scanEpochs: Int?

  func run() throws {
    let report = try StudyReport(
      "Momenta of two invisible particles", folder: options.out ?? "results/dark-matter")
    let table = try EventFile.table(options.events, sample: "dark-matter")
    var study = try DarkMatterStudy(
      events: DarkMatterEvents(table), table: table, quick: options.quick, threads: options.threads,
      seed: options.seed, scanEpochs: scanEpochs ?? (options.quick ? 1 : 5), report: report)
    try study.run()
  }
}
