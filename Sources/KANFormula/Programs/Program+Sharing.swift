extension Program {
  /// The program in which everything that would be computed twice has a name.
  ///
  /// `exp(x²·y) + sin(x²·y)` becomes `t1 = x²·y` and `exp(t1) + sin(t1)`. Powers, functions, sums and products are shared,
  /// including products with different numbers in front and the common part of longer sums and products. Variables, numbers,
  /// negatives and squares of a variable are too short for a name.
  ///
  /// - Parameter prefix: The beginning of the new names; a number that makes them unique follows.
  package func namingCommonSubexpressions(prefix: String = "t") -> Program {
    let common = CommonParts(of: steps.map(\.expression) + outputs.map(\.expression))
    let own = steps.map { Definition(name: $0.name, expression: common.regrouped($0.expression)) }
    let results = outputs.map { Definition(name: $0.name, expression: common.regrouped($0.expression)) }
    let taken = Set(inputs.map(\.name) + (steps + outputs).map(\.name))
    var writer = SharedStepWriter(prefix: prefix, taken: taken, counting: (own + results).map(\.expression))
    for step in own { writer.append(step) }
    var program = self
    for (n, result) in results.enumerated() {
      program.outputs[n].expression = writer.rewritten(result.expression)
    }
    program.steps = writer.steps
    return program
  }
}

/// Counts subexpressions, then replaces those that occur more than once.
private struct SharedStepWriter {
  private(set) var steps: [Program.Definition] = []
  private var counts: [Expression: Int] = [:]
  private var names: [Expression: Expression] = [:]
  private let prefix: String
  private let taken: Set<String>
  private var lastNumber = 0

  init(prefix: String, taken: Set<String>, counting expressions: [Expression]) {
    self.prefix = prefix
    self.taken = taken
    for expression in expressions { count(expression) }
  }

  /// A step that already has a name, under which others may use it.
  mutating func append(_ step: Program.Definition) {
    let body = names[step.expression] ?? inside(step.expression)
    steps.append(Program.Definition(name: step.name, expression: body))
    if names[step.expression] == nil { names[step.expression] = .variable(step.name) }
  }

  /// The contents of a subexpression that occurred before are counted only once: it will be computed once.
  private mutating func count(_ expression: Expression) {
    guard expression.isWorthAName else {
      expression.children.forEach { count($0) }
      return
    }
    counts[expression, default: 0] += 1
    if counts[expression] == 1 { expression.sharedParts.forEach { count($0) } }
  }

  mutating func rewritten(_ expression: Expression) -> Expression {
    guard expression.isWorthAName, let count = counts[expression], count > 1 else {
      return inside(expression)
    }
    if let name = names[expression] { return name }
    let body = inside(expression)
    repeat { lastNumber += 1 } while taken.contains("\(prefix)\(lastNumber)")
    let name = "\(prefix)\(lastNumber)"
    steps.append(Program.Definition(name: name, expression: body))
    names[expression] = .variable(name)
    return .variable(name)
  }

  private mutating func inside(_ expression: Expression) -> Expression {
    if case .product(let factors) = expression, let rest = expression.partBesideNumber {
      return .product([factors[0]] + rewritten(rest).flatFactors)
    }
    return expression.mappingChildren { rewritten($0) }
  }
}

/// The common parts of longer sums and products.
private struct CommonParts {
  private var groups: [Expression: [Expression]] = [:]

  init(of expressions: [Expression]) {
    var nodes: [Expression] = []
    var seen: Set<Expression> = []
    func collect(_ expression: Expression) {
      guard seen.insert(expression).inserted else { return }
      switch expression {
      case .sum, .product: nodes.append(expression)
      default: break
      }
      expression.children.forEach(collect)
    }
    expressions.forEach(collect)
    // Pairs grow with the square; formulas have tens of sums and products, not hundreds.
    let limited = nodes.prefix(200)
    for (i, a) in limited.enumerated() {
      for b in limited.dropFirst(i + 1) where a.isSum == b.isSum {
        let others = Set(b.children)
        let common = a.children.filter { !$0.isNumeric && others.contains($0) }
        guard common.count > 1, Set(common).count == common.count else { continue }
        for node in [a, b] where node.children.count > common.count {
          if common.count > groups[node]?.count ?? 0 { groups[node] = common }
        }
      }
    }
  }

  func regrouped(_ expression: Expression) -> Expression {
    guard let common = groups[expression] else { return expression.mappingChildren(regrouped) }
    // An operand that occurs twice is counted once.
    var others = expression.children
    for part in common { others.remove(at: others.firstIndex(of: part) ?? others.startIndex) }
    others = others.map(regrouped)
    let inner = common.map(regrouped)
    return expression.isSum ? .sum([.sum(inner)] + others) : numbersFirst([.product(inner)] + others)
  }

  private func numbersFirst(_ factors: [Expression]) -> Expression {
    .product(factors.filter(\.isNumeric) + factors.filter { !$0.isNumeric })
  }
}

extension Expression {
  /// The operands, from left to right.
  fileprivate var children: [Expression] {
    switch self {
    case .rational, .real, .constant, .variable: []
    case .sum(let parts), .product(let parts): parts
    case .power(let base, let exponent): [base, exponent]
    case .function(_, let argument), .piecewise(_, let argument): [argument]
    }
  }

  fileprivate func mappingChildren(_ transform: (Expression) -> Expression) -> Expression {
    switch self {
    case .rational, .real, .constant, .variable: self
    case .sum(let parts): .sum(parts.map(transform))
    case .product(let parts): .product(parts.map(transform))
    case .power(let base, let exponent): .power(transform(base), transform(exponent))
    case .function(let f, let argument): .function(f, transform(argument))
    case .piecewise(let polynomial, let argument): .piecewise(polynomial, transform(argument))
    }
  }

  /// The operands, those of a product with a number in front as one.
  fileprivate var sharedParts: [Expression] { partBesideNumber.map { [$0] } ?? children }

  /// x·y in 2·x·y.
  fileprivate var partBesideNumber: Expression? {
    guard case .product(let factors) = self, factors.count > 2, Coefficient(factors[0]) != nil else {
      return nil
    }
    return .product(Array(factors.dropFirst()))
  }

  fileprivate var isWorthAName: Bool {
    if isNumeric { return false }
    switch self {
    case .rational, .real, .constant, .variable: return false
    case .power(_, .rational(let p)): return !p.isInteger || complexity > 2
    case .sum, .power, .function, .piecewise: return true
    case .product(let factors): return factors.count > 1 && !(factors.count == 2 && factors[0] == -1)
    }
  }
}
