/// A language in which formulas are written.
///
/// A type in one file conforms to this protocol, and one line in `OutputLanguages.all` makes it known to the tool and to the tests;
/// `KANVerification` defines how the printed code is run. `InfixNotation` does most of the work for code languages,
/// `DisplayNotation` for typeset ones.
package protocol FormulaPrinter: Sendable {
  /// The name that users type after `--format`.
  static var name: String { get }
  /// A short description for the list of languages.
  static var summary: String { get }
  /// The file name extension, without the dot.
  static var fileExtension: String { get }

  /// A printer.
  ///
  /// - Parameter digits: significant digits of measured constants; `nil` for the shortest text that reads back as
  ///   the same number.
  init(digits: Int?)

  /// The program as a self-contained text: a source file, a part of a document, plain lines.
  func document(_ program: Program) -> String
}
