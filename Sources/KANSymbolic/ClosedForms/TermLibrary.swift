import KANFormula

/// Products of powers of atoms, cheapest first; the first one is 1.
struct TermLibrary: Sendable {
  /// Π atom^power, each atom at most once.
  struct Term: Sendable {
    var factors: [(atom: Int, power: Int)] = []
    var price = 0
  }

  let atoms: [Atom]
  let terms: [Term]

  /// The cheapest terms, about `budget` of them, with at most `maximumFactors` atoms each.
  init(_ atoms: [Atom], budget: Int, maximumFactors: Int = 5) {
    self.atoms = atoms
    var terms: [Term] = [Term()]
    // Prices rise step by step; a whole step is taken or none, so that no input is preferred for its place.
    for limit in 2..<40 {
      var found: [Term] = []
      Self.collect(atoms, from: 0, Term(), price: limit, maximumFactors: maximumFactors, into: &found)
      if terms.count + found.count > budget && terms.count > 8 { break }
      terms += found
      if terms.count >= budget { break }
    }
    self.terms = terms
  }

  /// All terms of exactly the given price that add factors from `first` on.
  private static func collect(
    _ atoms: [Atom], from first: Int, _ term: Term, price: Int, maximumFactors: Int, into found: inout [Term]
  ) {
    guard term.factors.count < maximumFactors, found.count < 50_000 else { return }
    for a in first..<atoms.count {
      for (p, power) in atoms[a].powers.enumerated() where term.price + power.price <= price {
        var next = term
        next.factors.append((a, p))
        next.price += power.price
        if next.price == price {
          found.append(next)
        } else {
          collect(atoms, from: a + 1, next, price: price, maximumFactors: maximumFactors, into: &found)
        }
      }
    }
  }

  /// The values of every term on the atoms' rows.
  func values() -> [[Double]] {
    let rows = atoms.first?.values.count ?? 0
    let powers = atoms.map { atom in atom.powers.map { atom.raised(to: $0.exponent) } }
    return terms.map { term in
      var product = [Double](repeating: 1, count: rows)
      for (atom, power) in term.factors {
        let factor = powers[atom][power]
        for s in 0..<rows { product[s] *= factor[s] }
      }
      return product
    }
  }

  /// The terms that denominators are made of: without sin², which makes nothing together with cos², and without
  /// inverse sums, which do so with each other (x/(x + y) + y/(x + y) = 1).
  var divisors: [Int] {
    terms.indices.dropFirst().filter { index in
      terms[index].factors.allSatisfy { atom, power in
        let exponent = atoms[atom].powers[power].exponent
        return switch atoms[atom].expression {
        case .function(.sin, _): exponent.numerator % 2 != 0
        case .sum: exponent > .zero
        default: true
        }
      }
    }
  }

  /// The term as an expression.
  func expression(_ index: Int) -> Expression {
    let factors = terms[index].factors.map {
      atoms[$0.atom].expression(to: atoms[$0.atom].powers[$0.power].exponent)
    }
    return factors.isEmpty ? 1 : factors.count == 1 ? factors[0] : .product(factors)
  }
}
