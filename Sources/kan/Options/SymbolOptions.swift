import ArgumentParser
import SwiftKAN

/// Which functions edges may become.
struct SymbolOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Functions to choose from, by name; `kan functions` lists them.", valueName: "names"))
  var functions: NameList?

  @Option(
    help: ArgumentHelp("A file of your own functions, added to the built-in ones.", valueName: "file.json"))
  var library: String?

  /// The catalog that the options describe.
  func catalog() throws -> SymbolCatalog {
    var catalog = SymbolCatalog.standard
    if let library { catalog = catalog.appending(try SymbolCatalog(contentsOf: library)) }
    if let functions { catalog = try catalog.selecting(functions.names) }
    return catalog
  }
}
