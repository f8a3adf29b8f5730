import KANData

/// Samples that do not fit into memory, or should not be kept there: rows of numbers read batch by batch, ahead of their use and
/// therefore on another thread.
package protocol SampleSource: Sendable {
  /// The number of samples.
  var rowCount: Int { get }
  /// The number of values per sample, inputs and targets.
  var columnCount: Int { get }
  /// Reads the samples `rows` into `values`, [sample][column]; all must be finite.
  func read(_ rows: Range<Int>, into values: UnsafeMutableBufferPointer<Float>) throws(DataError)
}

extension NPYRows: SampleSource {}
