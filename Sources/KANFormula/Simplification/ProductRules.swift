/// Products: numbers are moved to the front, like bases collected, measured factors of sums taken out.
extension Simplifier {
  /// The product of normal factors, in normal form.
  func product(_ input: [Expression]) -> Expression {
    var pending = input
    var pieces: [Expression] = []
    var coefficient = Coefficient.one
    for _ in 0..<8 {
      var collector = FactorCollector()
      for factor in pending { collector.add(factor) }
      coefficient = collector.coefficient
      if coefficient.isZero { return 0 }
      var isSettled = true
      pieces = []
      for (base, exponents) in collector.powers {
        let exponent = exponents.count == 1 ? exponents[0] : sum(exponents)
        if exponent == 0 { continue }
        let piece = power(base, exponent)
        isSettled = isSettled && piece.baseAndExponent == (base, exponent)
        pieces.append(piece)
      }
      if !collector.exponents.isEmpty {
        let exponent = collector.exponents.count == 1 ? collector.exponents[0] : sum(collector.exponents)
        let piece = function(.exp, exponent)
        isSettled = isSettled && (piece == .function(.exp, exponent) || piece == .constant(.e))
        if piece != 1 { pieces.append(piece) }
      }
      isSettled = combineRadicals(&pieces) && isSettled
      isSettled = foldNumbers(&pieces, &coefficient) && isSettled
      isSettled = pullOutOfSums(&pieces, &coefficient) && isSettled
      if isSettled { break }
      pending = [coefficient.expression] + pieces
    }
    if let distributed = distributed(coefficient, pieces) { return distributed }
    return assembled(coefficient, pieces)
  }

  /// Number and sorted factors as one expression.
  private func assembled(_ coefficient: Coefficient, _ pieces: [Expression]) -> Expression {
    var factors = pieces.sorted { Expression.orderOfFactors($0, $1) < 0 }
    if coefficient != .one { factors.insert(coefficient.expression, at: 0) }
    return factors.isEmpty ? 1 : factors.count == 1 ? factors[0] : .product(factors)
  }

  /// √2·√3 is √6. Returns true if nothing was changed.
  private func combineRadicals(_ pieces: inout [Expression]) -> Bool {
    for i in pieces.indices {
      guard case .power(.rational(let a), .rational(let p)) = pieces[i] else { continue }
      for j in pieces.indices where j > i {
        guard case .power(.rational(let b), .rational(p)) = pieces[j], let c = a * b else { continue }
        pieces[i] = power(.rational(c), .rational(p))
        pieces.remove(at: j)
        return false
      }
    }
    return true
  }

  /// Merges exact irrational factors into a measured coefficient. Returns true if nothing was changed.
  private func foldNumbers(_ pieces: inout [Expression], _ coefficient: inout Coefficient) -> Bool {
    let numbers = pieces.filter(\.isNumeric)
    guard coefficient.isReal || numbers.contains(where: \.containsReal), !numbers.isEmpty else { return true }
    let value = numbers.reduce(coefficient.value) { $0 * $1.numericValue }
    guard value.isFinite, value != 0 else { return true }
    coefficient = .measured(value)
    pieces.removeAll(where: \.isNumeric)
    return false
  }

  /// c·(a·A + b·B)·… is (c·a)·(A + (b/a)·B)·…, if that merges constants. Returns true if nothing was changed.
  private func pullOutOfSums(_ pieces: inout [Expression], _ coefficient: inout Coefficient) -> Bool {
    let variablePieces = pieces.indices.filter { !pieces[$0].isNumeric }
    if pieces.count == 1, pieces[0].isSum { return true }
    for i in variablePieces {
      let (base, exponent) = pieces[i].baseAndExponent
      guard case .sum(let terms) = base, let p = Coefficient(exponent) else { continue }
      guard
        let (factor, rest) = leadingFactor(
          of: terms, besideReal: coefficient.isReal, signMayLeave: exponent.rationalValue?.isInteger ?? false)
      else { continue }
      let powered = power(factor.expression, p.expression)
      pieces[i] = exponent == 1 ? rest : .power(rest, exponent)
      if let number = Coefficient(powered) {
        coefficient = coefficient * number
      } else {
        pieces.append(powered)
      }
      return false
    }
    return true
  }

  /// c·(A + B) is c·A + c·B for an exact c, and for a measured c if that does not increase the number of measured constants.
  private func distributed(_ coefficient: Coefficient, _ pieces: [Expression]) -> Expression? {
    guard coefficient != .one, pieces.count == 1, case .sum(let terms) = pieces[0] else { return nil }
    if coefficient.isReal {
      let measured = terms.count { $0.coefficientAndRest.coefficient.isReal }
      if terms.count > measured + 1 {
        guard let (factor, rest) = leadingFactor(of: terms, besideReal: true, signMayLeave: true) else {
          return nil
        }
        return assembled(coefficient * factor, [rest])
      }
    }
    return sum(terms.map { product([coefficient.expression, $0]) })
  }
}

/// Gathers factors by base.
private struct FactorCollector {
  private(set) var coefficient = Coefficient.one
  /// Bases with their exponents, in order of appearance.
  private(set) var powers: [(base: Expression, exponents: [Expression])] = []
  /// The exponents of e.
  private(set) var exponents: [Expression] = []

  mutating func add(_ factor: Expression) {
    switch factor {
    case .rational(let value): coefficient = coefficient * .exact(value)
    case .real(let value): coefficient = coefficient * .measured(value)
    case .product(let parts): for part in parts { add(part) }
    case .constant(.e): exponents.append(1)
    case .function(.exp, let u): exponents.append(u)
    case .power(let base, let exponent): add(base, exponent)
    default: add(factor, 1)
    }
  }

  private mutating func add(_ base: Expression, _ exponent: Expression) {
    if let known = powers.firstIndex(where: { $0.base == base }) {
      powers[known].exponents.append(exponent)
    } else {
      powers.append((base, [exponent]))
    }
  }
}
