/// An expression as a tree of objects with one member each: `{"variable": "x"}`, `{"real": 2.5}`,
/// `{"rational": {"numerator": 1, "denominator": 2}}`, `{"constant": …}`, `{"sum": […]}`, `{"product": […]}`, `{"power": [base, exponent]}`,
/// `{"sin": argument}` and so on for elementary functions, `{"piecewise": {"polynomial": …, "argument": …}}`.
///
/// Unlike text it keeps the tree as it is, whether simplified or not, and every number to the last bit.
extension Expression: Codable {
  private struct Key: CodingKey {
    static let rational = Key("rational")
    static let real = Key("real")
    static let constant = Key("constant")
    static let variable = Key("variable")
    static let sum = Key("sum")
    static let product = Key("product")
    static let power = Key("power")
    static let piecewise = Key("piecewise")

    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init(_ function: ElementaryFunction) { stringValue = function.rawValue }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  private struct Piecewise: Codable {
    let polynomial: PiecewisePolynomial
    let argument: Expression
  }

  /// Reads a tree as it was written, without simplifying it.
  ///
  /// - Throws: An error for an object without or with more than one member, for an unknown member, for a power that is
  /// not a pair, and for values that its parts do not accept.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    guard let key = container.allKeys.first, container.allKeys.count == 1 else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "an expression has one member"))
    }
    func refusal(_ reason: String) -> DecodingError {
      .dataCorruptedError(forKey: key, in: container, debugDescription: reason)
    }
    switch key.stringValue {
    case Key.rational.stringValue: self = .rational(try container.decode(Rational.self, forKey: key))
    case Key.real.stringValue: self = .real(try container.decode(Double.self, forKey: key))
    case Key.constant.stringValue:
      let constant = try container.decode(NamedConstant.self, forKey: key)
      // Version 0.2.0 and earlier called Euler's number E.
      let isEarlier = constant.name == "E" && constant.value == NamedConstant.e.value
      self = .constant(isEarlier ? .e : constant)
    case Key.variable.stringValue: self = .variable(try container.decode(String.self, forKey: key))
    case Key.sum.stringValue: self = .sum(try container.decode([Expression].self, forKey: key))
    case Key.product.stringValue: self = .product(try container.decode([Expression].self, forKey: key))
    case Key.power.stringValue:
      let parts = try container.decode([Expression].self, forKey: key)
      guard parts.count == 2 else { throw refusal("a power has a base and an exponent") }
      self = .power(parts[0], parts[1])
    case Key.piecewise.stringValue:
      let piecewise = try container.decode(Piecewise.self, forKey: key)
      self = .piecewise(piecewise.polynomial, piecewise.argument)
    case let name:
      guard let function = ElementaryFunction(rawValue: name) else {
        throw refusal("'\(name)' is not a function of expressions")
      }
      self = .function(function, try container.decode(Expression.self, forKey: key))
    }
  }

  /// Writes what `init(from:)` reads.
  ///
  /// - Throws: An error of the encoder, such as that of JSON for a number that is not finite.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .rational(let value): try container.encode(value, forKey: .rational)
    case .real(let value): try container.encode(value, forKey: .real)
    case .constant(let constant): try container.encode(constant, forKey: .constant)
    case .variable(let name): try container.encode(name, forKey: .variable)
    case .sum(let parts): try container.encode(parts, forKey: .sum)
    case .product(let parts): try container.encode(parts, forKey: .product)
    case .power(let base, let exponent): try container.encode([base, exponent], forKey: .power)
    case .function(let function, let argument): try container.encode(argument, forKey: Key(function))
    case .piecewise(let polynomial, let argument):
      try container.encode(Piecewise(polynomial: polynomial, argument: argument), forKey: .piecewise)
    }
  }
}
