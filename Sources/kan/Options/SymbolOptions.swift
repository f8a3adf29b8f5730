import ArgumentParser
import SwiftKAN

/// The functions that may replace edges.
struct SymbolOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Functions to choose from, by name; `kan functions` lists them.", valueName: "names"))
  var functions: NameList?

  @OptionGroup var own: LibraryOption

  /// The catalog that the options describe.
  func catalog() throws -> SymbolCatalog {
    let catalog = try own.catalog()
    return try functions.map { try catalog.selecting($0.names) } ?? catalog
  }
}

/// The user's own functions, beside the built-in ones.
struct LibraryOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A JSON file of your own functions, added to the built-in ones; `kan functions --help` shows its form.",
      valueName: "file.json"))
  var library: String?

  /// The built-in catalog with the user's functions added.
  func catalog() throws -> SymbolCatalog {
    guard let library else { return .standard }
    let (known, own) = (SymbolCatalog.standard, try SymbolCatalog(contentsOf: library))
    // Formulas call functions by name, and one name must not have two meanings.
    for symbol in own.symbols {
      guard let other = known[symbol.name]?.expression.simplified(), other != symbol.expression.simplified()
      else { continue }
      throw Failure(
        "\(library): '\(symbol.name)' is the name of the built-in function \(TextPrinter().print(other)); rename yours"
      )
    }
    return known.appending(own)
  }
}
