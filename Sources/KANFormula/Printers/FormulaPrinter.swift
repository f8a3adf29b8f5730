/// A language that formulas are written in.
///
/// One file conforms a type to this protocol and one line in `OutputLanguages.all` makes it known to the tool
/// and to the tests; the room of verification says how what it writes is run. Code languages get most of their work from `InfixNotation`, typeset ones from
/// `DisplayNotation`.
package protocol FormulaPrinter: Sendable {
  /// What users type after `--format`.
  static var name: String { get }
  /// A few words for the list of languages.
  static var summary: String { get }
  /// The ending of files, without the dot.
  static var fileExtension: String { get }

  /// A printer.
  ///
  /// - Parameter digits: significant digits of measured constants; `nil` for the shortest text that reads back as
  ///   the same number.
  init(digits: Int?)

  /// The program as a text that stands on its own: a source file, a piece of a document, plain lines.
  func document(_ program: Program) -> String
}
