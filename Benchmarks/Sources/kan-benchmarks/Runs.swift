import Foundation
import KANData
import KANModel
import KANTraining

/// The forward pass alone on many rows, and training to a given loss.
enum Runs {
  static func forward(_ report: inout Report) throws {
    let (rows, inputs, outputs, order) = (65_536, 43, 64, 3)
    let trainer = try Problem([inputs, outputs], rows: rows).trainer(.single)
    let peak = Kernels.peak()
    let timing = Timing(repetitions: 20) { _ = trainer.loss }
    let rate = 2 * Double(rows * inputs * outputs * (order + 2)) / timing.median
    report.add(
      Line(
        group: "Forward alone, bases, base function, transposition and loss included",
        name: "[43,64], \(rows) rows, Float", timing: timing, gigaflops: rate / 1e9,
        shareOfPeak: rate / peak))
  }

  /// Mini-batches of 1024 from an NPY file whose last column is the target, compared with the same steps from memory.
  static func stream(_ report: inout Report, path: String, steps: Int) throws {
    let source = try NPYRows(contentsOf: path)
    let inputs = source.columnCount - 1
    let problem = try Problem([inputs, 64, 1], rows: 1024)
    let streamed = try StreamTrainer(
      problem.network, on: source, inputs: Array(0..<inputs), targets: [inputs])
    let inMemory = try problem.trainer(.single)
    var times: (streamed: [Double], inMemory: [Double]) = ([], [])
    for _ in 0..<steps {
      let start = ContinuousClock.now
      try streamed.step()
      let duration = ContinuousClock.now - start
      times.streamed.append(1e-18 * Double(duration.components.attoseconds))
      times.inMemory.append(Timing.seconds { inMemory.step() })
    }
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #else
      getrusage(RUSAGE_SELF, &usage)
    #endif
    let group = "[\(inputs),64,1] from a file of \(source.rowCount) rows, batches of 1024, Float"
    report.add(
      Line(
        group: group, name: "from the file", timing: Timing(times.streamed),
        note: "resident at most \(usage.ru_maxrss / 1024) MB"))
    report.add(Line(group: group, name: "one batch in memory", timing: Timing(times.inMemory)))
  }
}
