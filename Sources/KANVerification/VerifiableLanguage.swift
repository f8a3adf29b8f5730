import KANFormula

/// A language whose own tools can run, or at least typeset, what its printer writes.
///
/// `LanguageVerifier` detects the conformance; a printer without it writes a language that cannot be tested here.
package protocol VerifiableLanguage: FormulaPrinter {
  /// The trial that runs the printer's output and shows its numbers, or whether it can be typeset.
  ///
  /// - Parameter cases: The programs, all with different names; empty if only the commands are needed.
  static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial
}
