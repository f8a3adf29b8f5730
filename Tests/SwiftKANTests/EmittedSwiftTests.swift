import Foundation
import KANTestSupport
import SwiftKAN
import Testing

/// The Swift that users paste into their programs: compiled by `swiftc`, it gives what the network gives.
@Suite struct EmittedSwiftTests {
  static let compiler = ProgramOutput.path(of: "swiftc")

  @Test(.enabled(if: compiler != nil, "swiftc is not on the PATH"))
  func agreesWithTheNetworkItCameFrom() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("emitted-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }

    var files: [String] = []
    var calls = ""
    var expected: [Double] = []
    for (n, law) in RecoveryTests.laws.enumerated() {
      let found = try discover(
        RecoveryTests.table(law, rows: 300, seed: 31), options: Discovery.Options(effort: .low))
      let formula = try #require(found.formula)
      let path = folder.appendingPathComponent("Law\(n).swift").path
      try formula.swift(functionName: "law\(n)").write(toFile: path, atomically: true, encoding: .utf8)
      files.append(path)
      let fresh = try RecoveryTests.table(law, rows: 20, seed: 32)
      expected += found.network(fresh.inputs)[0]
      for s in 0..<fresh.count {
        let arguments = zip(fresh.inputNames, fresh.inputs).map { "\($0): \($1[s])" }.joined(separator: ", ")
        calls += "print(law\(n)(\(arguments)))\n"
      }
    }
    let main = folder.appendingPathComponent("main.swift").path
    try calls.write(toFile: main, atomically: true, encoding: .utf8)
    let program = folder.appendingPathComponent("laws").path
    let compilation = try ProgramOutput(of: #require(Self.compiler), files + [main, "-o", program])
    let values = try ProgramOutput(of: program, []).text.split(separator: "\n").compactMap { Double($0) }
    try #require(values.count == expected.count, "\(compilation.text)")
    for (value, reference) in zip(values, expected) {
      #expect(abs(value - reference) <= 1e-9 * max(1, abs(reference)))
    }
  }
}
