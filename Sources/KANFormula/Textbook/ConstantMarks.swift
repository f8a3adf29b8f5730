/// Measured constants as names, so that algebra moves them without computing with them.
///
/// Each mark represents the magnitude of one constant. A form in which a mark occurs twice, or beside a number that would have to
/// be multiplied with it, cannot be converted back.
struct ConstantMarks {
  /// The original with marks in place of its measured constants.
  let marked: Expression
  private let values: [Double]
  private static let prefix = "\u{1}"

  init(of original: Expression) {
    let values = original.freeConstants
    self.values = values
    marked =
      original.replacingFreeConstants(
        with: values.enumerated().map { index, value in
          // Zero and non-finite values have no sign to move.
          guard value.isFinite, value != 0 else { return .real(value) }
          let mark = Expression.constant(
            NamedConstant(name: "\(Self.prefix)\(index)", value: value.magnitude, latex: ""))
          return value < 0 ? -mark : mark
        }
      ).withMarkedSigns
  }

  /// Whether an expression is a mark itself.
  static func isMark(_ expression: Expression) -> Bool {
    if case .constant(let constant) = expression { constant.name.hasPrefix(prefix) } else { false }
  }

  /// The number of rules for marks that a form breaks.
  static func violations(in form: Expression) -> Int {
    var names: Set<String> = []
    var count = 0
    form.forEachLeaf { leaf in
      if case .constant(let constant) = leaf, isMark(leaf), !names.insert(constant.name).inserted {
        count += 1
      }
    }
    form.forEachNode { if breaksRules($0) { count += 1 } }
    return count
  }

  /// Whether a mark is in a position where its constant would enter a computation.
  private static func breaksRules(_ node: Expression) -> Bool {
    switch node {
    case .product(let factors):
      let marks = factors.count(where: isMark)
      if marks == 0 { return false }
      return marks > 1
        || factors.contains {
          !isMark($0) && $0.isNumeric && $0 != -1 || $0.isDenominator && isMark($0.baseAndExponent.base)
        }
    case .power(let base, let exponent): return isMark(base) && exponent.isNumeric
    case .sum(let terms):
      let numbers = terms.filter(\.isNumeric)
      return numbers.count > 1 && numbers.contains { $0.flatFactors.contains(where: isMark) }
    default: return false
    }
  }

  /// The form with its constants in place of the marks, and their origins; `nil` if that is impossible.
  func unmarked(_ form: Expression) -> (expression: Expression, places: [TextbookForm.ConstantPlace])? {
    guard Self.violations(in: form) == 0 else { return nil }
    var places: [TextbookForm.ConstantPlace] = []
    let expression = restored(form, &places)
    let isComplete = Set(places.map(\.original)).count == values.count && places.count == values.count
    return isComplete ? (expression, places) : nil
  }

  private func restored(_ form: Expression, _ places: inout [TextbookForm.ConstantPlace]) -> Expression {
    switch form {
    case .constant(let constant):
      guard Self.isMark(form), let index = Int(constant.name.dropFirst(Self.prefix.count)) else {
        return form
      }
      return restored(index, isNegative: false, &places)
    case .real:
      // A constant without a mark; there are as many of these as missing places, in the same order.
      let known = Set(places.map(\.original))
      if let index = values.indices.first(where: {
        !known.contains($0) && (values[$0] == 0 || !values[$0].isFinite)
      }) {
        places.append(.init(original: index, isNegated: false))
      }
      return form
    case .rational, .variable: return form
    case .sum(let terms): return .sum(terms.map { restored($0, &places) })
    case .product(let factors):
      guard let mark = factors.firstIndex(where: Self.isMark), case .constant(let constant) = factors[mark],
        let index = Int(constant.name.dropFirst(Self.prefix.count))
      else { return .product(factors.map { restored($0, &places) }) }
      let number = restored(index, isNegative: factors.contains(-1), &places)
      let others = factors.enumerated().filter { $0.offset != mark && $0.element != -1 }.map(\.element)
      return others.isEmpty ? number : .product([number] + others.map { restored($0, &places) })
    case .power(let base, let exponent):
      let newBase = restored(base, &places)
      return .power(newBase, restored(exponent, &places))
    case .function(let f, let argument): return .function(f, restored(argument, &places))
    case .piecewise(let polynomial, let argument):
      return .piecewise(polynomial, restored(argument, &places))
    }
  }

  private func restored(
    _ index: Int, isNegative: Bool, _ places: inout [TextbookForm.ConstantPlace]
  ) -> Expression {
    let value = isNegative ? -values[index].magnitude : values[index].magnitude
    places.append(.init(original: index, isNegated: value != values[index]))
    return .real(value)
  }
}

extension Expression {
  /// Whether the expression is −1 times a mark.
  private var isNegativeMark: Bool {
    guard case .product(let factors) = self else { return false }
    return factors.count == 2 && factors[0] == -1 && ConstantMarks.isMark(factors[1])
  }

  /// Nested products flattened, which the signs of marks introduce.
  fileprivate var withMarkedSigns: Expression {
    switch self {
    case .rational, .real, .constant, .variable: return self
    case .sum(let terms): return .sum(terms.map(\.withMarkedSigns))
    case .product(let factors):
      guard factors.contains(where: \.isNegativeMark) else { return .product(factors.map(\.withMarkedSigns)) }
      return .product(factors.flatMap { $0.withMarkedSigns.flatFactors })
    case .power(let base, let exponent): return .power(base.withMarkedSigns, exponent.withMarkedSigns)
    case .function(let f, let argument): return .function(f, argument.withMarkedSigns)
    case .piecewise(let polynomial, let argument): return .piecewise(polynomial, argument.withMarkedSigns)
    }
  }
}
