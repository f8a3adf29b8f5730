import KANFormula
import KANReport
import Testing

/// Every language that a tool of this machine runs: what it computes is what the formula says. A language whose tool is
/// missing says so by name; `.ci/tools` brings them all.
@Suite(.serialized) struct LanguageTests {
  static let runnable = OutputLanguages.all.filter { $0.trial(of: []) != nil }
  static let installed = runnable.filter { LanguageVerifier.missingTool(of: $0) == nil }.map { $0.name }
  /// Neither Debian nor PyPI has Julia, so nobody can be asked to install it from there.
  static let missing = runnable.filter { $0.name != "julia" }.compactMap { language in
    LanguageVerifier.missingTool(of: language).map { "\(language.name) (\($0))" }
  }
  static let formulas = SampleFormulas.formulas(100)
  static let networks = SampleFormulas.networks(20)

  /// Stands for the languages whose tools are missing, to be named in the log.
  @Test(.enabled(if: missing.isEmpty, "tools are missing: \(missing.joined(separator: ", "))"))
  func nothingIsSkipped() { #expect(Self.installed.count >= Self.runnable.count - 1) }

  @Test(arguments: installed) func toolsAgreeWithTheFormulas(name: String) throws {
    let language = try #require(OutputLanguages.named(name))
    let outcome = try LanguageVerifier(tolerance: 1e-12).verify(language, Self.formulas + Self.networks)
    switch outcome {
    case .agrees(let values, _): #expect(values > 1_000)
    case .accepted: break
    case .differs, .failed, .unverifiable, .missing: Issue.record("\(name): \(outcome)")
    }
  }

  /// The verifier sees what is wrong: a program that prints another number, one that cannot be built.
  @Test func theVerifierNoticesWrongNumbers() throws {
    let x = Expression.variable("x")
    let item = LanguageTrial.Case(
      program: Program(
        inputs: [FormulaVariable(name: "x")], outputs: [Program.Definition(name: "y", expression: x.pow(2))]),
      points: [[1], [2]])
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

  /// Prints x where the formula has x².
  private struct Misprint: FormulaPrinter {
    static let name = "misprint", summary = "", fileExtension = "txt"
    init(digits: Int?) {}
    func document(_ program: Program) -> String { "" }
    static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial? {
      LanguageTrial(files: [:], commands: [.init("printf", ["1\\n2\\n"])])
    }
  }

  private struct NoTool: FormulaPrinter {
    static let name = "none", summary = "", fileExtension = "txt"
    init(digits: Int?) {}
    func document(_ program: Program) -> String { "" }
    static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial? {
      LanguageTrial(files: [:], commands: [.init("no-such-tool", [])])
    }
  }

  private struct Failing: FormulaPrinter {
    static let name = "failing", summary = "", fileExtension = "txt"
    init(digits: Int?) {}
    func document(_ program: Program) -> String { "" }
    static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial? {
      LanguageTrial(files: [:], commands: [.init("false", [])])
    }
  }
}
