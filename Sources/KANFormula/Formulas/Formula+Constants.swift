import RealModule

extension Formula {
  /// The names under which tables list the constants: their own, or `c1`, `c2`, … in the order of `constants`.
  ///
  /// Clashes with names of variables are avoided by a longer stem.
  public var constantNames: [String] {
    zip(constants, names(constants.count)).map { $0.name ?? $1 }
  }

  /// The same for LaTeX math mode.
  package var constantLaTeXNames: [String] {
    constants.enumerated().map { $1.name.map(LaTeXPrinter().name) ?? "c_{\($0 + 1)}" }
  }

  private func names(_ count: Int) -> [String] {
    var stem = "c"
    let taken = Set(variables.map(\.name))
    while (0..<count).contains(where: { taken.contains("\(stem)\($0 + 1)") }) { stem += "_" }
    return (0..<count).map { "\(stem)\($0 + 1)" }
  }

  /// The right-hand side with its measured constants under the names to which a table of constants refers.
  package var expressionWithNamedConstants: Expression {
    // Even a formula that was not fitted may have measured constants.
    let names = names(max(constants.count, expression.freeConstants.count))
    return replacingMeasuredConstants { index, value in
      .constant(NamedConstant(name: names[index], value: value, latex: "c_{\(index + 1)}"))
    }
  }

  /// The right-hand side as text, its measured constants rounded to their errors: `12.31(4)*x`.
  ///
  /// Constants without an error are written with at most six significant digits in the style `plain`, with
  /// all digits otherwise.
  ///
  /// - Parameter style: The notation of a constant and its error.
  public func text(constants style: Formula.MeasuredValue.Style) -> String {
    showing(style).text(digits: nil)
  }

  /// The equation in LaTeX, its measured constants rounded to their errors: `y = 12.31(4) x`.
  ///
  /// - Parameter style: The notation of a constant and its error.
  /// - Returns: The equation without dollar signs, with the left side of `latex(digits:)`.
  public func latex(constants style: Formula.MeasuredValue.Style) -> String {
    "\(latexLeftSide) = \(LaTeXPrinter().print(showing(style).expression))"
  }

  /// The formula for printing only: its measured constants are names that look like rounded numbers, so that -5.0(9)e2 does not
  /// become 500.0, which would claim two digits that were not measured.
  ///
  /// - Parameters:
  ///   - style: The notation of a value and its error.
  ///   - extraDigits: The number of digits beyond those that the error leaves: correlated constants need more digits together than
  ///     each alone.
  package func showing(_ style: Formula.MeasuredValue.Style, extraDigits: Int = 0) -> Formula {
    var shown = self
    shown.expression = written(style, extraDigits: extraDigits)
    return shown
  }

  private func written(_ style: Formula.MeasuredValue.Style, extraDigits: Int) -> Expression {
    // Without the error, only the place of the last digit matters.
    let errorScale = style == .plain ? Double.pow(10, -extraDigits) : 1
    let shownDigits = style == .plain ? 0 : extraDigits
    return replacingMeasuredConstants { index, value in
      let error = index < constants.count ? constants[index].standardError.map { $0 * errorScale } : nil
      let measured = Formula.MeasuredValue(value.magnitude, standardError: error)
      func grouped(_ text: String) -> String {
        style == .plusMinus && !text.hasPrefix("(") ? "(\(text))" : text
      }
      // A constant smaller than its error would be rounded to 0: one digit is kept, and the table of constants shows its error.
      // Without an error the number of significant digits is unknown: six are shown.
      let digits = error == nil ? 6 + extraDigits : measured.roundedValue == 0 ? 1 : nil
      let shown =
        style == .plain && digits != nil
        ? Formula.MeasuredValue(
          Double(value.magnitude.decimalText(digits: digits)) ?? value.magnitude, standardError: nil)
        : measured
      let number = Expression.constant(
        NamedConstant(
          name: grouped(shown.text(style, extraDigits: shownDigits)), value: value.magnitude,
          latex: grouped(shown.latex(style, extraDigits: shownDigits))))
      return value < 0 ? -number : number
    }.withSignsInFront
  }

  private func replacingMeasuredConstants(_ replacement: (Int, Double) -> Expression) -> Expression {
    expression.replacingFreeConstants(
      with: expression.freeConstants.enumerated().map { replacement($0, $1) })
  }
}

extension Expression {
  /// The same with nested products flattened and their signs gathered in front, where printers look for them.
  fileprivate var withSignsInFront: Expression {
    switch self {
    case .rational, .real, .constant, .variable: return self
    case .sum(let terms): return .sum(terms.map(\.withSignsInFront))
    case .product(let factors):
      let flat = factors.map(\.withSignsInFront).flatMap(\.flatFactors)
      let rest = flat.filter { $0 != -1 }
      let isNegative = (flat.count - rest.count) % 2 == 1
      if rest.isEmpty { return isNegative ? -1 : 1 }
      return isNegative ? .product([-1] + rest) : rest.count == 1 ? rest[0] : .product(rest)
    case .power(let base, let exponent): return .power(base.withSignsInFront, exponent.withSignsInFront)
    case .function(let function, let argument): return .function(function, argument.withSignsInFront)
    case .piecewise(let polynomial, let argument): return .piecewise(polynomial, argument.withSignsInFront)
    }
  }
}
