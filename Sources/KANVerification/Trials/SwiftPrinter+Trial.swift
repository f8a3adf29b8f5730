import KANFormula

extension SwiftPrinter: VerifiableLanguage {
  /// The Swift compiler builds one program from all cases.
  package static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial {
    // One file compiles much faster than one per case.
    var source = "import Foundation\n"
    var calls: [String] = []
    for (n, item) in cases.enumerated() {
      let names = CodeNames(item.program, Self.rules)
      source += SwiftPrinter().document(item.program)
      let isSingle = item.program.outputs.count == 1
      let labels = item.program.inputs.map { names[$0.name] }
      let parts = isSingle ? ["y"] : names.results.map { "y.\($0)" }
      source += "func case\(n)() {\n"
      let values: [String]
      if item.program.inputs.isEmpty {
        source += "  let y: Double = \(names.function)()\n"
        values = parts
      } else {
        let columns = labels.indices.map { i in item.points.map { "\($0[i])" }.joined(separator: ", ") }
        let arguments = zip(labels, columns).map { "\($0): [\($1)] as [Double]" }.joined(separator: ", ")
        source += "  let y = \(names.function)(\(arguments))\n"
        values = parts.map { "\($0)[s]" }
      }
      source +=
        "  for s in 0..<\(item.points.count) { print(\(values.joined(separator: ", ")), separator: \"\\n\") }\n}\n"
      calls.append("case\(n)()")
    }
    return LanguageTrial(
      files: ["Cases.swift": source, "main.swift": calls.joined(separator: "\n") + "\n"],
      commands: [
        .init("swiftc", ["-Onone", "Cases.swift", "main.swift", "-o", "trial"]), .init("./trial", []),
      ])
  }
}
