import Foundation
import KANTestSupport
import Testing

@testable import KANFiles

@Suite struct AvailableMemoryTests {
  @Test func whatIsSmallIsTakenAndWhatNoMachineHasIsRefused() throws {
    #expect(throws: Never.self) { try AvailableMemory.require(1 << 20, for: "x") }
    guard AvailableMemory.bytes != nil else { return }
    let error = #expect(throws: FileError.self) { try AvailableMemory.require(.max, for: "x") }
    #expect(error?.reason.contains("of memory") == true)
  }

  /// A file of zeros that takes no room on the disk.
  @Test func filesLargerThanMemoryAreRefused() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try folder.write("1", to: "huge")
    guard AvailableMemory.bytes != nil, truncate(folder.path("huge"), 1 << 42) == 0 else { return }
    let error = #expect(throws: FileError.self) { try FileBytes.read(folder.path("huge")) }
    #expect(error?.reason.contains("4096 GiB") == true)
  }
}
