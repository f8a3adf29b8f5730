import KANFiles
import KANFormula

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Runs generated code with the language's own tools and compares the results with the formula.
package struct LanguageVerifier: Sendable {
  /// The outcome of a verification.
  package enum Outcome: Sendable, Hashable {
    /// The language's tools give the formula's values: `values` of them, with errors of at most `largestError`, absolute below 1
    /// and relative above.
    case agrees(values: Int, largestError: Double)
    /// The language has no values but was processed without complaint.
    case accepted
    /// The values differ.
    case differs(largestError: Double, program: String, point: [Double])
    /// A tool that the language needs is not installed, or lacks a package.
    case missing(tool: String)
    /// A tool failed or complained, with this message.
    case failed(message: String)
    /// There is no tool to run the language.
    case unverifiable
  }

  /// The tolerance of values, absolute below 1 and relative above.
  package var tolerance: Double

  /// A verifier.
  package init(tolerance: Double = 1e-12) { self.tolerance = tolerance }

  /// Writes the programs in `language`, runs them at their points and compares; points at which a program is not
  /// finite are left out.
  ///
  /// - Throws: the error of the file system if no temporary folder can be written.
  package func verify(_ language: any FormulaPrinter.Type, _ cases: [LanguageTrial.Case]) throws -> Outcome {
    var finite: [LanguageTrial.Case] = []
    var expected: [(value: Double, program: Int, point: Int)] = []
    for item in cases {
      let names = item.program.inputs.map(\.name)
      var kept = LanguageTrial.Case(program: item.program, points: [])
      for point in item.points {
        let place = Dictionary(zip(names, point), uniquingKeysWith: { first, _ in first })
        let values = item.program.values(at: place)
        guard values.allSatisfy(\.isFinite) else { continue }
        expected += values.map { ($0, finite.count, kept.points.count) }
        kept.points.append(point)
      }
      if !kept.points.isEmpty { finite.append(kept) }
    }
    guard let language = language as? any VerifiableLanguage.Type else { return .unverifiable }
    let trial = language.trial(of: finite)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "kan-trial-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in trial.files {
      try FileBytes.write(Array(text.utf8), to: folder.appendingPathComponent(name).path)
    }
    var output = ""
    for command in trial.commands {
      guard let tool = MachineTool(command, in: folder) else { return .missing(tool: command.tool) }
      let result = try tool.run(command.arguments, in: folder)
      if result.status != 0 { return .failed(message: Self.gist(of: result.text)) }
      output = result.text
    }
    switch trial.expectation {
    case .silence(let words):
      let complaint = output.split(separator: "\n").first { line in words.contains { line.contains($0) } }
      return complaint.map { .failed(message: String($0)) } ?? .accepted
    case .values: return compare(Self.numbers(in: output), expected, finite, output)
    }
  }

  /// The tool that a language needs and this machine lacks, if any.
  package static func missingTool(of language: any FormulaPrinter.Type) -> String? {
    let folder = FileManager.default.temporaryDirectory
    let commands = (language as? any VerifiableLanguage.Type)?.trial(of: []).commands ?? []
    return commands.first { MachineTool($0, in: folder) == nil }?.tool
  }

  private func compare(
    _ values: [Double], _ expected: [(value: Double, program: Int, point: Int)],
    _ cases: [LanguageTrial.Case],
    _ output: String
  ) -> Outcome {
    guard values.count == expected.count else {
      return .failed(
        message: "\(values.count) values instead of \(expected.count): \(Self.gist(of: output))")
    }
    var largest = 0.0
    for (value, reference) in zip(values, expected) {
      let error = abs(value - reference.value) / max(1, abs(reference.value))
      guard error <= tolerance else {
        let item = cases[reference.program]
        return .differs(
          largestError: error, program: TextPrinter().document(item.program),
          point: item.points[reference.point])
      }
      largest = max(largest, error)
    }
    return .agrees(values: values.count, largestError: largest)
  }

  /// The lines of an output that consist of one number.
  private static func numbers(in output: String) -> [Double] {
    output.split(whereSeparator: \.isNewline).compactMap { line in
      let words = line.split(whereSeparator: \.isWhitespace)
      return words.count == 1 ? Double(words[0]) : nil
    }
  }

  /// The last lines of a tool's output.
  private static func gist(of text: String) -> String {
    text.split(whereSeparator: \.isNewline).suffix(12).joined(separator: "\n")
  }
}
