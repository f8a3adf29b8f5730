import Dispatch
import KANFiles

/// Reads a large file of plain numbers block by block, several blocks at a time on as many cores, so that memory holds little more
/// than the table itself.
///
/// It reads only plain numbers. If it meets anything else it gives up, and the careful `CSVReader` reads the whole file and reports
/// errors, if there are any.
struct CSVBlockReader {
  private let file: RandomAccessFile
  private let threads: Int
  /// Bytes per block.
  private let blockSize: Int
  private let separator: UInt8
  private let names: [String]
  /// Where the first row starts.
  private let start: Int

  /// Reads separator and names; `nil` if the first block does not contain them completely.
  init?(
    _ file: RandomAccessFile, options: Table.Options, threads: Int, blockSize: Int = 1 << 21
  ) throws(DataError) {
    let head = try Self.head(of: file, count: min(file.count, blockSize))
    guard let opening = Self.opening(of: head, options) else { return nil }
    (self.file, self.threads, self.blockSize) = (file, max(1, threads), blockSize)
    (separator, names, start) = opening
  }

  private static func head(of file: RandomAccessFile, count: Int) throws(DataError) -> [UInt8] {
    var head = [UInt8](repeating: 0, count: count)
    try DataError.translating { () throws(FileError) in
      var failure: FileError?
      head.withUnsafeMutableBytes { bytes in
        do throws(FileError) { try file.read(bytes, at: 0) } catch { failure = error }
      }
      if let failure { throw failure }
    }
    return head
  }

  private static func opening(of head: [UInt8], _ options: Table.Options) -> (UInt8, [String], Int)? {
    head.withUnsafeBufferPointer { text in
      guard let reader = try? CSVReader(text, options: options), !reader.isAtEnd else { return nil }
      return (reader.separator, reader.names, reader.position)
    }
  }

  /// The table; `nil` if the file contains anything but plain numbers.
  func table() throws(DataError) -> Table? {
    var builder = ColumnBuilder(count: names.count)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: threads * blockSize, alignment: 64)
    defer { buffer.deallocate() }
    var (offset, kept) = (start, 0)
    while offset < file.count || kept > 0 {
      // The beginning of a row left over from the last block comes first.
      let fresh = min(buffer.count - kept, file.count - offset)
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[kept..<kept + fresh])
      try DataError.translating { () throws(FileError) in try file.read(room, at: offset) }
      offset += fresh
      let text = UnsafeBufferPointer(
        start: buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), count: kept + fresh)
      guard let blocks = blocks(of: text, isLast: offset == file.count) else { return nil }
      guard let parts = parse(blocks) else { return nil }
      if builder.columns[0].isEmpty {
        let rows = parts.reduce(0) { $0 + $1.count } / names.count
        let bytesPerRow = max(1, blocks.reduce(0) { $0 + $1.count } / max(1, rows))
        let expected = (file.count - start) / bytesPerRow * 102 / 100 + 1
        try DataError.requireMemory(numbers: expected * names.count, for: file.path)
        builder.reserve(rows: expected)
      }
      for part in parts {
        part.withUnsafeBufferPointer { part in
          if let base = part.baseAddress { builder.append(base, rows: part.count / names.count) }
        }
      }
      let read = blocks.reduce(0) { $0 + $1.count }
      kept = text.count - read
      buffer.copyMemory(
        from: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[read..<read + kept]))
    }
    guard builder.columns[0].count > 0 else { return nil }
    return Table(checkedNames: names, columns: builder.columns)
  }

  /// Whole lines, distributed evenly; `nil` if no line ends.
  private func blocks(of text: UnsafeBufferPointer<UInt8>, isLast: Bool) -> [UnsafeBufferPointer<UInt8>]? {
    let lineFeed = UInt8(ascii: "\n")
    var blocks: [UnsafeBufferPointer<UInt8>] = []
    var start = 0
    for block in 1...threads {
      var end = text.count * block / threads
      if block < threads || !isLast {
        // The last line feed before the place where the block should end.
        while end > start, text[end - 1] != lineFeed { end -= 1 }
      }
      guard end > start else { continue }
      blocks.append(UnsafeBufferPointer(rebasing: text[start..<end]))
      start = end
    }
    return blocks.isEmpty ? nil : blocks
  }

  /// The numbers of each block, row by row; `nil` if one of them contains anything else.
  private func parse(_ blocks: [UnsafeBufferPointer<UInt8>]) -> [[Double]]? {
    var parts = [[Double]?](repeating: nil, count: blocks.count)
    parts.withUnsafeMutableBufferPointer { parts in
      let work = Work(blocks: blocks, parts: parts)
      DispatchQueue.concurrentPerform(iterations: blocks.count) { n in
        work.parts[n] = CSVReader.plainRows(work.blocks[n], separator: separator, columns: names.count)
      }
    }
    let found = parts.compactMap { $0 }
    return found.count == blocks.count ? found : nil
  }

  /// The data that threads share: each reads its own block and writes its own part.
  private struct Work: @unchecked Sendable {
    let blocks: [UnsafeBufferPointer<UInt8>]
    let parts: UnsafeMutableBufferPointer<[Double]?>
  }
}
