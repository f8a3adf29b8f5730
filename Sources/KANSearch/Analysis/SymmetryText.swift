import KANFormula

/// Describes the meaning of a generator in the user's columns.
struct SymmetryText {
  /// The name of the target.
  let target: String

  private func text(_ expression: Expression) -> String { TextPrinter(digits: 6).print(expression) }

  /// A problem's target in the user's columns: y, y/a^2, (y − a)/b.
  func target(of problem: Subproblem) -> String {
    let y = Expression.variable(target)
    let rest = problem.term == 0 ? y : y - problem.term
    return text((problem.factor == 1 ? rest : rest / problem.factor).simplified())
  }

  /// A column of a problem.
  func column(_ n: Int, of problem: Subproblem) -> String { text(problem.table.variable(n)) }

  /// The form of the whole law: y = factor·F(u, v) + term, with F(u)·G(v), F(u) + G(v) or F(G(u), v) for F(u, v) if that was found.
  func form(_ problem: Subproblem, _ finding: Separability.Finding? = nil) -> String {
    let (parts, groups): (([Expression]) -> Expression, [[Int]]) =
      switch finding?.form {
      case .sum(let groups): (Expression.sum, groups)
      case .product(let groups): (Expression.product, groups)
      case .composition, nil: ({ $0[0] }, [Array(problem.inputs.indices)])
      }
    // F, G and further ones stand for functions of the quantities, c for a constant, unless columns have these names.
    let taken = Set(problem.table.expressions.flatMap(\.variables) + [target])
    let letters =
      problem.inputs.isEmpty ? ["c", "k", "constant"] : ["F", "G", "H", "K", "L", "M", "P", "Q", "R", "S"]
    // Enough for all groups and an inner function, whatever the columns are called.
    let numbered = (1...taken.count + groups.count + 1).map { "function\($0)" }
    let free = (letters + numbered).filter { !taken.contains($0) }
    let names = Array(free.prefix(groups.count))
    var result = text(problem.composed(with: parts(names.map { .variable($0) })))
    guard !problem.inputs.isEmpty else { return "\(target) = \(result)" }
    // The arguments of a function follow its name.
    func list(_ places: [Int]) -> [String] { places.map { column(problem.inputs[$0], of: problem) } }
    for (name, group) in zip(names, groups) {
      var arguments = list(group)
      if case .composition(let inner) = finding?.form {
        arguments =
          ["\(free[1])(\(list(inner).joined(separator: ", ")))"] + list(group.filter { !inner.contains($0) })
      }
      result = Self.replacing(name, in: result, by: "\(name)(\(arguments.joined(separator: ", ")))")
    }
    return "\(target) = \(result)"
  }

