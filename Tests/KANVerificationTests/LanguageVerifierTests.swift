import Foundation
import KANFormula
import Testing

@testable import KANVerification

@Suite struct LanguageVerifierTests {
  private static func item() -> LanguageTrial.Case {
    LanguageTrial.Case(
      program: Program(
        inputs: [Formula.Variable(name: "x")],
        outputs: [Program.Definition(name: "y", expression: Expression.variable("x").pow(2))]),
      points: [[1], [2]])
  }

  /// The verifier sees what is wrong: a program that prints another number, one that cannot be built.
  @Test func theVerifierNoticesWrongNumbers() throws {
    let item = Self.item()
    let outcome = try LanguageVerifier().verify(Misprint.self, [item])
    guard case .differs(_, _, let point) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(point == [2])
    #expect(try LanguageVerifier().verify(NoTool.self, [item]) == .missing(tool: "no-such-tool"))
    guard case .failed = try LanguageVerifier().verify(Failing.self, [item]) else {
      Issue.record("a failing tool went unnoticed")
      return
    }
  }

  @Test func aPrinterWithoutATrialIsUnverifiable() throws {
    #expect(try LanguageVerifier().verify(TextPrinter.self, [Self.item()]) == .unverifiable)
    #expect(LanguageVerifier.missingTool(of: TextPrinter.self) == nil)
    #expect(LanguageVerifier.missingTool(of: NoTool.self) == "no-such-tool")
  }

  /// A probe that fails is as good as no tool; a tool's two streams are one text.
  @Test func toolsAreFoundByNameAndProbe() throws {
    let folder = FileManager.default.temporaryDirectory
    #expect(MachineTool(.init("sh", [], probe: ["-c", "exit 1"]), in: folder) == nil)
    #expect(MachineTool(.init("no-such-tool", []), in: folder) == nil)
    let made = try #require(MachineTool(.init("./trial", []), in: folder))
    #expect(made.path == folder.appendingPathComponent("trial").path)
    let shell = try #require(MachineTool(.init("sh", [], probe: ["-c", "exit 0"]), in: folder))
    let result = try shell.run(["-c", "echo out; echo err >&2; exit 3"], in: folder)
    #expect(result.status == 3)
    #expect(result.text.contains("out") && result.text.contains("err"))
  }

  /// Without any tool: every trial carries its programs and says what to run.
  @Test(arguments: OutputLanguages.all.filter { $0 is any VerifiableLanguage.Type }.map { $0.name })
  func trialsCarryTheirPrograms(name: String) throws {
    let language = try #require(OutputLanguages.named(name) as? any VerifiableLanguage.Type)
    let trial = language.trial(of: [Self.item()])
    #expect(!trial.commands.isEmpty)
    #expect(trial.commands.dropFirst().allSatisfy { $0.tool == "./trial" })
    let text = trial.files.values.joined()
    #expect(text.contains("x"))
    #expect(trial.files.count == 1 || trial.files.keys.contains { $0.contains("main") })
    #expect(language.trial(of: []).commands.map(\.tool) == trial.commands.map(\.tool))
  }

  /// A formula may have more outputs than anyone expects.
  @Test func theCProgramHasRoomForAllOutputs() throws {
    let outputs = (0..<100).map {
      Program.Definition(name: "y\($0)", expression: Expression.variable("x").pow(2))
    }
    let many = LanguageTrial.Case(
      program: Program(inputs: [Formula.Variable(name: "x")], outputs: outputs), points: [[1]])
    for cases in [[many, Self.item()], [Self.item(), many]] {
      let main = try #require(CPrinter.trial(of: cases).files["main.c"])
      #expect(main.contains("double r[100];"))
    }
    let empty = try #require(CPrinter.trial(of: []).files["main.c"])
    #expect(empty.contains("double r[1];"))
  }

  /// Prints x where the formula has x².
  private struct Misprint: VerifiableLanguage {
    static let name = "misprint", summary = "", fileExtension = "txt"
    init(digits: Int?) {}
    func document(_ program: Program) -> String { "" }
    static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial {
      LanguageTrial(files: [:], commands: [.init("printf", ["1\\n2\\n"])])
    }
  }

  private struct NoTool: VerifiableLanguage {
    static let name = "none", summary = "", fileExtension = "txt"
    init(digits: Int?) {}
    func document(_ program: Program) -> String { "" }
    static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial {
      LanguageTrial(files: [:], commands: [.init("no-such-tool", [])])
    }
  }

  private struct Failing: VerifiableLanguage {
    static let name = "failing", summary = "", fileExtension = "txt"
    init(digits: Int?) {}
    func document(_ program: Program) -> String { "" }
    static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial {
      LanguageTrial(files: [:], commands: [.init("false", [])])
    }
  }
}
