import KANFormula

/// Parts of the laws so far as columns, each in place of the inputs on which the law depends only through it.
///
/// Parts are functions and sums of several inputs, functions with inner constants, and the products of powers by which the terms of
/// a law differ: x₀·(1 − x₁·x₂/x₃ + …) is treated as a function of x₁·x₂/x₃.
struct LawParts: Reduction {
  static let name = "law-parts"
  static let summary = "parts of the laws found so far become inputs"

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The maximum number of problems.
    var problems = 8
    /// The maximum number of nodes of a part as a reader counts them, and of measured constants in it.
    var complexity = 12
    var constants = 1
  }

  var settings = Settings()

  func reduce(_ problem: Subproblem, in context: SearchContext) -> [Subproblem] {
    // A law may contain an input outside the part because the part is not yet exact.
    let choices = context.laws.flatMap(choices(of:))
    let all = choices.map { Choice(parts: $0.parts, kept: []) } + choices.filter { !$0.kept.isEmpty }
    var seen: Set<Set<Expression>> = []
    var found: [Subproblem] = []
    for choice in all.sorted(by: { $0.complexity < $1.complexity }) where found.count < settings.problems {
      guard let smaller = Self.replacing(choice, in: problem),
        seen.insert(Set(smaller.inputs.map(smaller.table.variable))).inserted
      else { continue }
      found.append(smaller)
    }
    return found
  }

  /// Parts that become columns together.
  private struct Choice {
    let parts: [Expression]
    /// The inputs in them that are kept.
    let kept: Set<String>
    var complexity: Int { parts.reduce(kept.count) { $0 + $1.complexity } }
  }

  /// The parts of a law: all outermost ones together, each alone, and the ratios of its terms.
  private func choices(of law: Expression) -> [Choice] {
    let all = law.parts.filter {
      $0.complexity <= settings.complexity && $0.freeConstants.count <= settings.constants
    }
    let outermost = all.filter { part in !all.contains { $0 != part && $0.contains(part) } }
    let together = outermost.count > 1 ? [outermost] : []
    return (together + all.map { [$0] }).map { parts in
      let rest = parts.reduce(law) { $0.replacing($1, with: 1) }
      return Choice(parts: parts, kept: Set(parts.flatMap(\.variables)).intersection(rest.variables))
    } + PowerRatios.all(of: law).map { Choice(parts: [$0], kept: []) }
  }

  /// The problem with parts as columns; `nil` if a part is not a function of the problem's inputs, or gives nothing new.
  private static func replacing(_ choice: Choice, in problem: Subproblem) -> Subproblem? {
    let own = Dictionary(
      problem.inputs.map { (problem.table.variable($0), $0) }, uniquingKeysWith: { first, _ in first })
    var smaller = problem
    for part in choice.parts {
      let variables = Set(part.variables)
      guard variables.allSatisfy({ own[.variable($0)] != nil }), own[part] == nil,
        let values = problem.table.values(of: part), let first = values.first,
        values.contains(where: { $0 != first })
      else { return nil }
      let covered = variables.subtracting(choice.kept).compactMap { own[.variable($0)] }
      smaller = smaller.replacing(covered, with: part, values)
    }
    return smaller
  }
}

extension Expression {
  /// The parts inside: functions of several variables or with a measured constant, sums of several variables, and products that are
  /// arguments of functions, without their numbers.
  fileprivate var parts: [Expression] {
    var found: [Expression] = []
    func take(_ part: Expression) {
      if part != self, !found.contains(part) { found.append(part) }
    }
    func visit(_ expression: Expression) {
      let isOfSeveral = Set(expression.variables).count > 1
      switch expression {
      case .rational, .real, .constant, .variable: return
      case .sum(let terms):
        // A number that is added was fitted to something else.
        if isOfSeveral, expression.freeConstants.isEmpty { take(expression) }
        terms.forEach(visit)
      case .product(let factors): factors.forEach(visit)
      case .power(let base, let exponent):
        visit(base)
        visit(exponent)
      case .function(_, let argument):
        if isOfSeveral || !argument.freeConstants.isEmpty { take(expression) }
        if case .product(let factors) = argument, isOfSeveral {
          take(.product(factors.filter { !$0.variables.isEmpty }))
        }
        visit(argument)
      case .piecewise(_, let argument): visit(argument)
      }
    }
    visit(self)
    return found
  }

  /// Whether an expression occurs in this one.
  fileprivate func contains(_ part: Expression) -> Bool { replacing(part, with: 0) != self }

  /// The expression with every occurrence of a part replaced.
  fileprivate func replacing(_ part: Expression, with other: Expression) -> Expression {
    if self == part { return other }
    switch self {
    case .rational, .real, .constant, .variable: return self
    case .sum(let terms): return .sum(terms.map { $0.replacing(part, with: other) })
    case .product(let factors): return .product(factors.map { $0.replacing(part, with: other) })
    case .power(let base, let exponent):
      return .power(base.replacing(part, with: other), exponent.replacing(part, with: other))
    case .function(let function, let argument):
      return .function(function, argument.replacing(part, with: other))
    case .piecewise(let curve, let argument):
      return .piecewise(curve, argument.replacing(part, with: other))
    }
  }
}
