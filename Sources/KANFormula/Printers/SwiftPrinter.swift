/// Swift source: an expression on one line, or a whole file with one function.
///
/// The file has one short statement a step, because compilers take minutes over long formulas on one line.
public struct SwiftPrinter: ExpressionPrinter {
  /// Significant digits of measured constants; `nil` for the shortest text that reads back exactly.
  public var digits: Int?

  /// A printer of Swift source.
  public init(digits: Int? = nil) { self.digits = digits }

  /// The expression on one line; variables appear under their Swift names, and `sign` is `sign(_:)` of the
  /// file that `file(_:functionName:variables:comment:)` writes.
  public func print(_ expression: Expression) -> String {
    var writer = SwiftStatementWriter(
      names: SwiftName.names(for: expression.variables), digits: digits, splits: false)
    return writer.write(expression)
  }

  /// A file with `func functionName(x: Double, …) -> Double`.
  ///
  /// - Parameters:
  ///   - expression: the body of the function.
  ///   - functionName: made a legal Swift name if it is none.
  ///   - variables: the parameters in their order; `nil` for the variables of the expression, sorted.
  ///   - comment: lines of documentation above the function; `nil` for the formula as text.
  /// - Returns: source that compiles on its own.
  public func file(
    _ expression: Expression, functionName: String, variables: [String]? = nil, comment: [String]? = nil
  ) -> String {
    let used = expression.variables
    let parameters = (variables ?? used) + used.filter { !(variables ?? used).contains($0) }
    let names = SwiftName.names(for: parameters)
    var writer = SwiftStatementWriter(names: names, digits: digits, splits: true)
    let result = writer.write(expression)
    let list = parameters.map { "\(names[$0] ?? $0): Double" }.joined(separator: ", ")
    let documentation = comment ?? [TextPrinter(digits: digits).print(expression)]
    var lines = ["import Foundation", ""]
    lines += documentation.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }.map {
      "/// \($0)"
    }
    lines.append("public func \(SwiftName.identifier(functionName))(\(list)) -> Double {")
    lines += writer.statements.map { "  \($0)" }
    lines += ["  return \(result)", "}"]
    if writer.usesSign {
      lines += ["", "private func sign(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : x }"]
    }
    if writer.usesPiecewise {
      lines += [
        "", "private func piecewise(_ x: Double, _ breaks: [Double], _ pieces: [[Double]]) -> Double {",
        "  let p = breaks.count { $0 <= x }", "  let u = x - breaks[max(p - 1, 0)]",
        "  return pieces[p].reversed().reduce(0) { $0 * u + $1 }", "}",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
