extension Formula {
  /// The names under which tables list the constants: `c1`, `c2`, … in the order of `constants`.
  ///
  /// Names of variables are avoided by a longer stem.
  public var constantNames: [String] {
    var stem = "c"
    let taken = Set(variables.map(\.name))
    while constants.indices.contains(where: { taken.contains("\(stem)\($0 + 1)") }) { stem += "_" }
    return constants.indices.map { "\(stem)\($0 + 1)" }
  }

  /// The right-hand side with its measured constants under their names: what a table of constants refers to.
  public var expressionWithNamedConstants: Expression {
    replacingMeasuredConstants { index, value in
      .constant(NamedConstant(name: constantNames[index], value: value, latex: "c_{\(index + 1)}"))
    }
  }

  /// The right-hand side as text, its measured constants rounded to their errors: `12.31(4)*x`.
  public func text(constants style: MeasuredValue.Style) -> String {
    TextPrinter().print(written(style))
  }

  /// The equation in LaTeX, its measured constants rounded to their errors: `y = 12.31(4) x`.
  public func latex(constants style: MeasuredValue.Style) -> String {
    "\(LaTeXName.latex(outputName)) = \(LaTeXPrinter().print(written(style)))"
  }

  /// The right-hand side for printing only: the constants are names that look like rounded numbers.
  private func written(_ style: MeasuredValue.Style) -> Expression {
    replacingMeasuredConstants { index, value in
      let error = index < constants.count ? constants[index].standardError : nil
      let measured = MeasuredValue(value.magnitude, standardError: error)
      if style == .plain { return .real(MeasuredValue(value, standardError: error).roundedValue) }
      func grouped(_ text: String) -> String {
        style == .plusMinus && !text.hasPrefix("(") ? "(\(text))" : text
      }
      let number = Expression.constant(
        NamedConstant(
          name: grouped(measured.text(style)), value: value.magnitude, latex: grouped(measured.latex(style))))
      return value < 0 ? -number : number
    }
  }

  private func replacingMeasuredConstants(_ replacement: (Int, Double) -> Expression) -> Expression {
    expression.replacingFreeConstants(
      with: expression.freeConstants.enumerated().map { replacement($0, $1) })
  }
}
