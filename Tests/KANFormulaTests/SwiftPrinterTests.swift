import Foundation
import KANFormula
import KANNumerics
import KANTestSupport
import Testing

@Suite struct SwiftPrinterTests {
  static let compiler = ProgramOutput.path(of: "swiftc")

  /// The emitted functions of many laws are compiled together and print the values of the tree.
  @Test(.enabled(if: compiler != nil, "swiftc is not on the PATH"))
  func emittedCodeCompilesAndAgrees() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "swift-printer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var laws = try CompiledExpressionTests.laws.map { try KANFormula.Expression(parsing: $0) }
    laws.append(try KANFormula.Expression(parsing: "`class`*x + `lep pt`/`1st`"))
    for seed in 0..<20 {
      var source = RandomExpressions(seed: UInt64(seed + 9_000))
      laws.append(source.network(depth: 2))
    }
    var files: [String] = []
    var expected: [Double] = []
    var calls: [String] = []
    for (index, law) in laws.enumerated() {
      let path = folder.appendingPathComponent("Law\(index).swift").path
      try SwiftPrinter().file(law, functionName: "law\(index)").write(
        toFile: path, atomically: true, encoding: .utf8)
      files.append(path)
      let names = law.variables
      let values = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, 0.4 + 0.3 * Double($0)) })
      expected.append(law.value(at: values))
      calls.append(
        "print(call\(names.count)(law\(index), [\(names.map { "\(values[$0] ?? 0)" }.joined(separator: ", "))]))"
      )
    }
    let helpers = """
      func call1(_ f: (Double) -> Double, _ v: [Double]) -> Double { f(v[0]) }
      func call2(_ f: (Double, Double) -> Double, _ v: [Double]) -> Double { f(v[0], v[1]) }
      func call3(_ f: (Double, Double, Double) -> Double, _ v: [Double]) -> Double { f(v[0], v[1], v[2]) }
      func call4(_ f: (Double, Double, Double, Double) -> Double, _ v: [Double]) -> Double { f(v[0], v[1], v[2], v[3]) }
      """
    let main = folder.appendingPathComponent("main.swift").path
    try (helpers + "\n" + calls.joined(separator: "\n") + "\n").write(
      toFile: main, atomically: true, encoding: .utf8)
    let program = folder.appendingPathComponent("laws").path
    let compilation = try ProgramOutput(of: #require(Self.compiler), files + [main, "-o", program])
    try #require(compilation.status == 0, "\(compilation.text)")
    let lines = try ProgramOutput(of: program, []).text.split(separator: "\n").compactMap { Double($0) }
    try #require(lines.count == expected.count)
    for (found, wanted) in zip(lines, expected) {
      #expect(found.isNaN && wanted.isNaN || (found - wanted).magnitude <= 1e-12 * max(wanted.magnitude, 1))
    }
  }

  @Test func namesAreLegalAndDifferent() {
    let names: [KANFormula.Expression] = ["class", "a b", "a_b", "1st", "é", "step3", "exp"].map {
      .variable($0)
    }
    let text = SwiftPrinter().file(.sum(names), functionName: "my law")
    #expect(
      text.contains(
        "func my_law(_1st: Double, a_b_2: Double, a_b: Double, class_: Double, exp_: Double, step3_: Double, x_: Double)"
      ),
      "\(text)")
  }
}
