/// Turns rows into columns, one cache-sized block at a time.
struct ColumnBuilder {
  private(set) var columns: [[Double]]
  /// The number of rows of a full block.
  let blockRows: Int

  /// Prepares `count` empty columns; a block is about half a megabyte.
  init(count: Int) {
    columns = Array(repeating: [], count: count)
    blockRows = max(1, min(2048, 65_536 / max(count, 1)))
  }

  /// Makes room for `rows` rows in every column.
  mutating func reserve(rows: Int) {
    for c in columns.indices { columns[c].reserveCapacity(rows) }
  }

  /// Appends the first `rows` rows of a row-major block.
  mutating func append(_ block: UnsafePointer<Double>, rows: Int) {
    let count = columns.count
    for c in columns.indices {
      let first = block + c
      columns[c].append(contentsOf: (0..<rows).lazy.map { first[$0 * count] })
    }
  }
}
