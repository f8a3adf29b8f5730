/// Writes expressions in a typeset notation.
struct DisplayWriter<Notation: DisplayNotation> {
  let notation: Notation
  /// The numbers of the piecewise polynomials that have a separate definition.
  let splines: [PiecewisePolynomial: Int]
  /// Whether all numbers belong to a function.
  private var isExact = false

  /// The same writer for the inside of a piecewise polynomial.
  var exact: DisplayWriter {
    var writer = self
    writer.isExact = true
    return writer
  }

  /// The variables that are distinguished only by the units after their names.
  private let unitNames: Set<String>

  init(_ notation: Notation, splines: [PiecewisePolynomial: Int] = [:], variables: [String] = []) {
    self.notation = notation
    self.splines = splines
    let groups = Dictionary(grouping: variables) { DisplayName($0).words }
    unitNames = Set(groups.values.filter { $0.count > 1 }.joined())
  }

  /// The name of a variable as it is shown.
  func displayName(_ name: String) -> DisplayName {
    DisplayName(name, keepsUnit: unitNames.contains(name))
  }

  func box(_ expression: Expression) -> DisplayBox {
    switch expression {
    case .rational(let value): return rational(value)
    case .real(let value): return isExact ? exactDecimal(value) : decimal(value)
    case .constant(let constant):
      // Measured numbers are constants that look like numbers.
      let width =
        constant.isNumeral ? 5.1 * Double(constant.name.count) + (constant.name.contains("e") ? 20 : 0) : 8
      return DisplayBox(
        text: notation.constant(constant), width: width, startsWithDigit: constant.isNumeral)
    case .variable(let name):
      let name = displayName(name)
      return DisplayBox(text: notation.name(name), width: name.width)
    case .sum(let terms): return sum(terms)
    case .product(let factors): return product(factors)
    case .power(let base, let exponent): return power(base, exponent)
    case .function(let f, let argument): return call(f, argument)
    case .piecewise(let polynomial, let argument): return piecewise(polynomial, argument)
    }
  }

  private func sum(_ terms: [Expression]) -> DisplayBox {
    guard let first = terms.first else { return digits("0") }
    return terms.dropFirst().reduce(term(first)) { joined($0, signedTerm($1)) }
  }

  /// A term with the sign that joins it to preceding terms.
  func signedTerm(_ expression: Expression) -> DisplayBox {
    let isNegative = expression.isWrittenNegative
    let term = term(isNegative ? -expression : expression)
    return joined(sign(isNegative ? "−" : "+"), term)
  }

  private func term(_ expression: Expression) -> DisplayBox {
    expression.isSum ? brackets(box(expression)) : box(expression)
  }

  /// A sign between operands.
  func sign(_ character: Character, isLeading: Bool = false) -> DisplayBox {
    DisplayBox(text: notation.sign(character, isLeading: isLeading), width: isLeading ? 8 : 13.5)
  }

  /// Two boxes side by side with nothing between them.
  func joined(_ a: DisplayBox, _ b: DisplayBox) -> DisplayBox {
    DisplayBox(
      text: a.text + b.text, width: a.width + b.width, isTall: a.isTall || b.isTall,
      startsWithDigit: a.startsWithDigit)
  }

  private func product(_ factors: [Expression]) -> DisplayBox {
    guard let first = factors.first else { return digits("1") }
    if first.isWrittenNegative, factors.count > 1 {
      let positive = -Expression.product(factors)
      if !positive.isWrittenNegative {
        return joined(sign("−", isLeading: true), positive.isSum ? factor(positive) : box(positive))
      }
    }
    var above: [Expression] = []
    var below: [Expression] = []
    for (index, item) in factors.enumerated() {
      switch item {
      case .rational(let value) where index == 0 && factors.count > 1:
        if value.numerator != 1 { above.append(.rational(Rational(value.numerator))) }
        if value.denominator != 1 { below.append(.rational(Rational(value.denominator))) }
      case .power(let base, .rational(let p)) where p < .zero:
        below.append(p == .minusOne ? base : .power(base, .rational(-p)))
      default: above.append(item)
      }
    }
    if below.isEmpty { return juxtaposed(above) }
    return fraction(alone(above), alone(below))
  }

