import ArgumentParser

struct QCDCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qcd",
    abstract: "Separates multijet events from single-top events: classifiers and a formula.")

  @OptionGroup var options: StudyOptions

  func run() throws {
    let report = try StudyReport(
      "Multijet suppression in single-top analysis", folder: options.out ?? "results/qcd")
    let events = try QCDEvents(EventFile.table(options.events, sample: "qcd"))
    var study = QCDStudy(
      events: events, quick: options.quick, threads: options.threads, seed: options.seed, report: report)
    try study.run()
  }
}
