import CMultiplyAdd
import KANTraining

/// The forward pass alone on many rows, and the way to a given loss.
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
}
