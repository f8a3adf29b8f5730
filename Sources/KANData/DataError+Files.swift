import KANFiles

extension DataError {
  /// Throws if memory cannot hold a table of this many numbers.
  static func requireMemory(numbers: Int, for name: String) throws(DataError) {
    let (bytes, overflow) = numbers.multipliedReportingOverflow(by: MemoryLayout<Double>.size)
    try translating { () throws(FileError) in
      try AvailableMemory.require(overflow ? .max : bytes, for: name)
    }
  }

  /// Runs `body` and translates its errors to this room's own.
  static func translating<Result>(_ body: () throws(FileError) -> Result) throws(DataError) -> Result {
    do throws(FileError) {
      return try body()
    } catch {
      switch error {
      case .cannotRead(let path, let reason): throw .cannotRead(path: path, reason: reason)
      case .cannotWrite(let path, let reason): throw .cannotWrite(path: path, reason: reason)
      case .damaged(let reason): throw .malformedArchive(reason: reason)
      }
    }
  }
}
