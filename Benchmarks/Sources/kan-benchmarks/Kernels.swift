import CMultiplyAdd
import KANKernels
import KANNumerics

/// The kernels one by one on a layer 43 → 64, tile by tile as the engine calls them.
enum Kernels {
  /// The names of the instruction sets.
  static let levels = ["portable", "AVX2", "AVX-512"]

  /// Floating-point operations per second of multiply-adds alone.
  static func peak() -> Double {
    var sink: Float = 0
    var operations = 0.0
    let timing = Timing { operations = multiply_adds_f32(100_000, &sink) }
    return operations / timing.minimum
  }

  static func run(_ report: inout Report) {
    let peak = peak()
    for level in 0...kan_best_level() {
      for intervals in [5, 50] { run(&report, level: level, intervals: intervals, peak: peak) }
    }
  }

  private static func run(_ report: inout Report, level: Int32, intervals: Int, peak: Double) {
    let (inputs, outputs, width, order) = (43, 64, 128, 3)
    let table = kan_select_f32(level).pointee
    var random = SeededRandom(seed: 1)
    func uniforms(_ count: Int) -> [Float] { (0..<count).map { _ in Float(random.uniform(in: -1...1)) } }
    let rows = inputs * width
    let knots = (0...intervals + 2 * order).map { 2 * Float($0 - order) / Float(intervals) - 1 }
    let x = Memory(uniforms(rows))
    let first = Memory([Int32](repeating: 0, count: rows))
    let sorted = Memory([Int32](repeating: 0, count: rows))
    let starts = Memory([Int32](repeating: 0, count: inputs * (intervals + 2)))
    let (values, slopes) = (Memory(uniforms(4 * rows)), Memory(uniforms(4 * rows)))
    let (base, baseSlopes) = (Memory(uniforms(rows)), Memory(uniforms(rows)))
    let size = (intervals + order + 1) * outputs
    let (c, cBar) = (Memory(uniforms(inputs * size)), Memory(uniforms(inputs * size)))
    let (sums, own) = (Memory(uniforms(width * outputs)), Memory(uniforms(width * outputs)))
    let (xBar, start) = (Memory(uniforms(rows)), Memory(uniforms(outputs)))
    let blocks = (0..<inputs).map {
      kan_block(
        input: $0, intervals: intervals, offset: $0 * size, target: $0, starts: $0 * (intervals + 2))
    }
    let contraction = 2 * Double(rows * outputs * (order + 2))
    func add(_ name: String, _ operations: Double?, _ work: () -> Void) {
      let timing = Timing(repetitions: 200, seconds: 0.1, work)
      let rate = operations.map { $0 / timing.median }
      report.add(
        Line(
          group: "Kernels, 43 → 64, \(width) samples, Float, G \(intervals), \(levels[Int(level)])",
          name: name, timing: timing, gigaflops: rate.map { $0 / 1e9 }, shareOfPeak: rate.map { $0 / peak }))
    }
    let k = Int32(order)
    add("bases and slopes", nil) {
      for i in 0..<inputs {
        table.basis(
          k, 0, intervals, knots, Float(intervals) / 2, nil, nil, width, x.start + i * width,
          first.start + i * width, values.start + 4 * i * width, slopes.start + 4 * i * width)
      }
    }
    add("base function", nil) { table.base(0, 0, -1, 1, rows, x.start, base.start, baseSlopes.start) }
    add("sorting by cell", nil) {
      for i in 0..<inputs {
        table.bucket(
          intervals, width, first.start + i * width, sorted.start + i * width,
          starts.start + i * (intervals + 2))
      }
    }
    var tile = kan_tile_f32(
      count: width, first: first.start, order: sorted.start, starts: starts.start, values: values.start,
      slopes: slopes.start, base: base.start, baseSlopes: baseSlopes.start)
    add("forward", contraction) {
      table.wideForward(k, &tile, inputs, blocks, outputs, c.start, start.start, sums.start)
    }
    add("coefficient gradient", contraction) {
      table.wideCoefficients(k, &tile, inputs, blocks, outputs, sums.start, 1, cBar.start)
    }
    add("input gradient", contraction * Double(order + 3) / Double(order + 2)) {
      table.wideInputs(k, &tile, inputs, blocks, outputs, c.start, sums.start, xBar.start)
    }
    add("transposition", nil) { table.toSamples(outputs, width, sums.start, outputs, own.start) }
  }

  /// Aligned memory for one run.
  private final class Memory<Element> {
    let start: UnsafeMutablePointer<Element>

    init(_ elements: [Element]) {
      start = UnsafeMutableRawPointer.allocate(
        byteCount: elements.count * MemoryLayout<Element>.stride, alignment: 64
      ).bindMemory(to: Element.self, capacity: elements.count)
      start.initialize(from: elements, count: elements.count)
    }

    deinit { UnsafeMutableRawPointer(start).deallocate() }
  }
}
