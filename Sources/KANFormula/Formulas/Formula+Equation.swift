extension Formula {
  /// The whole equation as plain infix text: `y = …`, or `P(label = 1) = 1/(1 + exp(-(…)))` for log-odds.
  ///
  /// - Parameter digits: The number of significant digits of measured constants; `nil` for all.
  public func equation(digits: Int? = nil) -> String {
    equation(text(digits: digits))
  }

  /// The whole equation as plain infix text, its measured constants rounded to their errors: `y = 12.31(4)*x`.
  ///
  /// - Parameter style: The notation of a constant and its error.
  public func equation(constants style: Formula.MeasuredValue.Style) -> String {
    equation(text(constants: style))
  }

  private func equation(_ right: String) -> String {
    guard case .logOdds(let event, nil) = meaning else { return "\(meaning.leftSide(outputName)) = \(right)" }
    return "P(\(event)) = 1/(1 + exp(-(\(right))))"
  }

  /// The left side of the equation in LaTeX: the output, or `\operatorname{logit} P(…)`.
  package var latexLeftSide: String {
    let printer = LaTeXPrinter()
    switch meaning {
    case .quantity: return printer.name(outputName)
    case .logOdds(let event, nil): return "\\operatorname{logit} P(\(Self.latex(event)))"
    case .logOdds(let event, let other?):
      return "\\ln\\frac{P(\(Self.latex(event)))}{P(\(Self.latex(other)))}"
    case .score(let event): return "\\operatorname{score}(\(Self.latex(event)))"
    }
  }

  /// `label = 1`: an equation of names.
  private static func latex(_ event: String) -> String {
    let parts = event.split(separator: "=", maxSplits: 1).map { String($0).filter { $0 != " " } }
    guard parts.count == 2 else { return LaTeXPrinter().name(event) }
    let value = parts[1].allSatisfy(\.isNumber) ? parts[1] : LaTeXPrinter().name(parts[1])
    return "\(LaTeXPrinter().name(parts[0])) = \(value)"
  }
}
