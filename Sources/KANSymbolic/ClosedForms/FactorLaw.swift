import KANFormula

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Looks for a law whose target is a product: log|t| = c + Σ p·log|m|, with simple exponents p, and among pairs of inputs also
/// exponentials, + Σ q·d with products of powers d.
struct FactorLaw {
  let node: LawNode
  let breadth: AtomMenu.Breadth
  var noise = NoiseModel.none
  /// The rows that select the factors.
  let rows: Int

  /// A column of the selection, and what it means to the law.
  private enum Factor {
    case constant
    case power(Atom)
    case exponential(Expression)
  }

  private var table: LawTable { node.table }

  /// The laws for y, one for either sign of the factor. With noise many columns hide the few true ones, so the short list of
  /// factors is tried as well as the long one.
  func laws(deadline: Deadline) -> [Expression] {
    guard !node.values.contains(0) else { return [] }
    let lists = noise == .additive ? [false, true] : [breadth == .pairs]
    return lists.flatMap { laws(withPairs: $0, deadline: deadline) }
  }

  private func laws(withPairs hasPairs: Bool, deadline: Deadline) -> [Expression] {
    let limit = noise == .additive ? NoiseModel.smallest(of: table.target) : 0
    let large = table.target.indices.filter { abs(table.target[$0]) > limit }
    let chosen = (0..<min(rows, large.count)).map { large[$0 * large.count / min(rows, large.count)] }
    guard !chosen.isEmpty else { return [] }
    let t = chosen.map { node.values[$0] }
    // An error of y is that share of y in its logarithm.
    let weights = noise == .additive ? chosen.map { abs(table.target[$0]) } : t.map { _ in 1 }
    let (factors, columns) = factors(chosen, withPairs: hasPairs)
    // log|t| may pass through zero, where a relative error means nothing: all rows weigh the same.
    var selection = SubsetSelection(
      columns: columns.map { zip($0, weights).map { $0 * $1 } },
      target: zip(t, weights).map { log(abs($0)) * $1 })
    selection.maximumColumns = 9
    let choices = selection.run(deadline: deadline)
    return (noise == .additive ? choices : choices.suffix(1)).flatMap { law($0, of: factors) }
  }

  private func factors(_ chosen: [Int], withPairs hasPairs: Bool) -> ([Factor], [[Double]]) {
    let menu = AtomMenu(table: table, inputs: node.inputs)
    let atoms = menu.factors() + (hasPairs ? menu.waveFactors() : [])
    var factors = [Factor.constant] + atoms.map(Factor.power)
    var columns = [chosen.map { _ in 1.0 }] + atoms.map { atom in chosen.map { log(abs(atom.values[$0])) } }
    if hasPairs {
      let library = TermLibrary(
        menu.atoms(.powers).map { $0.selecting(chosen) }, budget: Self.exponents, maximumFactors: 3)
      factors += library.terms.indices.dropFirst().map { .exponential(library.expression($0)) }
      columns += library.values().dropFirst()
    }
    return (factors, columns)
  }

  /// The number of products of powers that may be the exponents of exponentials.
  private static let exponents = 150

  private func law(_ choice: SubsetSelection.Choice, of factors: [Factor]) -> [Expression] {
    var constant = 0.0
    var parts: [Expression] = []
    for (column, coefficient) in zip(choice.columns, choice.coefficients) {
      switch factors[column] {
      case .constant: constant = coefficient
      case .exponential(let term): parts.append(.exp(.real(coefficient) * term))
      case .power(let atom):
        guard
          let p = Rational(
            near: coefficient, denominators: [1, 2, 3, 4], within: noise == .additive ? 0.05 : 1e-6)
        else { return [] }
        if p == 0 { continue }
        let isPlain = p.denominator == 1 || atom.values.allSatisfy { $0 > 0 }
        parts.append(.power(isPlain ? atom.expression : .abs(atom.expression), .rational(p)))
      }
    }
    guard constant.isFinite, exp(constant).isFinite, exp(constant) > 0 else { return [] }
    // The sign of the factor is the one that most rows have.
    return [1.0, -1.0].map { node.whole(.product([.real($0 * exp(constant))] + parts)) }
  }
}