  /// The factors of one side of a fraction line, where a single sum needs no brackets.
  private func alone(_ factors: [Expression]) -> DisplayBox {
    factors.isEmpty ? digits("1") : factors.count == 1 ? box(factors[0]) : juxtaposed(factors)
  }

  private func juxtaposed(_ factors: [Expression]) -> DisplayBox {
    let boxes = factors.map(factor)
    guard let first = boxes.first else { return digits("1") }
    return boxes.dropFirst().reduce(first) { a, b in
      DisplayBox(
        text: notation.product(a.text, b.text, hasDot: b.startsWithDigit),
        width: a.width + b.width + (b.startsWithDigit ? 8 : 2), isTall: a.isTall || b.isTall,
        startsWithDigit: a.startsWithDigit)
    }
  }

  private func factor(_ expression: Expression) -> DisplayBox {
    switch expression {
    case .sum, .product: brackets(box(expression))
    case .rational(let value) where value < .zero: brackets(box(expression))
    case .real(let value) where value < 0: brackets(box(expression))
    default: box(expression)
    }
  }

  private func power(_ base: Expression, _ exponent: Expression) -> DisplayBox {
    if let p = exponent.rationalValue {
      if p < .zero { return fraction(digits("1"), p == .minusOne ? box(base) : power(base, .rational(-p))) }
      if p.numerator == 1, p.denominator > 1 {
        let inner = box(base)
        let isSquare = p.denominator == 2
        return DisplayBox(
          text: isSquare ? notation.squareRoot(inner.text) : notation.root(p.denominator, inner.text),
          width: inner.width + 12, isTall: true)
      }
      if p.isInteger, notation.raisesFunctionNames, case .function(let f, let argument) = base,
        f.takesExponentBeforeArgument
      {
        return call(f, argument, exponent: p.numerator)
      }
    }
    var exponentBox = box(exponent)
    if let p = exponent.rationalValue, !p.isInteger {
      exponentBox = DisplayBox(
        text: notation.number("\(p.numerator)") + notation.sign("/", isLeading: false)
          + notation.number("\(p.denominator)"), width: 15)
    }
    let needsBrackets =
      switch base {
      case .variable: false
      case .constant(let constant): constant.isNumeral
      case .rational(let value): value < .zero || !value.isInteger
      case .real(let value): value < 0 || value.decimalText(digits: notation.digits).contains("e")
      case .function(.abs, _): false
      default: true
      }
    let inner = needsBrackets ? brackets(box(base)) : box(base)
    return DisplayBox(
      text: notation.superscript(inner.text, exponentBox.text),
      width: inner.width + 0.8 * exponentBox.width + 1,
      isTall: true, startsWithDigit: inner.startsWithDigit)
  }

  private func fraction(_ above: DisplayBox, _ below: DisplayBox) -> DisplayBox {
    DisplayBox(
      text: notation.fraction(above.text, below.text), width: max(above.width, below.width) + 4, isTall: true)
  }

  private func call(_ f: ElementaryFunction, _ argument: Expression, exponent: Int? = nil) -> DisplayBox {
    let inner = box(argument)
    switch f {
    case .abs:
      return DisplayBox(text: notation.magnitude(inner.text), width: inner.width + 8, isTall: true)
    case .exp where argument.complexity <= 8:
      return DisplayBox(
        text: notation.superscript(notation.constant(.e), inner.text), width: 6 + 0.8 * inner.width,
        isTall: true)
    default:
      let name = notation.functionName(f)
      let raised = exponent.map { notation.superscript(name, notation.number("\($0)")) } ?? name
      return application(
        raised, width: 6 * Double(f.conventionalName.count) + (exponent == nil ? 0 : 5), inner)
    }
  }

