import ArgumentParser
import SwiftKAN

/// `kan functions`: the symbol library.
struct Functions: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the functions that an edge may become.",
    discussion: """
      An edge uses a function f as a·f(b·x + c) + d. Simple functions are preferred: the complexity is the price \
      of using one.

      Examples:

        kan functions
        kan functions --library my.json
        kan functions --functions sin,tanh --json
      """)

  @OptionGroup var symbols: SymbolOptions
  @OptionGroup var speech: OutputOptions

  func run() throws {
    let records = try symbols.catalog().symbols.map(Record.init)
    var table = TextTable(["name", "function", "domain", "complexity"], numbers: [3])
    for record in records {
      table.add(record.name, record.expression, record.domain, "\(record.complexity)")
    }
    try speech.printResult(records, text: table.text)
  }

  /// One function as the tool shows it.
  private struct Record: Encodable {
    let name: String
    let expression: String
    let domain: String
    let complexity: Int

    init(_ symbol: Symbol) {
      name = symbol.name
      expression = TextPrinter().print(symbol.expression)
      domain = symbol.domain.text
      complexity = symbol.complexity
    }
  }
}

extension Domain {
  /// The domain as mathematics writes it.
  fileprivate var text: String {
    switch self {
    case .everywhere: "all x"
    case .positive: "x > 0"
    case .nonNegative: "x >= 0"
    case .nonZero: "x != 0"
    case .open(let lower, let upper): "\(lower.text()) < x < \(upper.text())"
    case .closed(let lower, let upper): "\(lower.text()) <= x <= \(upper.text())"
    case .betweenPoles(let first, let period): "between poles at \(first.text()) + n*\(period.text())"
    }
  }
}
