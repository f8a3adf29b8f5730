/// Breaks the formulas of a program into lines that fit a column.
///
/// Sums are broken between their terms. Parts that cannot be broken (a fraction, a root, the argument of a function) get a name and
/// a separate line if they are too wide.
struct DisplayLayout<Notation: DisplayNotation> {
  /// One formula: its name and the lines of its right-hand side.
  struct Equation {
    let name: DisplayBox
    let lines: [DisplayBox]
    /// Whether it is a law itself, and not a part that has a separate line.
    let isLaw: Bool
    /// The name that it defines in the program.
    let key: String
  }

  let writer: DisplayWriter<Notation>
  /// The width of a line of a right-hand side, in points.
  private let width: Double
  private(set) var equations: [Equation] = []
  /// The piecewise polynomials that need a definition, in the order of their numbers.
  let splines: [PiecewisePolynomial]
  private var taken: Set<String>
  private let outputs: Set<String>
  /// The names of the parts that have a separate line, so that equal parts get the same name.
  private var words: [Expression: String] = [:]

  /// Lays a program out on lines of `lineWidth` points.
  init(_ program: Program, _ notation: Notation, lineWidth: Double) {
    let program = program.withDecimals
    splines = program.piecewisePolynomials.filter { $0 != .ramp && $0.clampedRange == nil }
    writer = DisplayWriter(
      notation, splines: Dictionary(uniqueKeysWithValues: splines.enumerated().map { ($1, $0 + 1) }),
      variables: program.inputs.map(\.name) + program.outputs.map(\.name))
    let definitions = program.steps + program.outputs
    outputs = Set(program.outputs.map(\.name))
    let names = definitions.map { DisplayName($0.name).width }.max() ?? 0
    // The equals sign and the indent of continued lines.
    width = max(lineWidth - min(names, lineWidth / 3) - 35, 60)
    taken = Set(program.inputs.map(\.name) + definitions.map(\.name))
    for definition in definitions { append(definition.name, definition.expression) }
  }

  private mutating func append(_ name: String, _ expression: Expression) {
    let lines = lines(of: expression)
    equations.append(
      Equation(
        name: writer.box(.variable(name)), lines: lines, isLaw: outputs.contains(name), key: name))
  }

  private mutating func lines(of expression: Expression) -> [DisplayBox] {
    let terms = expression.flatTerms.map { fitted($0) }
    var lines: [DisplayBox] = []
    for (index, term) in terms.enumerated() {
      let next = index == 0 ? writer.box(term) : writer.signedTerm(term)
      if let last = lines.last, last.width + next.width <= width {
        lines[lines.count - 1] = writer.joined(last, next)
      } else {
        lines.append(next)
      }
    }
    return lines
  }

  /// The term with its widest parts named until it fits on a line.
  private mutating func fitted(_ term: Expression) -> Expression {
    var term = term
    for _ in 0..<40 where writer.box(term).width > width - 14 {
      guard let part = widestPart(of: term) else { break }
      term = term.replacing(part, by: named(part))
    }
    return term
  }

  /// The part to be named: the widest of the parts below the top that is not itself a name; half of a product of many factors.
  private func widestPart(of term: Expression) -> Expression? {
    switch term {
    case .rational, .real, .constant, .variable: return nil
    case .function(_, let argument), .piecewise(_, let argument): return nameable(argument)
    case .power(let base, let exponent):
      let parts = [base, exponent].filter { nameable($0) != nil }
      return parts.max { writer.box($0).width < writer.box($1).width }
    case .sum(let parts): return nameable(.sum(parts))
    case .product(let factors):
      let widest = factors.compactMap { factor -> Expression? in
        if case .power(let base, .rational(let p)) = factor, p < .zero { return nameable(base) }
        return nameable(factor)
      }.max { writer.box($0).width < writer.box($1).width }
      if let widest, writer.box(widest).width > 0.3 * width || factors.count < 4 { return widest }
      return .product(Array(factors.prefix(factors.count / 2)))
    }
  }

  private func nameable(_ expression: Expression) -> Expression? {
    switch expression {
    case .rational, .real, .constant, .variable: nil
    default: expression
    }
  }

  private mutating func named(_ expression: Expression) -> Expression {
    if let name = words[expression] { return .variable(name) }
    // The lines come first: the parts that it needs itself are defined, and numbered, before it.
    let lines = lines(of: expression)
    var number = words.count
    var name: String
    repeat {
      number += 1
      name = "w_\(number)"
    } while !taken.insert(name).inserted
    words[expression] = name
    equations.append(
      Equation(name: writer.box(.variable(name)), lines: lines, isLaw: false, key: name))
    return .variable(name)
  }
}

extension Expression {
  /// The expression with one of its direct parts, or some neighbouring factors, replaced.
  fileprivate func replacing(_ part: Expression, by new: Expression) -> Expression {
    if self == part { return new }
    switch self {
    case .rational, .real, .constant, .variable: return self
    case .sum(let parts): return .sum(parts.map { $0 == part ? new : $0 })
    case .product(let factors):
      if case .product(let some) = part, factors.starts(with: some) {
        return .product([new] + factors.dropFirst(some.count))
      }
      return .product(
        factors.map {
          $0 == part ? new : $0.baseAndExponent.base == part ? .power(new, $0.baseAndExponent.exponent) : $0
        })
    case .power(let base, let exponent):
      return .power(base == part ? new : base, exponent == part ? new : exponent)
    case .function(let f, _): return .function(f, new)
    case .piecewise(let polynomial, _): return .piecewise(polynomial, new)
    }
  }
}