  private func application(_ name: String, width: Double, _ argument: DisplayBox) -> DisplayBox {
    let inner = brackets(argument)
    return DisplayBox(
      text: notation.application(name, inner.text), width: width + inner.width + 2, isTall: inner.isTall)
  }

  /// A clamp and a ramp are written explicitly; everything else by its number.
  private func piecewise(_ polynomial: PiecewisePolynomial, _ argument: Expression) -> DisplayBox {
    let inner = box(argument)
    if polynomial == .ramp { return extremum("max", inner, 0) }
    if let range = polynomial.clampedRange {
      return extremum("min", extremum("max", inner, range.lowerBound), range.upperBound)
    }
    return application(notation.spline(splines[polynomial] ?? 0), width: 22, inner)
  }

  private func extremum(_ word: String, _ a: DisplayBox, _ b: Double) -> DisplayBox {
    application(notation.word(word), width: 20, joined(joined(a, sign(",")), exactDecimal(b)))
  }

  private func brackets(_ inner: DisplayBox) -> DisplayBox {
    DisplayBox(
      text: notation.brackets(inner.text, isTall: inner.isTall), width: inner.width + (inner.isTall ? 18 : 8),
      isTall: inner.isTall)
  }

  private func rational(_ value: Rational) -> DisplayBox {
    if value.isInteger { return signed(value < .zero, digits("\(value.numerator.magnitude)")) }
    return signed(
      value < .zero, fraction(digits("\(value.numerator.magnitude)"), digits("\(value.denominator)")))
  }

  /// A measured number, rounded as requested.
  func decimal(_ value: Double) -> DisplayBox { decimal(value, digits: notation.digits) }

  /// A number that belongs to a function; with fewer than six digits the pieces of a spline would not join.
  func exactDecimal(_ value: Double) -> DisplayBox {
    decimal(value, digits: notation.digits.map { max($0, 6) })
  }

  /// 1.5e-05 is 1.5 · 10⁻⁵.
  private func decimal(_ value: Double, digits count: Int?) -> DisplayBox {
    let parts = value.magnitude.decimalText(digits: count).split(separator: "e").map(String.init)
    let text = parts[0].hasSuffix(".0") && count != nil ? String(parts[0].dropLast(2)) : parts[0]
    let mantissa = digits(text)
    guard parts.count == 2, let exponent = Int(parts[1]) else { return signed(value < 0, mantissa) }
    let power = DisplayBox(
      text: notation.superscript(
        notation.number("10"), signed(exponent < 0, digits("\(exponent.magnitude)")).text),
      width: 24, isTall: true)
    return signed(
      value < 0,
      DisplayBox(
        text: notation.product(mantissa.text, power.text, hasDot: true),
        width: mantissa.width + power.width + 8,
        isTall: true, startsWithDigit: true))
  }

  private func digits(_ text: String) -> DisplayBox {
    DisplayBox(text: notation.number(text), width: 5.1 * Double(text.count), startsWithDigit: true)
  }

  private func signed(_ isNegative: Bool, _ number: DisplayBox) -> DisplayBox {
    isNegative ? joined(sign("−", isLeading: true), number) : number
  }
}

extension PiecewisePolynomial {
  /// The range to which this function clamps its argument, if that is what it does.
  var clampedRange: ClosedRange<Double>? {
    guard breaks.count == 2, self == .clamp(to: breaks[0]...breaks[1]) else { return nil }
    return breaks[0]...breaks[1]
  }
}

extension ElementaryFunction {
  /// Whether f²(x) is customary for (f(x))².
  var takesExponentBeforeArgument: Bool {
    switch self {
    case .sin, .cos, .tan, .sinh, .cosh, .tanh, .log: true
    default: false
    }
  }
}
