import KANFormula

/// The frequencies of pairs of parent and child operators in 1,413 named equations of Wikipedia.
///
/// The equations were collected by Guimerà et al., Science Advances 6, 2020 (arXiv 2004.12157); these are counts of their
/// SymPy trees, in which a − b is a sum, a/b a product with a reciprocal, √a a general power, and sums and products have any
/// number of parts.
enum OperatorFrequencies {
  /// The kind of a node of an expression.
  enum Kind: Hashable, Sendable, CaseIterable {
    case product, sum
    /// A whole power, but not the inverse; the inverse; any other power.
    case power, reciprocal, generalPower
    case exp, log, cos, sin, absolute, tanh, sinh, cosh, tan
    /// Functions that do not occur in the equations, such as inverse trigonometric ones, each.
    case rare
    case variable, number, namedConstant
  }

  /// Occurrences of each kind as a node.
  static let counts: [Kind: Double] = [
    .product: 2030, .power: 826, .sum: 823, .reciprocal: 738, .generalPower: 216, .exp: 119, .log: 65,
    .cos: 61,
    .sin: 36, .absolute: 23, .tanh: 6, .sinh: 4, .cosh: 4, .tan: 4,
    // Less than every other: half an occurrence for functions that were never seen.
    .rare: 0.5,
    .variable: 4593, .number: 1228, .namedConstant: 164,
  ]

  /// Occurrences of a kind directly below another; pairs that are missing here occur less than ten times.
  static let below: [Kind: [Kind: Double]] = [
    .product: [
      .variable: 2433, .number: 894, .reciprocal: 687, .power: 649, .sum: 261, .generalPower: 159,
      .namedConstant: 101, .exp: 75, .cos: 49, .log: 35, .sin: 25,
    ],
    .sum: [
      .product: 935, .variable: 455, .number: 267, .power: 99, .reciprocal: 18, .generalPower: 17, .exp: 17,
      .namedConstant: 10,
    ],
    .power: [.variable: 627, .sum: 62, .number: 45, .product: 36, .namedConstant: 26, .absolute: 12],
    .reciprocal: [.variable: 583, .sum: 117, .namedConstant: 21],
    .generalPower: [.variable: 319, .product: 62, .sum: 31, .number: 10],
    .exp: [.product: 87, .variable: 16],
    .log: [.variable: 48, .product: 12],
    .cos: [.variable: 54],
    .sin: [.variable: 23],
    .absolute: [.variable: 18],
  ]

  /// Occurrences of whole exponents other than −1, and of fractional ones.
  static let wholeExponents: [Int: Double] = [
    2: 460, -2: 107, 3: 36, -3: 15, -4: 11, 4: 11, 6: 3, 5: 3, -5: 3,
  ]
  /// Occurrences by numerator and denominator.
  static let fractionalExponents: [[Int]: Double] = [
    [1, 2]: 114, [-1, 2]: 29, [1, 4]: 9, [3, 2]: 8, [3, 4]: 4, [-3, 2]: 2, [-2, 3]: 1, [5, 8]: 1, [-1, 6]: 1,
    [1, 3]: 1, [-1, 4]: 1,
  ]
  /// All exponents of a kind, including those with a variable or a measured number.
  static let (wholeExponentCount, fractionalExponentCount) = (826.0, 216.0)

  /// Occurrences of numbers by numerator and denominator; minus signs are counted separately.
  static let numbers: [[Int]: Double] = [
    [2, 1]: 154, [1, 2]: 155, [3, 1]: 48, [1, 4]: 32, [4, 1]: 32, [1, 3]: 24, [8, 1]: 10, [2, 3]: 7,
    [6, 1]: 10,
    [1, 8]: 6, [4, 3]: 8, [8, 3]: 5, [15, 1]: 3, [12, 1]: 3, [1, 6]: 5, [5, 1]: 3, [1, 5]: 2, [1, 24]: 2,
  ]
  /// All numbers, including the rarer ones and those with decimals.
  static let numberCount = 675.0
  /// Occurrences of π and of e among the named constants.
  static let named: [String: Double] = [NamedConstant.pi.name: 140, NamedConstant.e.name: 24]
}
