import KANFormula

/// A language whose own tools can run, or at least typeset, what its printer writes.
///
/// `LanguageVerifier` finds the conformance by itself: a printer without one is a language that nobody can try here.
package protocol VerifiableLanguage: FormulaPrinter {
  /// How to run what the printer wrote and see its numbers, or whether it can be typeset.
  ///
  /// - Parameter cases: The programs, all with different names; empty where only the commands are asked for.
  static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial
}
