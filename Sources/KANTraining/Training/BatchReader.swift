import Dispatch
import KANData
import KANModel
import KANNumerics

/// The batches of a source in a new random order each epoch, read one ahead: while one is processed, the next is read on a separate
/// thread.
final class BatchReader: @unchecked Sendable {
  /// The roles of the columns of the source, and whether targets are scaled like the outputs of the network.
  struct Columns: Sendable {
    let inputs: [Int]
    let targets: [Int]
    let scalesTargets: Bool
  }

  private let source: any SampleSource
  private let columns: Columns
  /// The network whose features contain the scaling of the columns.
  private let network: Network
  private let seed: UInt64
  private let rows: Buffer<Float>
  private let size: Int
  private let queue = DispatchQueue(label: "BatchReader", qos: .userInitiated)
  private var comingEpoch = 0
  private var order: [Int] = []
  private var position = 0
  /// Entered while a batch is being read; `rows` and the properties after it belong to that thread until it leaves.
  private let reading = DispatchGroup()
  private var coming: SampleTiles<Float>
  private var failure: DataError?

  /// The present batch, which reading does not touch; after an error of `advance` it is invalid.
  private(set) var batch: SampleTiles<Float>
  /// The epoch that the batch belongs to, from 1; 0 before the first.
  private(set) var epoch = 0

  init(
    _ source: any SampleSource, _ columns: Columns, scaledBy network: Network, batchSize: Int, seed: UInt64
  ) {
    (self.source, self.columns, self.network, self.seed) = (source, columns, network, seed)
    size = min(batchSize, source.rowCount)
    rows = Buffer(count: size * source.columnCount, repeating: 0)
    batch = SampleTiles(batchOf: size, inputs: columns.inputs.count, targets: columns.targets.count)
    coming = SampleTiles(batchOf: size, inputs: columns.inputs.count, targets: columns.targets.count)
  }

  /// Makes the next batch the present one.
  ///
  /// - Throws: `DataError` if the source threw it when that batch was read; the following batch is then the next.
  func advance() throws(DataError) {
    if comingEpoch == 0 { read() }
    reading.wait()
    let failure = failure
    swap(&batch, &coming)
    epoch = comingEpoch
    read()
    if let failure { throw failure }
  }

  /// Begins to read the next batch.
  private func read() {
    if position == order.count {
      var random = SeededRandom(seed: seed).stream(UInt64(comingEpoch))
      order = random.shuffled(Array(0..<(source.rowCount + size - 1) / size))
      position = 0
      comingEpoch += 1
    }
    // The last batch overlaps its neighbour rather than being smaller.
    let first = min(order[position] * size, source.rowCount - size)
    position += 1
    queue.async(group: reading) { [self] in
      do throws(DataError) {
        try source.read(
          first..<first + size, into: UnsafeMutableBufferPointer(start: rows.pointer, count: rows.count))
        coming.load(
          rows.pointer, columnCount: source.columnCount, inputs: columns.inputs, targets: columns.targets,
          network, scalesTargets: columns.scalesTargets)
        failure = nil
      } catch { failure = error }
    }
  }
}
