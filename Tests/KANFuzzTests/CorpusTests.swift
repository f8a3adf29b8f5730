import Foundation
import KANNumerics
import Testing

@testable import KANFuzz

/// The stored inputs of the fuzzing campaign (`make fuzz`), and variations of them: every reader takes or refuses them, whatever the bytes.
/// A trap, or a property that does not hold, ends the test run with the reason.
@Suite struct CorpusTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .appendingPathComponent("Fuzz/corpus")
  /// The number of variations of each input.
  private static let variations = 150

  @Test(arguments: FuzzTarget.allCases) func inputsAreReadOrRefused(target: FuzzTarget) throws {
    let folder = Self.folder.appendingPathComponent(target.rawValue)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(!names.isEmpty, "the corpus of \(target.rawValue) is empty")
    var random = SeededRandom(seed: 1)
    for name in names {
      let bytes = Array(try Data(contentsOf: folder.appendingPathComponent(name)))
      target.run(bytes)
      for _ in 0..<Self.variations { target.run(Self.varied(bytes, &random)) }
    }
  }

  /// The bytes with one changed, some left out, some repeated, or without their end.
  private static func varied(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    guard !bytes.isEmpty else { return [UInt8(truncatingIfNeeded: random.next())] }
    func place() -> Int { Int(random.next() % UInt64(bytes.count)) }
    let ends = [place(), place()].sorted()
    var varied = bytes
    switch random.next() % 4 {
    case 0: varied[ends[0]] = UInt8(truncatingIfNeeded: random.next())
    case 1: varied.removeSubrange(ends[0]..<ends[1])
    case 2: varied.insert(contentsOf: bytes[ends[0]..<ends[1]], at: ends[0])
    default: varied.removeLast(bytes.count - ends[1])
    }
    return varied
  }
}
