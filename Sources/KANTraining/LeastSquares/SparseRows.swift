import KANKernels

/// The Jacobian of one tile, one row per sample, as runs of neighbouring parameters.
///
/// Only k + 1 bases of an input are non-zero at a sample, so only few of the p parameters matter; the normal equations of fine
/// grids then cost the square of that number per sample instead of p². The last run is the residual, column p.
final class SparseRows: @unchecked Sendable {
  /// The number of values per sample.
  let valueCount: Int
  private let width: Int
  private let lengths: Buffer<Int32>
  /// `starts[s][m]`: the first column of run m.
  private let starts: Buffer<Int32>
  /// `values[s][…]`, run after run.
  private let values: Buffer<Double>
  /// The first run of each layer and the position of its first value.
  private let layers: [(run: Int, value: Int)]
  private let plan: NetworkPlan

  init(_ plan: NetworkPlan, width: Int) {
    self.plan = plan
    self.width = width
    let runs = plan.layers.map(Self.lengths)
    var (run, value) = (0, 0)
    layers = runs.map { lengths in
      defer { (run, value) = (run + lengths.count, value + lengths.reduce(0, +)) }
      return (run, value)
    }
    let all = runs.flatMap { $0 } + [1]
    lengths = Buffer(all.map { Int32($0) }, padding: 0)
    valueCount = all.reduce(0, +)
    starts = Buffer(count: all.count * width, repeating: 0)
    values = Buffer(count: valueCount * width, repeating: 0)
  }

  /// The number of values per sample, including the residual.
  static func valueCount(_ plan: NetworkPlan) -> Int {
    plan.layers.reduce(1) { $0 + lengths($1).reduce(0, +) }
  }

  /// For each input the non-zero coefficients and base weights, then biases and symbolic constants together.
  private static func lengths(_ layer: LayerPlan) -> [Int] {
    layer.blocks.flatMap { block in
      let edges = block.sums.count
      return [(layer.order + 1) * edges] + (block.baseOffset == nil ? [] : [edges])
    } + [layer.otherRange.count]
  }

  /// Writes the runs of one layer; `others` contains a row of samples for each parameter that is not a coefficient.
  func write(
    layer l: Int, _ rows: TileWorkspace<Double>.LayerRows, taps: Int, others: UnsafePointer<Double>
  ) {
    let layer = plan.layers[l]
    var (run, place) = layers[l]
    let adjoints = rows.adjoints.pointer
    for block in layer.blocks {
      let edges = block.sums.count
      let length = (layer.order + 1) * edges
      let first = rows.first.pointer + block.input * width
      let bases = rows.values.pointer + block.input * width * taps
      block.sums.withUnsafeBufferPointer { sums in
        for s in 0..<width {
          starts.pointer[s * lengths.count + run] = Int32(block.offset) + first[s] * Int32(edges)
          let target = values.pointer + s * valueCount + place
          for e in 0..<edges {
            let adjoint = adjoints[Int(sums[e]) * width + s]
            for r in 0...layer.order { target[r * edges + e] = adjoint * bases[s * taps + r] }
          }
        }
      }
      (run, place) = (run + 1, place + length)
      if let base = block.baseOffset {
        write(base..<base + edges, run, place, others)
        (run, place) = (run + 1, place + edges)
      }
    }
    write(layer.otherRange, run, place, others)
  }

  /// Writes the residuals, one per sample.
  func write(residuals: UnsafePointer<Double>, column: Int) {
    for s in 0..<width {
      starts.pointer[(s + 1) * lengths.count - 1] = Int32(column)
      values.pointer[(s + 1) * valueCount - 1] = residuals[s]
    }
  }

  private func write(_ columns: Range<Int>, _ run: Int, _ place: Int, _ rows: UnsafePointer<Double>) {
    for s in 0..<width {
      starts.pointer[s * lengths.count + run] = Int32(columns.lowerBound)
      let target = values.pointer + s * valueCount + place
      for (n, column) in columns.enumerated() { target[n] = rows[column * width + s] }
    }
  }

  /// Adds sign·JᵀJ, including the residual.
  func addSquare(sign: Double, to equations: NormalEquations) {
    Cholesky.sparseRankUpdate(
      count: width, runs: lengths.count, lengths: lengths.pointer, starts: starts.pointer,
      valueCount: valueCount, values: values.pointer, sign: sign, into: equations.matrix.pointer,
      leading: equations.leading)
  }
}
