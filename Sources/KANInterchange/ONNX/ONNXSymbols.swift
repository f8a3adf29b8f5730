#if ONNX
  import KANFormula
  import SymbolLibrary

  /// Functions in a graph as symbols for edges.
  enum ONNXSymbols {
    /// The function of a signal with its scales and shifts, `count` numbers each: the activation that it equals to single
    /// precision, however it was written, where the scales may be a part of it like the ½ of GELU; else a new symbol.
    static func parts(of signal: ONNXSignal, count: Int) -> (
      symbol: Symbol, scales: [Double], shifts: [Double]
    ) {
      var signal = signal
      if signal.isUniform, !signal.isLinear, let activation = activation(signal.expression) {
        signal.function = activation.symbol.expression
        (signal.scales, signal.shifts) = ([1], [0])
      }
      let (scales, shifts) = signal.factors(count)
      return (symbol(signal.function), scales, shifts)
    }

    private static func symbol(_ function: Expression) -> Symbol {
      guard function != .variable("x") else { return ModelFile.ImportOptions.Activation.identity.symbol }
      if let activation = activation(function) { return activation.symbol }
      let simple = function.simplified()
      if let own = SymbolCatalog.standard.symbols.first(where: { $0.expression == simple }) { return own }
      return ModelFile.ImportOptions.Activation.symbol(
        named: TextPrinter().print(simple), simple, complexity: simple.complexity)
    }

    private static func activation(_ function: Expression) -> ModelFile.ImportOptions.Activation? {
      let values = points.map { function.value(at: ["x": $0]) }
      return known.first { isClose(values, $0.values) }?.activation
    }

    /// The points where functions are compared: activations differ most around 0, and in their asymptotes.
    private static let points = (-160...160).map { Double($0) / 8 + 0.01 }

    private static let known = ModelFile.ImportOptions.Activation.allCases.map { activation in
      let expression = activation.symbol.expression
      return (activation: activation, values: points.map { expression.value(at: ["x": $0]) })
    }

    private static func isClose(_ values: [Double], _ expected: [Double]) -> Bool {
      zip(values, expected).allSatisfy { abs($0 - $1) <= 1e-6 * max(1, abs($1)) }
    }
  }
#endif
