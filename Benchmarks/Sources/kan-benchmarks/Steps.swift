import KANTraining

/// Training steps (forward, loss, backward, Adam) and how their cost grows.
enum Steps {
  static func run(_ report: inout Report) throws {
    for (shape, rows, precision) in [
      ([43, 64, 1], 1024, TrainingOptions.Precision.single), ([43, 64, 1], 1024, .double),
      ([2, 5, 1], 1000, .double), ([2, 5, 1], 100_000, .double), ([4, 9, 9, 1], 1000, .double),
      ([4, 9, 9, 1], 100_000, .double), ([12, 84, 42, 2], 30_000, .single),
    ] {
      let trainer = try Problem(shape, rows: rows).trainer(precision)
      report.add(
        Line(
          group: "Training step, one thread", name: "\(shape), \(rows) rows, \(precision)",
          timing: Timing { trainer.step() }))
    }
  }

  static func scaling(_ report: inout Report) throws {
    func add(_ what: String, _ name: String, _ timing: Timing) {
      report.add(
        Line(
          group: "Scaling of [43,64,1], 1024 rows where not said, Float, by \(what)", name: name,
          timing: timing))
    }
    func compare(
      _ what: String, _ values: [Int], rounds: Int = 30, runs: Int = 20,
      _ trainer: (Int) throws -> AdamTrainer
    ) throws {
      let trainers = try values.map(trainer)
      let timings = Timing.alternating(
        rounds: rounds, runs: runs, trainers.map { trainer in { trainer.step() } })
      for (value, timing) in zip(values, timings) { add(what, "\(value)", timing) }
    }
    func problem(
      rows: Int = 1024, intervals: Int = 5, order: Int = 3, width: Int = 64
    ) throws -> Problem { try Problem([43, width, 1], rows: rows, intervals: intervals, order: order) }
    try compare("G", [3, 5, 10, 20, 50, 100]) { try problem(intervals: $0).trainer(.single) }
    try compare("k", Array(1...5)) { try problem(order: $0).trainer(.single) }
    try compare("width", [4, 16, 64, 128, 256]) { try problem(width: $0).trainer(.single) }
    for rows in [256, 1024, 4096, 16_384, 65_536] {
      let trainer = try problem(rows: rows).trainer(.single)
      add("rows", "\(rows)", Timing { trainer.step() })
    }
    for (rows, rounds, runs) in [(1024, 60, 20), (65_536, 10, 5)] {
      try compare("threads, \(rows) rows", [1, 2], rounds: rounds, runs: runs) {
        try problem(rows: rows).trainer(.single, threads: $0)
      }
    }
  }
}
