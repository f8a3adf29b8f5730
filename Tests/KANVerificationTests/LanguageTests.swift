import KANFormula
import KANVerification
import Testing

/// Every language that a tool of this machine runs: what it computes is what the formula says. A language whose tool is
/// missing says so by name; `.ci/tools` brings them all.
@Suite(.serialized) struct LanguageTests {
  static let runnable = OutputLanguages.all.filter { $0 is any VerifiableLanguage.Type }
  static let installed = runnable.filter { LanguageVerifier.missingTool(of: $0) == nil }.map { $0.name }
  /// Neither Debian nor PyPI has Julia, and PyTorch takes gigabytes, so that nobody is asked to install them.
  static let missing = runnable.filter { !["julia", "pytorch"].contains($0.name) }.compactMap { language in
    LanguageVerifier.missingTool(of: language).map { "\(language.name) (\($0))" }
  }
  static let formulas = SampleFormulas.formulas(100)
  static let networks = SampleFormulas.networks(20)

  /// Stands for the languages whose tools are missing, to be named in the log.
  @Test(.enabled(if: missing.isEmpty, "tools are missing: \(missing.joined(separator: ", "))"))
  func nothingIsSkipped() { #expect(Self.installed.count >= Self.runnable.count - 2) }

  @Test(arguments: installed) func toolsAgreeWithTheFormulas(name: String) throws {
    let language = try #require(OutputLanguages.named(name))
    let outcome = try LanguageVerifier(tolerance: 1e-12).verify(language, Self.formulas + Self.networks)
    switch outcome {
    case .agrees(let values, _): #expect(values > 1_000)
    case .accepted: break
    case .differs, .failed, .unverifiable, .missing: Issue.record("\(name): \(outcome)")
    }
  }
}
