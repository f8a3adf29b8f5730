import KANFiles
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
}
