import Foundation
import KANData
import KANNumerics
import Testing

@testable import KANSymbolic

/// Products of powers, over many decades and with either sign, are seen in one look; everything else is left alone.
@Suite struct MonomialViewTests {
  static func table(_ law: ([Double]) -> Double) throws -> Dataset {
    var random = SeededRandom(seed: 5)
    let columns = (0..<3).map { _ in
      (0..<200).map { _ in pow(10, random.uniform(in: -12...9)) * (random.uniform() < 0.5 ? -1 : 1) }
    }
    let y = (0..<200).map { s in law(columns.map { $0[s] }) }
    return try Dataset(inputNames: ["a", "b", "c"], inputs: columns, targetNames: ["y"], targets: [y])
  }

  @Test(arguments: [(1, -2, 0), (3, 0, 1), (0, 0, -1), (2, 2, 2)])
  func findsPowers(p: Int, q: Int, r: Int) throws {
    let data = try Self.table {
      -6.674e-11 * pow($0[0], Double(p)) * pow($0[1], Double(q)) * pow($0[2], Double(r))
    }
    let view = try #require(MonomialView(data))
    for (predicted, target) in zip(view.network(data.inputs)[0], data.targets[0]) {
      #expect(abs(predicted - target) <= 1e-9 * abs(target))
    }
  }

  @Test func seesNoPowerInASum() throws {
    #expect(MonomialView(try Self.table { $0[0] + $0[1] }) == nil)
    // The size is a power, the sign is not.
    #expect(MonomialView(try Self.table { abs($0[0]) * $0[1] }) == nil)
  }
}
