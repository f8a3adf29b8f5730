import KANFiles

extension ReportError {
  /// Runs `body` and translates its errors to this room's own.
  static func translating<Result>(_ body: () throws(FileError) -> Result) throws(ReportError) -> Result {
    do throws(FileError) {
      return try body()
    } catch {
      switch error {
      case .cannotRead(let path, let reason), .cannotWrite(let path, let reason):
        throw .unwritableFile(path: path, reason: reason)
      case .damaged(let reason): throw .unwritableFile(path: "", reason: reason)
      }
    }
  }
}
