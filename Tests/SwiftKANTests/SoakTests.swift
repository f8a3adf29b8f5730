import Foundation
import KANNumerics
import SwiftKAN
import Testing

/// Many searches in one process, as a server or a notebook runs them: memory stays flat. `make soak` asks for them.
@Suite struct SoakTests {
  private static let searches = ProcessInfo.processInfo.environment["KAN_SOAK"].flatMap { Int($0) } ?? 0

  /// The memory of this process that is in use, in bytes.
  private static var memory: Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
    return text.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map {
      $0 * sysconf(Int32(_SC_PAGESIZE))
    }
  }

  /// A table of a law that the seed chooses, and what the law is worth.
  private static func table(_ n: Int) throws -> Dataset {
    var random = SeededRandom(seed: UInt64(n))
    let (x, y) = (random.uniforms(60, in: 0.5...2), random.uniforms(60, in: 0.5...2))
    let a = Double(1 + random.integer(below: 9))
    let targets = zip(x, y).map { x, y in
      switch n % 4 {
      case 0: a * x * y
      case 1: x / (a + y)
      case 2: a * x * x + y
      default: sqrt(x * x + a * y * y)
      }
    }
    return try Dataset(inputNames: ["x", "y"], inputs: [x, y], targetNames: ["z"], targets: [targets])
  }

  @Test(.enabled(if: searches > 0)) func memoryStaysFlat() throws {
    var wrong = 0
    var early = 0
    let warmUp = max(1, Self.searches / 5)
    for n in 0..<Self.searches {
      let found = try discover(
        try Self.table(n), options: Discovery.Options(effort: .low, seed: UInt64(n), threads: 1))
      if !(found.formula?.fidelity.allSatisfy { $0.rSquared > 1 - 1e-9 } ?? false) { wrong += 1 }
      if n + 1 == warmUp { early = Self.memory ?? 0 }
    }
    let late = Self.memory ?? 0
    print(
      "soak: tried \(Self.searches), crashed 0, hung 0, wrong \(wrong); \(early >> 20) MiB after \(warmUp), "
        + "\(late >> 20) MiB at the end")
    #expect(wrong == 0)
    // What allocators keep for later grows for a while; a leak grows with every search.
    #expect(Double(late) <= 1.1 * Double(early) + 8e6)
  }
}
