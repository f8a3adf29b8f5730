import Foundation
import KANData
import KANModel

/// `kan-accuracy FOLDER [--seconds S] [--only NAME,NAME]` fits spline networks to the tasks of FOLDER/goals.json, whose rows
/// are in FOLDER/rows, with S seconds of processor time each, and writes accuracy.md and accuracy.json there.
@main
struct KANAccuracy {
  static func main() throws {
    let words = Array(CommandLine.arguments.dropFirst())
    guard let folder = words.first, !folder.hasPrefix("-") else {
      FileHandle.standardError.write(
        Data("usage: kan-accuracy FOLDER [--seconds S] [--only NAME,NAME]\n".utf8))
      exit(64)
    }
    func option(_ name: String) -> String? {
      words.firstIndex(of: name).flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
    }
    let seconds = option("--seconds").flatMap(Double.init) ?? 120
    let only = option("--only").map { Set($0.split(separator: ",").map(String.init)) }
    let goals = try JSONDecoder().decode(
      [AccuracyTask.Goal].self, from: Data(contentsOf: URL(fileURLWithPath: "\(folder)/goals.json")))
    var report = AccuracyReport()
    for goal in goals where only?.contains(goal.problem) ?? true {
      report.add(try line(AccuracyTask(goal, folder: folder), seconds: seconds))
      try report.write(to: folder)
    }
    print(report.markdown)
  }

  private static func line(_ task: AccuracyTask, seconds: Double) throws -> AccuracyReport.Line {
    var search = AccuracySearch()
    let clock = ProcessorClock()
    search.processorSeconds = seconds
    let fits = try search.best(of: task)
    let errors = fits.map { search.error($0.network, task.test) }
    let taken = zip(fits, errors).map { fit, error in
      AccuracyReport.Grid(
        shape: fit.network.shape.description, intervals: fit.intervals, order: fit.order, seed: fit.seed,
        parameters: fit.parameterCount, validationRMSE: fit.validationError, testRMSE: error)
    }
    return AccuracyReport.Line(
      goal: task.goal, grids: taken, seconds: clock.seconds)
  }
}
