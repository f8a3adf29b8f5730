import KANFiles

extension InterchangeError {
  /// Runs `body` and translates its errors to this room's own.
  static func translating<Result>(_ body: () throws(FileError) -> Result) throws(InterchangeError) -> Result {
    do throws(FileError) {
      return try body()
    } catch {
      switch error {
      case .cannotRead(let path, let reason): throw .cannotRead(path: path, reason: reason)
      case .cannotWrite(let path, let reason): throw .cannotWrite(path: path, reason: reason)
      case .damaged(let reason): throw .notTorch(reason: reason)
      }
    }
  }
}
