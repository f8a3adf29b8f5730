#if ONNX
  import KANFormula

  extension ONNXGraphWriter {
    /// Adds the nodes of an expression and returns the name of the tensor of its values.
    ///
    /// - Parameter variables: The tensors of the variables, all of one shape.
    mutating func write(_ expression: Expression, _ variables: [String: String]) -> String {
      if expression.variables.isEmpty { return number(expression.value(at: [:])) }
      switch expression {
      case .rational, .real, .constant: return number(expression.value(at: [:]))
      case .variable(let name): return variables[name] ?? number(.nan)
      case .sum(let terms): return sum(terms, variables)
      case .product(let factors): return product(factors, variables)
      case .power(let base, let exponent): return power(base, exponent, variables)
      case .function(let function, let argument):
        return node(Self.operators[function] ?? "", [write(argument, variables)])
      case .piecewise(let polynomial, let argument):
        return piecewise(polynomial, of: write(argument, variables))
      }
    }

    private static let operators: [ElementaryFunction: String] = [
      .exp: "Exp", .log: "Log", .sin: "Sin", .cos: "Cos", .tan: "Tan", .arcsin: "Asin", .arccos: "Acos",
      .arctan: "Atan", .sinh: "Sinh", .cosh: "Cosh", .tanh: "Tanh", .artanh: "Atanh", .abs: "Abs",
      .sign: "Sign",
      .erf: "Erf",
    ]

    private mutating func sum(_ terms: [Expression], _ variables: [String: String]) -> String {
      guard let first = terms.first else { return number(0) }
      var total = write(first, variables)
      for term in terms.dropFirst() {
        if case .product(let factors) = term, factors.first == -1 {
          total = node("Sub", [total, write(.product(Array(factors.dropFirst())), variables)])
        } else {
          total = node("Add", [total, write(term, variables)])
        }
      }
      return total
    }

    /// A product; factors with negative exponents become divisors.
    private mutating func product(_ factors: [Expression], _ variables: [String: String]) -> String {
      var (above, below): ([Expression], [Expression]) = ([], [])
      for factor in factors {
        if case .power(let base, .rational(let p)) = factor, p < .zero {
          below.append(p == .minusOne ? base : .power(base, .rational(-p)))
        } else {
          above.append(factor)
        }
      }
      var result = above.first.map { write($0, variables) } ?? number(1)
      for factor in above.dropFirst() { result = node("Mul", [result, write(factor, variables)]) }
      for factor in below { result = node("Div", [result, write(factor, variables)]) }
      return result
    }

    private mutating func power(_ base: Expression, _ exponent: Expression, _ variables: [String: String])
      -> String
    {
      let x = write(base, variables)
      guard case .rational(let p) = exponent else { return node("Pow", [x, write(exponent, variables)]) }
      if p < .zero {
        return node("Div", [number(1), p == .minusOne ? x : write(.power(base, .rational(-p)), variables)])
      }
      if p == .half { return node("Sqrt", [x]) }
      guard p.isInteger, (2...4).contains(p.numerator) else {
        return node("Pow", [x, number(p.doubleValue)])
      }
      var result = x
      for _ in 1..<p.numerator { result = node("Mul", [result, x]) }
      return result
    }

    /// The number of breaks on the left of x is the row of the table, whose polynomial is in powers of the distance from the break.
    private mutating func piecewise(_ polynomial: PiecewisePolynomial, of x: String) -> String {
      let (breaks, width) = (polynomial.breaks, polynomial.degree + 1)
      let isRight = node(
        "GreaterOrEqual",
        [node("Unsqueeze", [x, integers([-1])]), constant(breaks, shape: [breaks.count])])
      let count = node(
        "ReduceSum", [node("Cast", [isRight], [.integer("to", Int(ONNXFormat.integer))]), integers([-1])],
        [.integer("keepdims", 0)])
      let origins = (0..<polynomial.pieceCount).map(polynomial.origin(of:))
      let u = node("Sub", [x, node("Gather", [constant(origins, shape: [origins.count]), count])])
      let row = node("Gather", [constant(polynomial.table, shape: [polynomial.pieceCount, width]), count])
      var value = ""
      for power in (0..<width).reversed() {
        let coefficient = node("Squeeze", [slice(row, from: power, to: power + 1), integers([-1])])
        value = value.isEmpty ? coefficient : node("Add", [node("Mul", [value, u]), coefficient])
      }
      return value
    }
  }
#endif
