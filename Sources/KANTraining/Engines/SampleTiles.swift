import KANKernels
import KANModel

/// Samples in scaled units, cut into tiles of equal width.
///
/// The last tile is padded with copies of a real sample with weight 0, so that kernels process whole tiles and no number occurs
/// that is not in the data.
struct SampleTiles<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
  /// Samples per tile, a multiple of 8.
  let width: Int
  /// The number of tiles.
  let count: Int
  /// The number of samples.
  let sampleCount: Int
  /// Σ w.
  let totalWeight: Double
  /// The sign of all weights of a tile if they were sorted by sign; 1 otherwise.
  let signs: [Double]
  private let inputs: Buffer<Scalar>
  private let targets: Buffer<Scalar>
  private let weights: Buffer<Scalar>
  private let inputCount: Int
  private let targetCount: Int
  /// The samples with padding.
  private var stride: Int { count * width }

  /// Scales and lays out samples.
  ///
  /// - Parameters:
  ///   - columns: `columns[i][s]` in the user's units.
  ///   - targetColumns: `targetColumns[j][s]`; scaled like the outputs if `scalesTargets`.
  ///   - splitsSigns: whether samples of negative weight get separate tiles and weights are stored as √|w|, as normal equations
  ///     need them.
  init(
    _ columns: [[Double]], targets targetColumns: [[Double]], weights sampleWeights: [Double]?,
    inputFeatures: [Network.Feature], outputFeatures: [Network.Feature], scalesTargets: Bool = true,
    splitsSigns: Bool,
    preferredWidth: Int
  ) {
    let n = columns[0].count
    sampleCount = n
    let width = min(preferredWidth, (n + 7) / 8 * 8)
    self.width = width
    var order: [Int] = []
    var signs: [Double] = []
    func append(_ rows: [Int], sign: Double) {
      guard !rows.isEmpty else { return }
      let tiles = (rows.count + width - 1) / width
      order += rows
      order += [Int](repeating: -1 - rows[0], count: tiles * width - rows.count)
      signs += [Double](repeating: sign, count: tiles)
    }
    if splitsSigns, let sampleWeights, sampleWeights.contains(where: { $0 < 0 }) {
      append((0..<n).filter { sampleWeights[$0] >= 0 }, sign: 1)
      append((0..<n).filter { !(sampleWeights[$0] >= 0) }, sign: -1)
    } else {
      append(Array(0..<n), sign: 1)
    }
    self.signs = signs
    count = signs.count
    let stride = signs.count * width
    (inputCount, targetCount) = (columns.count, targetColumns.count)
    let inputs = Buffer<Scalar>(count: columns.count * stride, repeating: 0)
    let targets = Buffer<Scalar>(count: targetColumns.count * stride, repeating: 0)
    let weights = Buffer<Scalar>(count: stride, repeating: 0)
    (self.inputs, self.targets, self.weights) = (inputs, targets, weights)

    func fill(
      _ table: Buffer<Scalar>, _ c: Int, of columnCount: Int, _ column: [Double], _ feature: Network.Feature?
    ) {
      let (shift, factor) = (feature?.shift ?? 0, 1 / (feature?.scale ?? 1))
      for (s, row) in order.enumerated() {
        table.pointer[Self.place(s, c, of: columnCount, width)] = Scalar(
          (column[row >= 0 ? row : -1 - row] - shift) * factor)
      }
    }
    for (i, column) in columns.enumerated() {
      fill(inputs, i, of: columns.count, column, inputFeatures[i])
    }
    for (j, column) in targetColumns.enumerated() {
      let feature = outputFeatures.indices.contains(j) && scalesTargets ? outputFeatures[j] : nil
      fill(targets, j, of: targetColumns.count, column, feature)
    }
    var total = 0.0
    for (s, row) in order.enumerated() where row >= 0 {
      let weight = sampleWeights?[row] ?? 1
      total += weight
      weights.pointer[s] = Scalar(splitsSigns ? abs(weight).squareRoot() : weight)
    }
    totalWeight = total
  }

  /// The position of sample s of column c: [tile][column][sample], so that a tile is contiguous in memory for any number of samples.
  private static func place(_ s: Int, _ c: Int, of columns: Int, _ width: Int) -> Int {
    (s / width * columns + c) * width + s % width
  }

  /// The number of samples of a tile that are not padding, if signs were not split.
  func validCount(tile: Int) -> Int { min(width, sampleCount - tile * width) }
  /// Input `i` of the samples of a tile.
  func input(_ i: Int, tile: Int) -> UnsafePointer<Scalar> {
    UnsafePointer(inputs.pointer + Self.place(tile * width, i, of: inputCount, width))
  }
  /// Target `j` of the samples of a tile.
  func target(_ j: Int, tile: Int) -> UnsafePointer<Scalar> {
    UnsafePointer(targets.pointer + Self.place(tile * width, j, of: targetCount, width))
  }
  /// The weights (or their roots) of a tile.
  func weights(tile: Int) -> UnsafePointer<Scalar> { UnsafePointer(weights.pointer + tile * width) }

  /// Prefetches one of `parts` parts of the next tile: targets are read all at once after the forward pass of a tile, too fast for
  /// memory.
  func prefetch(tile: Int, part: Int, of parts: Int) {
    guard tile < count else { return }
    func ask(_ table: Buffer<Scalar>, _ columns: Int) {
      let length = columns * width
      let (from, to) = (length * part / parts, length * (part + 1) / parts)
      kan_prefetch(table.pointer + tile * length + from, (to - from) * MemoryLayout<Scalar>.stride)
    }
    ask(inputs, inputCount)
    ask(targets, targetCount)
  }

  /// An empty batch that `load` fills with samples of `source`.
  init(batchOf size: Int, from source: SampleTiles, inputCount: Int, targetCount: Int) {
    (self.inputCount, self.targetCount) = (inputCount, targetCount)
    width = source.width
    count = (size + width - 1) / width
    sampleCount = size
    totalWeight = source.totalWeight * Double(size) / Double(source.sampleCount)
    signs = [Double](repeating: 1, count: count)
    inputs = Buffer(count: inputCount * count * width, repeating: 0)
    targets = Buffer(count: targetCount * count * width, repeating: 0)
    weights = Buffer(count: count * width, repeating: 0)
  }

  /// Fills a batch with the samples `rows` of `source`, as many as the batch holds.
  @_specialize(where Scalar == Float) @_specialize(where Scalar == Double)
  func load(_ rows: ArraySlice<Int>, from source: SampleTiles, inputCount: Int, targetCount: Int) {
    let width = width
    func copy(_ row: Int, of table: Buffer<Scalar>, to s: Int, of own: Buffer<Scalar>, columns: Int) {
      let from = table.pointer + Self.place(row, 0, of: columns, width)
      let to = own.pointer + Self.place(s, 0, of: columns, width)
      for c in 0..<columns { to[c &* width] = from[c &* width] }
    }
    for s in 0..<stride {
      // Padding repeats the last sample with weight 0.
      let row = rows[rows.startIndex + min(s, rows.count - 1)]
      copy(row, of: source.inputs, to: s, of: inputs, columns: inputCount)
      copy(row, of: source.targets, to: s, of: targets, columns: targetCount)
      weights.pointer[s] = s < rows.count ? source.weights.pointer[row] : 0
    }
  }

  /// An empty batch for rows of a source, all of weight 1.
  init(batchOf size: Int, inputs inputCount: Int, targets targetCount: Int) {
    (self.inputCount, self.targetCount) = (inputCount, targetCount)
    width = min(128, (size + 7) / 8 * 8)
    count = (size + width - 1) / width
    sampleCount = size
    totalWeight = Double(size)
    signs = [Double](repeating: 1, count: count)
    inputs = Buffer(count: inputCount * count * width, repeating: 0)
    targets = Buffer(count: targetCount * count * width, repeating: 0)
    weights = Buffer(count: count * width, repeating: 0)
    for s in 0..<size { weights.pointer[s] = 1 }
  }

  /// Scales and lays out `rows`, [sample][column], as many as the batch holds; padding repeats the last one.
  @_specialize(where Scalar == Float) @_specialize(where Scalar == Double)
  func load(
    _ rows: UnsafePointer<Float>, columnCount: Int, inputs inputColumns: [Int], targets targetColumns: [Int],
    _ network: Network, scalesTargets: Bool
  ) {
    let columns =
      zip(inputColumns, network.inputs).enumerated().map { i, own in
        Column(inputs, i, of: inputCount, from: own.0, own.1, width: width)
      }
      + targetColumns.enumerated().map { j, column in
        Column(
          targets, j, of: targetCount, from: column, scalesTargets ? network.outputs[j] : nil, width: width)
      }
    // Eight rows at a time, so that they stay in the cache for all their columns.
    for first in Swift.stride(from: 0, to: stride, by: 8) {
      var offsets = SIMD8<Int>()
      for s in 0..<8 { offsets[s] = min(first + s, sampleCount - 1) * columnCount }
      for column in columns {
        let target = column.start + Self.place(first, 0, of: column.count, width)
        for s in 0..<8 {
          target[s] = (Scalar(rows[offsets[s] + column.source]) - column.shift) * column.factor
        }
      }
    }
  }

  /// A column of a source, the table of `count` columns into which it is copied, and its scaling.
  private struct Column {
    let source: Int
    let start: UnsafeMutablePointer<Scalar>
    let count: Int
    let shift: Scalar
    let factor: Scalar

    init(
      _ table: Buffer<Scalar>, _ c: Int, of count: Int, from source: Int, _ feature: Network.Feature?,
      width: Int
    ) {
      start = table.pointer + c * width
      (self.count, self.source) = (count, source)
      (shift, factor) = (Scalar(feature?.shift ?? 0), Scalar(1 / (feature?.scale ?? 1)))
    }
  }
}
