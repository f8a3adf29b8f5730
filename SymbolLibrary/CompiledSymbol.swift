import KANFormula

/// A symbol's function and derivative, ready to run over buffers.
package struct CompiledSymbol: Sendable {
  /// f, compiled for the one variable `x`.
  package let function: CompiledExpression
  /// f′, compiled for the one variable `x`.
  package let derivative: CompiledExpression

  /// Compiles f and f′.
  ///
  /// - Throws: `FormulaError.unknownVariable` if the symbol uses a variable other than `x`.
  package init(_ symbol: Symbol) throws(FormulaError) {
    function = try CompiledExpression(symbol.expression, variables: ["x"])
    derivative = try CompiledExpression(symbol.expression.derivative(withRespectTo: "x"), variables: ["x"])
  }

  /// f at every argument.
  package func values(_ x: [Double]) -> [Double] { function.values([x]) }

  /// f′ at every argument.
  package func derivatives(_ x: [Double]) -> [Double] { derivative.values([x]) }

  /// f at every argument of a buffer; `output` may be the same memory.
  package func evaluate(_ x: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>) {
    function.evaluate(x, into: output)
  }

  /// f′ at every argument of a buffer; `output` may be the same memory.
  package func evaluateDerivative(
    _ x: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>
  ) {
    derivative.evaluate(x, into: output)
  }
}
