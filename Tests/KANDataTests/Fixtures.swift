import Foundation
import KANData
import Testing

/// The bytes of a file in `Fixtures`.
func fixture(_ name: String) throws -> [UInt8] {
  try [UInt8](Data(contentsOf: URL(fileURLWithPath: fixturePath(name))))
}

func fixturePath(_ name: String) throws -> String {
  try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/\(name)").path
}

/// A folder of its own for one test, removed when the test is done with it.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kan-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}

/// The table in `text`.
func table(_ text: String, _ options: Table.Options = Table.Options()) throws -> Table {
  try Table(bytes: Array(text.utf8), options: options)
}

/// The error that `body` throws.
func dataError<Result>(_ body: () throws -> Result) throws -> DataError {
  try #require(throws: DataError.self) { _ = try body() }
}
