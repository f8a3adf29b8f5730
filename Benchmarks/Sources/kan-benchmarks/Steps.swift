import KANTraining

/// Training steps (forward, loss, backward, Adam) and how their cost grows.
enum Steps {
  static func time(
    _ shape: [Int], rows: Int, intervals: Int = 5, order: Int = 3,
    _ precision: TrainingOptions.Precision = .single, threads: Int = 1
  ) throws -> Timing {
    let trainer = try Problem(shape, rows: rows, intervals: intervals, order: order)
      .trainer(precision, threads: threads)
    return Timing { trainer.step() }
  }

  static func run(_ report: inout Report) throws {
    for (shape, rows, precision) in [
      ([43, 64, 1], 1024, TrainingOptions.Precision.single), ([43, 64, 1], 1024, .double),
      ([2, 5, 1], 1000, .double), ([2, 5, 1], 100_000, .double), ([4, 9, 9, 1], 1000, .double),
      ([4, 9, 9, 1], 100_000, .double), ([12, 84, 42, 2], 30_000, .single),
    ] {
      report.add(
        Line(
          group: "Training step, one thread", name: "\(shape), \(rows) rows, \(precision)",
          timing: try time(shape, rows: rows, precision)))
    }
  }

  static func scaling(_ report: inout Report) throws {
    let shape = [43, 64, 1]
    func add(_ what: String, _ name: String, _ timing: Timing) {
      report.add(Line(group: "Scaling of [43,64,1], 1024 rows, Float: \(what)", name: name, timing: timing))
    }
    for intervals in [3, 5, 10, 20, 50, 100] {
      add("grid", "G \(intervals)", try time(shape, rows: 1024, intervals: intervals))
    }
    for order in 1...5 { add("order", "k \(order)", try time(shape, rows: 1024, order: order)) }
    for width in [4, 16, 64, 128, 256] { add("width", "\(width)", try time([43, width, 1], rows: 1024)) }
    for rows in [256, 1024, 4096, 16_384, 65_536] { add("rows", "\(rows)", try time(shape, rows: rows)) }
    for threads in [1, 2] { add("threads", "\(threads)", try time(shape, rows: 1024, threads: threads)) }
    for threads in [1, 2] {
      add("threads, 65536 rows", "\(threads)", try time(shape, rows: 65_536, threads: threads))
    }
  }
}
