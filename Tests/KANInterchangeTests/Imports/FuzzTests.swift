import Foundation
import KANFiles
import KANModel
import KANNumerics
import Testing

@testable import KANInterchange

/// Damaged at random, every file gives a network that is whole or one error: never a trap, never much memory.
///
/// `KAN_FUZZ_COUNT` sets the number of inputs for each reader; a release build does a million in minutes.
@Suite struct FuzzTests {
  private static let count = ProcessInfo.processInfo.environment["KAN_FUZZ_COUNT"].flatMap(Int.init) ?? 2000

  /// The readers, each over whole files and over the part that a checksum would otherwise guard.
  enum Reader: String, CaseIterable, Sendable {
    case safetensors, torch, pickle, pykan, yaml, modelFile, onnx
  }

  @Test(arguments: Reader.allCases) func damagedFilesGiveErrorsOrNetworks(reader: Reader) throws {
    var random = SeededRandom(seed: 8).stream(UInt64(reader.rawValue.count))
    let seeds = try Self.seeds(reader)
    let configuration = try Checkpoint.bytes("pykan_affine_f64_config.yml")
    let state = try Checkpoint.bytes("pykan_affine_f64_state")
    var accepted = 0
    for n in 0..<Self.count {
      var bytes = seeds[Int(random.next() % UInt64(seeds.count))]
      Self.damage(&bytes, &random)
      let result = Result {
        switch reader {
        case .safetensors, .torch, .onnx: try ModelFile(importing: bytes).network
        case .pickle: try ModelFile(importing: Self.archive(bytes)).network
        case .pykan: try ModelFile(importingPykan: configuration, state: bytes).network
        case .yaml: try ModelFile(importingPykan: bytes, state: state).network
        case .modelFile: try ModelFile(bytes: bytes).network
        }
      }
      switch result {
      case .success(let network):
        accepted += 1
        #expect(throws: Never.self, "input \(n) of \(reader)") { try network.validated() }
      case .failure(let error):
        // An error is one sentence, whatever the file holds.
        let text = "\(error)"
        if !(error is InterchangeError) || text.isEmpty || text.utf8.count > 2000 {
          Issue.record("input \(n) of \(reader): \(text.prefix(300))")
        }
      }
    }
    if Self.count > 2000 { print("fuzz: \(reader.rawValue): \(Self.count) inputs, \(accepted) still whole") }
  }

  private static func seeds(_ reader: Reader) throws -> [[UInt8]] {
    switch reader {
    case .safetensors: return [try Checkpoint.bytes("efficient_kan_2_3_1_gelu.safetensors")]
    case .torch:
      return [
        try Checkpoint.bytes("efficient_kan_2_3_1_gelu.pt"),
        try Checkpoint.bytes("efficient_kan_order5_f64.pt"),
      ]
    case .pickle:
      return try ["efficient_kan_2_3_1_gelu.pt", "efficient_kan_2_5_1.pt"].map { name in
        let archive = try ZipArchive(Checkpoint.bytes(name))
        return Array(try archive.contents(of: archive.names[0]))
      }
    case .pykan: return [try Checkpoint.bytes("pykan_affine_f64_state")]
    case .yaml: return [try Checkpoint.bytes("pykan_affine_f64_config.yml")]
    case .onnx:
      return try ["onnx_torch.onnx", "onnx_dynamo.onnx", "onnx_nodes_f64.onnx"].map(Checkpoint.bytes)
    case .modelFile:
      var source = NetworkSource(seed: 5)
      return [try ModelFile(network: source.network()).bytes()]
    }
  }

  /// The pickle in an archive with the storages that the seeds refer to.
  private static func archive(_ pickle: [UInt8]) -> [UInt8] {
    var zip = ZipWriter()
    zip.append("x/data.pkl", pickle)
    // In both seeds storage n holds base weights, spline weights, scalers and knots of one layer in turn.
    for (n, size) in [24, 192, 24, 96, 12, 96, 12, 144].enumerated() {
      let values = (0..<size / 4).flatMap { Float($0).bitPattern.littleEndianBytes }
      zip.append("x/data/\(n)", values)
    }
    return zip.archive()
  }

  /// One to four changes: a bit, a byte, a run overwritten, cut out, repeated or replaced by a telling number.
  private static func damage(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
    let telling: [[UInt8]] = [
      [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0x80], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0],
      [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0xC0, 0x7F], Array("[[[[".utf8),
      Array("- - -".utf8),
      Array("9223372036854775807".utf8), Array("\nos\nsystem\n".utf8), Array("''".utf8), Array("&a *a".utf8),
    ]
    for _ in 0...random.next() % 4 where !bytes.isEmpty {
      let place = Int(random.next() % UInt64(bytes.count))
      let end = min(bytes.count, place + 1 + Int(random.next() % 16))
      switch random.next() % 7 {
      case 0: bytes[place] ^= 1 << (random.next() % 8)
      case 1: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      case 2: for n in place..<end { bytes[n] = UInt8(truncatingIfNeeded: random.next()) }
      case 3: bytes.removeSubrange(place..<end)
      case 4: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 5:
        let value = telling[Int(random.next() % UInt64(telling.count))]
        bytes.replaceSubrange(place..<min(bytes.count, place + value.count), with: value)
      default: if random.next() % 8 == 0 { bytes.removeSubrange(place...) }
      }
    }
  }
}
