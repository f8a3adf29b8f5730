#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Files that are replaced as a whole or not at all.
enum WrittenFile {
  /// Writes bytes to a path.
  static func write(_ bytes: some Sequence<UInt8>, to path: String) throws(ReportError) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .unwritableFile(path: path, reason: reason(error))
    }
  }

  /// The operating system's word for what went wrong, without the wrapping of Foundation.
  static func reason(_ error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileWriteNoPermission?: "permission denied"
    case .fileWriteFileExists?: "a file of that name is in the way"
    case .fileWriteOutOfSpace?: "the disk is full"
    case .fileWriteVolumeReadOnly?: "the disk is read-only"
    case .fileNoSuchFile?, .fileReadNoSuchFile?: "its parent does not exist"
    default: "\(error.localizedDescription)"
    }
  }
}
