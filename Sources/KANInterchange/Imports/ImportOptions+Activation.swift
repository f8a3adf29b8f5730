import KANFormula
import SymbolLibrary

extension ModelFile.ImportOptions {
  /// The function after a linear layer of an ordinary network, with PyTorch's definition.
  public enum Activation: String, Sendable, Hashable, CaseIterable {
    case identity, tanh, relu
    case leakyReLU = "leaky-relu"
    case gelu
    case geluTanh = "gelu-tanh"
    case silu, sigmoid, softplus

    /// The function as a symbol for edges, in the form of model files, so that a network that is read back is the same.
    var symbol: Symbol {
      let own = definition
      return Self.symbol(
        named: own.name, own.expression, domain: own.domain, gauge: own.gauge, complexity: own.complexity)
    }

    /// A function of `x` as a symbol that does not change when it is written to a model file and read back.
    static func symbol(
      named name: String, _ function: Expression, domain: Domain = .everywhere, gauge: Gauge = .free,
      complexity: Int
    ) -> Symbol {
      let expression = try? Expression(parsing: TextPrinter().print(function))
      return Symbol(
        name: name, expression: expression ?? function, domain: domain, gauge: gauge, complexity: complexity)
    }

    private var definition: Symbol {
      let x = Expression.variable("x")
      switch self {
      case .identity: return Self.known("x", else: x)
      case .tanh: return Self.known("tanh", else: .tanh(x))
      case .sigmoid: return Self.known("logistic", else: 1 / (1 + .exp(-x)))
      case .relu: return Symbol(name: rawValue, expression: (x + .abs(x)) / 2, complexity: 4)
      case .leakyReLU:
        // With PyTorch's default slope of 1/100 below zero.
        return Symbol(name: rawValue, expression: (101 * x + 99 * .abs(x)) / 200, complexity: 5)
      case .gelu:
        return Symbol(
          name: rawValue, expression: x * (1 + .erf(x * .power(2, .rational(-.half)))) / 2, complexity: 5)
      case .geluTanh:
        // Hendrycks & Gimpel, Gaussian error linear units (2016): √(2/π)(x + 0.044715x³).
        let inner = Expression.real((2 / Double.pi).squareRoot()) * (x + .real(0.044715) * .power(x, 3))
        return Symbol(name: rawValue, expression: x * (1 + .tanh(inner)) / 2, complexity: 6)
      case .silu: return Symbol(name: rawValue, expression: x / (1 + .exp(-x)), complexity: 5)
      case .softplus:
        // log(1 + eˣ) without overflow.
        return Symbol(
          name: rawValue, expression: (x + .abs(x)) / 2 + .log(1 + .exp(-.abs(x))), complexity: 5)
      }
    }

    private static func known(_ name: String, else expression: Expression) -> Symbol {
      SymbolCatalog.standard[name] ?? Symbol(name: name, expression: expression, complexity: 1)
    }
  }
}
