import Foundation
import KANFiles
import KANTestSupport
import Testing

@Suite struct FileErrorTests {
  @Test(arguments: [
    FileError.cannotRead(path: "p", reason: "why"), .cannotWrite(path: "p", reason: "why"),
    .damaged(reason: "why"),
  ])
  func everyErrorHasAReason(error: FileError) { #expect(error.reason == "why") }

  @Test func whatIsNotThereIsSaidSo() {
    let error = #expect(throws: FileError.self) { try FileBytes.read("/nowhere/at/all") }
    #expect(error?.reason.isEmpty == false)
  }

  /// What has no size beforehand is read to its end: an empty file, and a pipe that gives one byte.
  @Test func filesOfUnknownSizeAreReadToTheirEnd() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try folder.write("", to: "empty")
    #expect(try FileBytes.read(folder.path("empty")).isEmpty)
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data([7]))
    try pipe.fileHandleForWriting.close()
    #expect(try FileBytes.read("/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)") == [7])
  }
}
