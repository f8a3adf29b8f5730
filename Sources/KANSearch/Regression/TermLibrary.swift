import KANFormula
import KANSymbolic

/// Products of powers of functions, cheapest first; the first one is 1.
struct TermLibrary: Sendable {
  /// Π function^power, each function at most once.
  struct Term: Sendable {
    var factors: [(function: Int, power: Int)] = []
    var price = 0
  }

  let functions: [BasisFunction]
  let terms: [Term]

  /// The highest price, the maximum number of terms of a step, and the minimum number of terms of a library.
  private static let (highestPrice, termsOfAStep, leastTerms) = (40, 50_000, 8)

  /// The cheapest terms, about `budget` of them, with at most `maximumFactors` functions each.
  init(_ functions: [BasisFunction], budget: Int, maximumFactors: Int = 5) {
    self.functions = functions
    var terms: [Term] = [Term()]
    // Prices rise step by step; a whole step is taken or none, so that no input is preferred because of its position.
    for limit in 2..<Self.highestPrice {
      var found: [Term] = []
      Self.collect(functions, from: 0, Term(), price: limit, maximumFactors: maximumFactors, into: &found)
      if terms.count + found.count > budget && terms.count > Self.leastTerms { break }
      terms += found
      if terms.count >= budget { break }
    }
    self.terms = terms
  }

  /// All terms of exactly the given price that add factors from `first` on.
  private static func collect(
    _ functions: [BasisFunction], from first: Int, _ term: Term, price: Int, maximumFactors: Int,
    into found: inout [Term]
  ) {
    guard term.factors.count < maximumFactors, found.count < termsOfAStep else { return }
    for a in first..<functions.count {
      for (p, power) in functions[a].powers.enumerated() where term.price + power.price <= price {
        var next = term
        next.factors.append((a, p))
        next.price += power.price
        if next.price == price {
          found.append(next)
        } else {
          collect(functions, from: a + 1, next, price: price, maximumFactors: maximumFactors, into: &found)
        }
      }
    }
  }

  /// The terms of a problem on some rows of its table.
  ///
  /// - Parameters:
  ///   - look: The breadth; unless combinations of many terms are tried, the terms are those of which all triples are tried.
  ///   - rows: The rows, as indices in the table.
  ///   - budget: The approximate number of terms.
  init(
    for problem: Subproblem, _ look: Look, rows: [Int], budget: Int, maximumFactors: Int = 5
  ) {
    let functions = CandidateLibrary(table: problem.table, inputs: problem.inputs).functions(look.breadth)
    self.init(
      functions.map { $0.selecting(rows) },
      budget: look.isThorough ? budget : min(budget, BestSubsets.tripleLimit), maximumFactors: maximumFactors)
  }

  /// The sum of a choice of terms with its coefficients.
  func sum(of choice: SubsetSelection.Choice) -> Expression {
    .total(zip(choice.columns, choice.coefficients).map { .real($1) * expression($0) })
  }

  /// The values of every term on the functions' rows.
  func values(_ budget: WorkBudget) -> [[Double]] { terms.indices.map(columns(budget)) }

  /// The values of a term on the functions' rows, by its index: shared factors are cached, the columns are not.
  func columns(_ budget: WorkBudget) -> (Int) -> [Double] {
    let rows = functions.first?.count ?? 0
    budget.spend(rows * terms.count)
    let shared = sharedPowers
    return { index in
      var product = [Double](repeating: 1, count: rows)
      for (function, power) in terms[index].factors {
        let factor =
          shared[function][power]
          ?? functions[function].raised(to: functions[function].powers[power].exponent)
        for s in 0..<rows { product[s] *= factor[s] }
      }
      return product
    }
  }

  /// The powers of functions that are factors of several terms; `nil` for the others.
  private var sharedPowers: [[[Double]?]] {
    var uses = functions.map { [Int](repeating: 0, count: $0.powers.count) }
    for term in terms {
      for (function, power) in term.factors { uses[function][power] += 1 }
    }
    return zip(functions, uses).map { function, uses in
      guard uses.contains(where: { $0 > 1 }) else { return uses.map { _ in nil } }
      let values = function.values
      return zip(function.powers, uses).map { power, uses in
        uses > 1 ? BasisFunction.raised(values, to: power.exponent) : nil
      }
    }
  }

  /// The terms of denominators: without sin², which adds up to 1 with cos², and without inverse sums, which do so with each other
  /// (x/(x + y) + y/(x + y) = 1).
  var divisors: [Int] {
    terms.indices.dropFirst().filter { index in
      terms[index].factors.allSatisfy { function, power in
        let exponent = functions[function].powers[power].exponent
        return switch functions[function].expression {
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
      functions[$0.function].expression(to: functions[$0.function].powers[$0.power].exponent)
    }
    return factors.isEmpty ? 1 : factors.count == 1 ? factors[0] : .product(factors)
  }
}

extension Expression {
  /// The sum of one or more terms.
  static func total(_ terms: [Expression]) -> Expression { terms.count == 1 ? terms[0] : .sum(terms) }
}
