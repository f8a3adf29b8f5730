import ArgumentParser
import SwiftKAN

/// `kan functions`: the symbol library.
struct Functions: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the functions that an edge may become.",
    discussion: """
      An edge uses a function f as a·f(b·x + c) + d. Simple functions are preferred: the complexity is the cost \
      of using one. Options and formulas accept common aliases (arcsin, ln, sigmoid); formulas are printed with the \
      names of SymPy (asin, atan).

      --library reads a JSON file of this form; only name and expression are required:

        {"symbols": [
          {"name": "sinc", "expression": "sin(x)/x", "domain": "nonZero",
           "complexity": 4},
          {"name": "arc", "expression": "sqrt(1 - x^2)",
           "domain": {"kind": "closed", "lower": -1, "upper": 1}}
        ]}

      domain: everywhere (the default), positive, nonNegative, nonZero, or an object with kind open or closed (lower, \
      upper) or betweenPoles (first, period). gauge: free (the default), rateAbsorbed, shiftAbsorbed or bothAbsorbed, \
      if a and d can do the work of b, of c, or of both. complexity: counted from the expression if omitted. The name of a \
      built-in function is possible only with the same expression, for another domain, gauge or complexity.

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

  /// One function as `--json` prints it.
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
  /// The domain in mathematical notation.
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
