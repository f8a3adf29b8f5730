import Foundation
import KANFormula
import Testing

@testable import KANReport

/// The keys of the JSON documents are a promise.
@Suite struct RecordTests {
  private static func object(_ value: some Encodable) throws -> [String: Any] {
    let text = try JSONText.document(value)
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private static let formula = Formula(
    outputName: "m", outputUnit: "GeV", expression: 2.5 * .variable("x"),
    constants: [Formula.Constant(value: 2.5, standardError: 0.01)])

  @Test func formulasAreWrittenInEveryNotation() throws {
    let object = try Self.object(FormulaRecord(Self.formula))
    #expect(object["output"] as? String == "m" && object["unit"] as? String == "GeV")
    #expect(object["text"] as? String == "2.5*x" && object["rounded"] as? String == "2.500(10)*x")
    #expect(object["latex"] as? String == "m = 2.5 x")
    #expect(object["complexity"] as? Int == 3)
    #expect(
      Set(object.keys) == [
        "output", "unit", "text", "latex", "rounded", "complexity", "variables", "constants", "correlation",
        "fidelity",
      ])
  }

  @Test func programsKeepTheirSteps() throws {
    let program = Program(
      inputs: [Formula.Variable(name: "x", range: 0...1)],
      steps: [Program.Definition(name: "h", expression: .sin(.variable("x")))],
      outputs: [Program.Definition(name: "y", expression: 2 * .variable("h"))])
    let object = try Self.object(ProgramRecord(program))
    #expect(Set(object.keys) == ["inputs", "steps", "outputs"])
    #expect(object["steps"] as? [[String: String]] == [["name": "h", "text": "sin(x)"]])
    #expect(object["outputs"] as? [[String: String]] == [["name": "y", "text": "2*h"]])
  }

  @Test func linesAreOneLineWithSortedKeysAndWordsForWhatIsNotFinite() throws {
    #expect(
      try JSONText.line(["b": -Double.infinity, "a": .nan, "c": .infinity, "d": 0.1])
        == #"{"a":"nan","b":"-inf","c":"inf","d":0.1}"#)
    #expect(try JSONText.line(["path": "a/b"]) == #"{"path":"a/b"}"#)
    #expect(try JSONText.document(["b": 1, "a": 2]).split(separator: "\n").count == 4)
  }
}
