import ArgumentParser
import SwiftKAN

/// The name of an output language on the command line.
struct LanguageName: ExpressibleByArgument {
  let language: any FormulaPrinter.Type

  init(_ language: any FormulaPrinter.Type) { self.language = language }

  init?(argument: String) {
    guard let language = OutputLanguages.named(argument) else { return nil }
    self.language = language
  }

  var defaultValueDescription: String { language.name }
  static var allValueStrings: [String] { OutputLanguages.all.map { $0.name } }

  /// All languages, one per line, for the help page.
  static var table: String {
    let width = allValueStrings.map(\.count).max() ?? 0
    return OutputLanguages.all.map { language in
      "  " + language.name + String(repeating: " ", count: width + 2 - language.name.count) + language.summary
    }.joined(separator: "\n")
  }
}
