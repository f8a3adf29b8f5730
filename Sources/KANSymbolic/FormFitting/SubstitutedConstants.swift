import KANFormula
import RealModule

/// Constants that a form contains only inside one function of their own, such as the c of x/c or log(c), and in whose values of this
/// function it is linear: with these values as constants no start is needed for them.
///
/// A constant in a denominator may have any magnitude and sign, so that points spread over a range often miss it.
struct SubstitutedConstants {
  /// A function of a constant alone.
  private enum Inner: Hashable {
    case power(Rational)
    case logarithm
    case exponential

    /// The function that an expression is of a constant; `nil` for other expressions.
    init?(_ expression: Expression, of own: Expression) {
      switch expression {
      case .power(own, .rational(let exponent)) where exponent != .zero: self = .power(exponent)
      case .function(.log, own): self = .logarithm
      case .function(.exp, own): self = .exponential
      default: return nil
      }
    }

    /// The constant for a value of the function; `nil` if there is none.
    func constant(_ value: Double) -> Double? {
      let result: Double
      switch self {
      case .logarithm: result = Double.exp(value)
      case .exponential: result = value > 0 ? Double.log(value) : .nan
      case .power(let exponent):
        let size = Double.pow(abs(value), 1 / exponent.doubleValue)
        let isOdd = exponent.isInteger && exponent.doubleValue.remainder(dividingBy: 2) != 0
        result = value >= 0 ? size : isOdd ? -size : .nan
      }
      return result.isFinite && (result != 0 || self == .exponential) ? result : nil
    }
  }

  /// The form with the values of these functions as its constants, under the same names.
  let form: Form
  private var inner: [Int: Inner] = [:]

  /// `nil` if the form has no such constants among `candidates`.
  init?(_ form: Form, candidates: [Int]) {
    var expression = form.expression
    for k in candidates {
      let own = Expression.variable(form.constants[k])
      guard let inner = Self.onlyUse(of: own, in: expression) else { continue }
      let next = Self.replacing(inner, of: own, in: expression)
      let slope = next.derivative(withRespectTo: form.constants[k])
      guard slope != 0, !slope.variables.contains(form.constants[k]) else { continue }
      expression = next
      self.inner[k] = inner
    }
    guard !inner.isEmpty else { return nil }
    self.form = Form(form, expression: expression)
  }

  /// The constants of the form itself; `nil` if they would not be numbers.
  func constants(_ values: [Double]) -> [Double]? {
    var result = values
    for (k, inner) in inner {
      guard let constant = inner.constant(values[k]) else { return nil }
      result[k] = constant
    }
    return result
  }

  /// The only function of a constant in an expression; `nil` if it is also used otherwise.
  private static func onlyUse(of own: Expression, in expression: Expression) -> Inner? {
    var uses: Set<Inner> = []
    var isBare = false
    func look(_ node: Expression) {
      if let inner = Inner(node, of: own) {
        uses.insert(inner)
        return
      }
      if node == own { isBare = true }
      switch node {
      case .rational, .real, .constant, .variable: break
      case .function(_, let argument), .piecewise(_, let argument): look(argument)
      case .power(let base, let exponent):
        look(base)
        look(exponent)
      case .sum(let parts), .product(let parts): parts.forEach(look)
      }
    }
    look(expression)
    return isBare || uses.count != 1 ? nil : uses.first
  }

  private static func replacing(_ inner: Inner, of own: Expression, in node: Expression) -> Expression {
    if Inner(node, of: own) == inner { return own }
    func replaced(_ part: Expression) -> Expression { replacing(inner, of: own, in: part) }
    switch node {
    case .rational, .real, .constant, .variable: return node
    case .function(let function, let argument): return .function(function, replaced(argument))
    case .piecewise(let polynomial, let argument): return .piecewise(polynomial, replaced(argument))
    case .power(let base, let exponent): return .power(replaced(base), replaced(exponent))
    case .sum(let parts): return .sum(parts.map(replaced))
    case .product(let parts): return .product(parts.map(replaced))
    }
  }
}
