/// The criterion for the textbook form among equal forms.
///
/// The shortest, where an exact decimal such as 16/5 is one number, unless
/// * a variable is taken out of some terms of a sum and stays in them: x² + 2·x·y + y² before x·(x + 2·y) + y²,
/// * a factor has a variable in all its terms: r·x·(1 − x/k) before r·(x − x²/k),
/// * the form hides that variables may be exchanged: x·y + x·z + y·z before x·(y + z) + y·z.
struct TextbookPreference: FormPreference {
  /// Three nodes for a Horner form, two for a variable that was not taken out.
  private static let (priceOfHornerForms, priceOfCommonVariables) = (192, 128)
  /// Slightly more than a node for each pair of variables that a form shows to be exchangeable.
  private static let worthOfSymmetry = 80
  /// The cost of a form that computes with measured constants: more than any length.
  private static let priceOfLostConstants = 1_000_000
  /// Longer forms, and those of more variables, are not searched for symmetries.
  private static let (longestSymmetric, mostSymmetric) = (80, 8)

  /// Sorts the terms and factors of expressions whose variables were exchanged.
  private let sorter: Simplifier

  init(box: [String: ClosedRange<Double>]) {
    sorter = Simplifier(box: box)
    sorter.triesAlternatives = false
  }

  func length(_ expression: Expression) -> Int {
    expression.mappingLeaves { leaf in
      if case .rational(let value) = leaf, value.decimalText != nil { .real(value.doubleValue) } else { leaf }
    }.complexity
  }

  /// 5/2 in front of a product is as short as 0.4 in both terms of its denominator would be: 5·x/(2·(z + 1)) before x/(0.4·z + 0.4).
  func length(ofFactors factors: [Expression]) -> Int {
    guard case .rational(let number)? = factors.first, [2, 4].contains(number.denominator) else {
      return length(.product(factors))
    }
    return length(.product([.real(number.doubleValue)] + factors.dropFirst()))
  }

  func surcharge(_ expression: Expression) -> Int {
    Self.priceOfLostConstants * ConstantMarks.violations(in: expression)
      + Self.priceOfHornerForms * hornerForms(in: expression)
      + Self.priceOfCommonVariables * commonVariables(in: expression)
      - Self.worthOfSymmetry * symmetricPairs(of: expression)
  }

  func forms(of expression: Expression, _ simplifier: Simplifier) -> [Expression] {
    simplifier.completedSquares(in: expression) + simplifier.multipleAngles(in: expression)
      + simplifier.halfAngles(in: expression) + simplifier.singleExpansions(of: expression)
  }

  /// The terms of sums that are products of a variable and a sum that contains it again. 1 − x is a correction that is customarily
  /// left in brackets.
  private func hornerForms(in expression: Expression) -> Int {
    var count = 0
    expression.forEachNode { node in
      guard case .sum(let terms) = node else { return }
      for term in terms {
        let factors = term.flatFactors
        for case .sum(let inner) in factors where !inner.contains(1) && !inner.contains(-1) {
          let outside = Set(factors.filter { !$0.isSum }.flatMap(\.variables))
          if inner.contains(where: { !outside.isDisjoint(with: $0.variables) }) { count += 1 }
        }
      }
    }
    return count
  }

  /// The sums among factors that have a variable in all their terms.
  private func commonVariables(in expression: Expression) -> Int {
    func powers(_ term: Expression) -> Set<Expression> {
      Set(
        term.flatFactors.compactMap { factor in
          guard case (.variable, .rational(let p)) = factor.baseAndExponent, p >= .one else { return nil }
          return factor.baseAndExponent.base
        })
    }
    var count = 0
    expression.forEachNode { node in
      guard case .product(let factors) = node else { return }
      for case .sum(let terms) in factors {
        guard let first = terms.first.map(powers) else { continue }
        let common = terms.dropFirst().reduce(first) { $0.intersection(powers($1)) }
        if !common.isEmpty { count += 1 }
      }
    }
    return count
  }

  /// The pairs of variables that can be exchanged without a change of the form.
  private func symmetricPairs(of expression: Expression) -> Int {
    let names = expression.variables
    guard (2...Self.mostSymmetric).contains(names.count), expression.complexity <= Self.longestSymmetric
    else {
      return 0
    }
    var occurrences: [String: Int] = [:]
    expression.forEachLeaf { if case .variable(let name) = $0 { occurrences[name, default: 0] += 1 } }
    let plain = sorter.normalForm(expression)
    var count = 0
    for (i, a) in names.enumerated() {
      for b in names[(i + 1)...] where occurrences[a] == occurrences[b] {
        let exchanged = expression.substituting([a: .variable(b), b: .variable(a)])
        if sorter.normalForm(exchanged) == plain { count += 1 }
      }
    }
    return count
  }
}
