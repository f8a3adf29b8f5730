import Foundation
import KANInterchange
import Testing

@testable import KANInterchange

/// A folder of its own for one test, removed when the test is done with it.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kan-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}

/// The error that `body` throws.
func interchangeError<Result>(_ body: () throws -> Result) throws -> InterchangeError {
  try #require(throws: InterchangeError.self) { _ = try body() }
}

/// A safetensors file with the given header and `count` zero bytes.
func container(_ header: String, _ count: Int = 0) -> [UInt8] {
  withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) } + Array(header.utf8)
    + Array(repeating: 0, count: count)
}

/// The file of `model` with parts of its header or numbers replaced.
func tampered(
  _ model: ModelFile, metadata change: (inout [String: String]) -> Void = { _ in },
  tensors: [String: (shape: [Int], values: [Double])] = [:]
) throws -> [UInt8] {
  let file = try SafetensorsReader(model.bytes())
  var writer = SafetensorsWriter()
  // What is behind the checksum is to be tested.
  writer.metadata = file.metadata.filter { $0.key != SafetensorsChecksum.key }
  change(&writer.metadata)
  for name in Set(file.tensors.keys).union(tensors.keys).sorted() {
    if let (shape, values) = tensors[name] {
      writer.append(name, shape: shape, values)
    } else if let tensor = file.tensors[name] {
      writer.append(name, shape: tensor.shape, try file.doubles(name))
    }
  }
  return writer.bytes()
}
