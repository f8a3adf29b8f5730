import KANFormula
import KANSymbolic

/// Polynomials that often occur in laws in addition to other terms: drifts, saturation, products of deviations.
///
/// The terms of a polynomial often explain little one by one, so a search that adds one term after another rarely finds them all;
/// it therefore also starts from whole polynomials.
enum PolynomialBackgrounds {
  /// The highest power of one column: cubic growth with a threshold and saturation.
  private static let degree = 3
  /// The maximum number of columns of which all products of two are taken together: more would leave no term to search for.
  private static let columnsOfProducts = 3

  /// The polynomials of the columns of a grammar that it allows, each with and without a constant.
  static func all(_ grammar: ExpressionGrammar) -> [[TermSum.Term]] {
    let columns = grammar.names.map(Expression.variable)
    var polynomials: [[Expression]] = columns.flatMap { column in
      (1...degree).map { highest in
        (1...highest).map { $0 == 1 ? column : Expression.power(column, .rational(Rational($0))) }
      }
    }
    if columns.count > 1 {
      polynomials.append(columns)
      if columns.count <= columnsOfProducts {
        let products = columns.indices.flatMap { i in
          columns[(i + 1)...].map { .product([columns[i], $0]) as Expression }
        }
        polynomials.append(columns + products)
      }
    }
    let price = StructurePrice(inputCount: grammar.names.count)
    return polynomials.filter { $0.allSatisfy(grammar.allows) }.flatMap { [$0, [1] + $0] }.map { terms in
      terms.map { TermSum.Term(expression: $0, cost: ExpressionGrammar.cost(ofTerm: $0, price)) }
    }
  }
}