  /// Replaces a name where it occurs as a whole word.
  private static func replacing(_ name: String, in text: String, by other: String) -> String {
    var result = ""
    var word = ""
    for character in text + " " {
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
        continue
      }
      result += (word == name ? other : word) + String(character)
      word = ""
    }
    return String(result.dropLast())
  }

  /// A step for users.
  func symmetry(_ step: SymmetryChain.Step) -> SymmetryAnalysis.Symmetry {
    let (before, after, generator) = (step.before, step.after, step.generator)
    let names = generator.inputs.map { column($0, of: before) }
    let subject = target(of: before)
    let quantities = after.inputs.filter { !before.inputs.contains($0) }.map { column($0, of: after) }
    let only = "only through \(quantities.inWords)"
    let kind: SymmetryAnalysis.Symmetry.Kind
    let statement: String
    var degree: Double?
    switch generator.form {
    case .absent:
      (kind, statement) = (.independence, "\(subject) does not depend on \(names[0])")
    case .factor(let n, let power):
      let base = text(before.table.variable(n).raised(to: power))
      (kind, statement) = (.factor, "\(subject) is proportional to \(base)")
      degree = power.doubleValue
    case .pair(_, let p, _, let q, let weight):
      kind = Self.kind(p, q, weight)
      statement = "\(subject) depends on \(names.inWords) \(only)"
    case .together(_, let weights, let power):
      kind = power == .zero ? .scaling : power == 1 ? .translation : .combination
      let how =
        switch power {
        case .zero: "are multiplied by \(Self.powers("λ", weights))"
        case 1: "are shifted by \(Self.multiples("s", weights))"
        default: "are moved so that their powers \(power.text) shift by \(Self.multiples("s", weights))"
        }
      statement = "\(subject) does not change when \(names.inWords) \(how): it depends on them \(only)"
    case .homogeneous(_, let weights, let power):
      kind = .homogeneity
      degree = power.doubleValue
      statement =
        "\(subject) is homogeneous of degree \(power.text) in \(names.inWords): it is multiplied by \(Self.powers("λ", [power])) "
        + "when they are multiplied by \(Self.powers("λ", weights))"
    case .logarithmic(_, let weights, let slope):
      kind = .logarithm
      degree = slope
      statement =
        "\(subject) grows by \(TextPrinter(digits: 6).print(.real(slope)))*log(λ) when \(names.inWords) \(names.count == 1 ? "is" : "are") "
        + "multiplied by \(Self.powers("λ", weights))"
    }
    return SymmetryAnalysis.Symmetry(
      kind: kind, statement: statement, target: subject, inputs: Self.columns(generator.inputs, of: before),
      quantities: quantities, rest: target(of: after),
      remaining: after.inputs.map { column($0, of: after) }, degree: degree, residual: generator.residual,
      fullError: step.fullError,
      reducedError: step.reducedError)
  }

  /// The separation of a problem, for users.
  func symmetry(_ finding: Separability.Finding, of problem: Subproblem) -> SymmetryAnalysis.Symmetry {
    let subject = target(of: problem)
    func names(_ places: [Int]) -> [String] { places.map { column(problem.inputs[$0], of: problem) } }
    let kind: SymmetryAnalysis.Symmetry.Kind
    let statement: String
    let groups: [[Int]]
    switch finding.form {
    case .sum(let all):
      (kind, groups) = (.sum, all)
      statement =
        "\(subject) is a sum of functions of "
        + all.map { "(\(names($0).joined(separator: ", ")))" }.inWords
    case .product(let all):
      (kind, groups) = (.product, all)
      statement =
        "\(subject) is a product of functions of "
        + all.map { "(\(names($0).joined(separator: ", ")))" }.inWords
    case .composition(let group):
      (kind, groups) = (.composition, [group])
      statement = "\(subject) depends on \(names(group).inWords) only through one function of them"
    }
    return SymmetryAnalysis.Symmetry(
      kind: kind, statement: statement, target: subject,
      inputs: Self.columns(groups.flatMap { $0 }.map { problem.inputs[$0] }, of: problem),
      quantities: groups.map { names($0).joined(separator: ", ") }, rest: subject,
      remaining: problem.inputs.map { column($0, of: problem) }, degree: nil, residual: finding.residual,
      fullError: finding.fullError, reducedError: finding.reducedError)
  }

  private static func kind(_ p: Rational, _ q: Rational, _ weight: Rational) -> SymmetryAnalysis.Symmetry.Kind
  {
    switch (p, q) {
    case (.zero, .zero): .scaling
    case (.one, .one): .translation
    case (2, 2): weight == 1 ? .rotation : .combination
    default: .combination
    }
  }

  /// The user's columns that occur in some columns of a problem, in the order of the table.
  private static func columns(_ columns: [Int], of problem: Subproblem) -> [String] {
    let used = Set(columns.flatMap { problem.table.variable($0).variables })
    return problem.table.expressions.flatMap(\.variables).reduce(into: []) { names, name in
      if used.contains(name), !names.contains(name) { names.append(name) }
    }
  }

  /// λ, λ^2 and λ.
  private static func powers(_ name: String, _ exponents: [Rational]) -> String {
    exponents.map {
      $0 == 1
        ? name : $0.denominator == 1 && $0.numerator > 0 ? "\(name)^\($0.text)" : "\(name)^(\($0.text))"
    }.inWords
  }

  /// s, 2*s and -s.
  private static func multiples(_ name: String, _ factors: [Rational]) -> String {
    factors.map { $0 == 1 ? name : $0 == -1 ? "-\(name)" : "\($0.text)*\(name)" }.inWords
  }
}

extension Rational {
  /// In customary notation: 2, -1/3.
  fileprivate var text: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }
}
