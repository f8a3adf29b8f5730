#if ONNX
  import KANFormula

  /// The elementwise operators of ONNX.
  ///
  /// Source: the definitions of the operators at onnx.ai.
  enum ONNXFunctions {
    /// The value of such an operator; `nil` for any other operator and for unsupported arguments.
    ///
    /// - Parameter arguments: The inputs in order; `nil` for one that is left out.
    static func value(_ node: ONNXNode, of arguments: [Expression?]) -> Expression? {
      let given = arguments.compactMap(\.self)
      if given.count == arguments.count, let value = joined(node.opType, given) { return value }
      guard let x = arguments.first ?? nil, !x.variables.isEmpty else { return nil }
      func number(_ name: String, _ usual: Double) -> Expression { .real(node.number(name) ?? usual) }
      switch (node.opType, arguments.count) {
      case ("Clip", 1...3):
        // Older operator sets have the limits among the attributes.
        let lower = node.number("min").map(Expression.real) ?? arguments.dropFirst().first ?? nil
        let upper = node.number("max").map(Expression.real) ?? arguments.dropFirst(2).first ?? nil
        return clipped(x, lower, upper)
      case (_, 2...): return nil
      case ("Relu", _): return positive(x)
      case ("LeakyRelu", _): return leaky(x, node.number("alpha") ?? 0.01)
      case ("Elu", _): return positive(x) + number("alpha", 1) * (.exp(negative(x)) - 1)
      case ("Celu", _):
        let alpha = number("alpha", 1)
        return positive(x) + alpha * (.exp(negative(x) / alpha) - 1)
      case ("Selu", _):
        let inside = positive(x) + number("alpha", 1.6732632423543772) * (.exp(negative(x)) - 1)
        return number("gamma", 1.0507009873554805) * inside
      case ("Gelu", _):
        guard node.text("approximate") != "tanh" else {
          let inner = Expression.real((2 / Double.pi).squareRoot()) * (x + .real(0.044715) * .power(x, 3))
          return x * (1 + .tanh(inner)) / 2
        }
        return x * (1 + .erf(x * .power(2, .rational(-.half)))) / 2
      case ("Sigmoid", _): return logistic(x)
      case ("Swish", _): return x * logistic(number("alpha", 1) * x)
      case ("HardSigmoid", _): return clipped(number("alpha", 0.2) * x + number("beta", 0.5), 0, 1)
      case ("HardSwish", _): return x * clipped(x / 6 + .rational(.half), 0, 1)
      case ("Softplus", _): return softplus(x)
      case ("Mish", _): return x * .tanh(softplus(x))
      case ("Softsign", _): return x / (1 + .abs(x))
      case ("Sqrt", _): return x.sqrt()
      case ("Reciprocal", _): return .power(x, -1)
      case ("Neg", _): return -x
      default: return elementary[node.opType].map { .function($0, x) }
      }
    }

    /// Operators of two arguments, and the choice between two.
    private static func joined(_ name: String, _ arguments: [Expression]) -> Expression? {
      if name == "Where", arguments.count == 3 {
        return arguments[2] + arguments[0] * (arguments[1] - arguments[2])
      }
      guard arguments.count == 2 else { return nil }
      let (a, b) = (arguments[0], arguments[1])
      switch name {
      case "Add": return a + b
      case "Sub": return a - b
      case "Mul": return a * b
      case "Div": return a / b
      case "Pow": return .power(a, exponent(b))
      case "Max": return maximum(a, b)
      case "Min": return minimum(a, b)
      case "PRelu":
        guard case .real(let slope) = b else { return nil }
        return leaky(a, slope)
      // 1 where it holds; exactly at the boundary the two choices hardly ever differ.
      case "Greater", "GreaterOrEqual": return (1 + .function(.sign, a - b)) / 2
      case "Less", "LessOrEqual": return (1 + .function(.sign, b - a)) / 2
      default: return nil
      }
    }

    private static let elementary: [String: ElementaryFunction] = [
      "Tanh": .tanh, "Exp": .exp, "Log": .log, "Sin": .sin, "Cos": .cos, "Tan": .tan, "Asin": .arcsin,
      "Acos": .arccos, "Atan": .arctan, "Sinh": .sinh, "Cosh": .cosh, "Atanh": .artanh, "Abs": .abs,
      "Sign": .sign, "Erf": .erf,
    ]

    private static func maximum(_ a: Expression, _ b: Expression) -> Expression { (a + b + .abs(a - b)) / 2 }
    private static func minimum(_ a: Expression, _ b: Expression) -> Expression { (a + b - .abs(a - b)) / 2 }
    private static func positive(_ x: Expression) -> Expression { (x + .abs(x)) / 2 }
    private static func negative(_ x: Expression) -> Expression { (x - .abs(x)) / 2 }
    private static func logistic(_ x: Expression) -> Expression { 1 / (1 + .exp(-x)) }
    /// log(1 + eˣ) without overflow.
    private static func softplus(_ x: Expression) -> Expression { positive(x) + .log(1 + .exp(-.abs(x))) }

    /// x above 0 and a multiple of it below.
    private static func leaky(_ x: Expression, _ slope: Double) -> Expression {
      .real((1 + slope) / 2) * x + .real((1 - slope) / 2) * .abs(x)
    }

    private static func clipped(_ x: Expression, _ lower: Expression?, _ upper: Expression?) -> Expression {
      guard let lower, let upper else {
        return lower.map { maximum(x, $0) } ?? upper.map { minimum(x, $0) } ?? x
      }
      return (lower + upper + .abs(x - lower) - .abs(x - upper)) / 2
    }

    /// Whole and half exponents exactly.
    private static func exponent(_ value: Expression) -> Expression {
      guard case .real(let p) = value, 2 * p == (2 * p).rounded(), p.magnitude < 64 else { return value }
      return Rational(Int(2 * p), 2).map(Expression.rational) ?? value
    }
  }

  extension ONNXNode {
    /// A number among the attributes, with the decimal digits that its author wrote: attributes are in single precision.
    func number(_ name: String) -> Double? {
      attribute.first { $0.name == name && $0.type == ONNXFormat.AttributeType.float }
        .flatMap { Double($0.f.description) }
    }

    /// A whole number among the attributes.
    func integer(_ name: String) -> Int? {
      attribute.first { $0.name == name && $0.type == ONNXFormat.AttributeType.integer }
        .flatMap { Int(exactly: $0.i) }
    }

    /// A text among the attributes.
    func text(_ name: String) -> String? {
      attribute.first { $0.name == name && $0.type == ONNXFormat.AttributeType.string }
        .map { String(decoding: $0.s, as: UTF8.self) }
    }
  }
#endif
