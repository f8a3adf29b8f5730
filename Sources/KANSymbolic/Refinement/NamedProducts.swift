import KANFormula
import RealModule

/// The products of powers of named constants that may take the place of a measured constant, such as 2·h/c² or e²/(4·π·epsilon0).
///
/// Where units are known, only products with the constant's own dimension are possible: there are few, and a measurement of
/// ordinary precision identifies one of them. Without units any product may agree by chance. Only products of at most two constants
/// with exponents up to 2 are then considered, of a long list only for constants that are known to 1e-4, and their number counts in
/// the distance between neighbours.
package struct NamedProducts: Sendable {
  /// A product of powers of up to three constants.
  private struct Product: Sendable {
    /// The numbers of the constants and their exponents.
    let factors: [(constant: Int, power: Int)]
    let value: Double
    /// The complexity of its text, in bits.
    let cost: Double
    /// The binary logarithm of the number of products that are at most as complex.
    var rarity = 0.0
  }

  /// Twice the exponents of the base units, so that square roots have whole ones.
  private typealias Code = SIMD8<Int16>

  private let constants: [NamedConstant]
  /// The dimensions of columns and named constants; `nil` without units.
  private let dimensions: [String: PhysicalDimension]?
  private let target: PhysicalDimension?
  /// The products of every dimension; without units all are below one code.
  private let products: [Code: [Product]]

  /// Whether the constants are so few that a user expects them all.
  private let hasFew: Bool

  /// The largest relative error of a constant that is recognised without units, if many are offered.
  private static let largestError = 1e-4
  /// Bits of a further factor and of an exponent other than ±1.
  private static let (bitsOfFactor, bitsOfExponent) = (3.0, 1.5)
  /// Bits by which a square root of a product is rarer than the product.
  private static let bitsOfRoot = 3.0
  /// Bits for a product that is the only one of its dimension: the constant may be something else.
  private static let leastRarity = 1.0
  /// The largest denominators and numerators of the fractions in front.
  private static let (largestDenominator, largestNumerator) = (12, 32)

  /// Products of constants.
  ///
  /// - Parameters:
  ///   - constants: The constants.
  ///   - dimensions: The dimensions of columns and of those constants that are not pure numbers; `nil` without units.
  ///   - target: The dimension of the law, if known.
  package init(
    of constants: [NamedConstant], dimensions: [String: PhysicalDimension]? = nil,
    target: PhysicalDimension? = nil
  ) {
    let constants = constants.filter { $0.value != 0 && $0.value.isFinite }
    self.constants = constants
    self.dimensions = dimensions
    self.target = target
    let hasFew = ConstantRecognizer.expected(among: constants).count == constants.count
    self.hasFew = hasFew
    let codes = constants.map { constant -> Code? in
      guard let dimensions else { return Code() }
      return Self.code(dimensions[constant.name] ?? .one)
    }
    var found: [Code: [Product]] = [:]
    func add(_ factors: [(constant: Int, power: Int)]) {
      guard !Self.hasCircle(factors.map { constants[$0.constant].value }) else { return }
      var (value, code, cost) = (1.0, Code(), Double(factors.count - 1) * Self.bitsOfFactor)
      for (n, power) in factors {
        guard let own = codes[n] else { return }
        value *= Double.pow(constants[n].value, power)
        code &+= own &* Code(repeating: Int16(power))
        if abs(power) != 1 { cost += Self.bitsOfExponent * Double(abs(power) - 1) }
      }
      guard value.isFinite, abs(value) > 1e-290 else { return }
      found[code, default: []].append(Product(factors: factors, value: value, cost: cost))
    }
    let (single, pair) = dimensions == nil ? (2, 2) : (4, 4)
    func powers(to largest: Int) -> [Int] { (1...largest).flatMap { [$0, -$0] } }
    for a in constants.indices {
      // Constants that a user expects are recognised alone like π, with their roots.
      for p in powers(to: single) where dimensions != nil || !hasFew || abs(p) > 1 { add([(a, p)]) }
      for b in constants.indices where b > a {
        for p in powers(to: pair) {
          for q in powers(to: pair) {
            add([(a, p), (b, q)])
            guard dimensions != nil, abs(p) <= 2, abs(q) <= 2 else { continue }
            for c in constants.indices where c > b {
              for r in powers(to: 2) { add([(a, p), (b, q), (c, r)]) }
            }
          }
        }
      }
    }
    for code in found.keys {
      let sorted = (found[code] ?? []).enumerated().sorted {
        ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset)
      }
      .map(\.element)
      found[code] = sorted.map { product in
        var ranked = product
        let count = sorted.count { $0.cost <= product.cost }
        ranked.rarity = Self.leastRarity + Double.log2(Double(count))
        return ranked
      }
    }
    products = found
  }

  /// Whether two constants differ by 2π, as h and ħ do: their quotient is no quantity of nature.
  private static func hasCircle(_ values: [Double]) -> Bool {
    values.contains { a in values.contains { b in abs(a / (2 * .pi * b) - 1) < 1e-9 } }
  }

  private static func code(_ dimension: PhysicalDimension) -> Code? {
    var code = Code()
    for (n, exponent) in dimension.exponents.enumerated() {
      guard 2 % exponent.denominator == 0, abs(exponent.numerator) < 1000 else { return nil }
      code[n] = Int16(exponent.numerator * (2 / exponent.denominator))
    }
    return code
  }

  /// The dimensions that the constants of a law may have; `nil` without units.
  private enum Place {
    case any
    case dimension(Code)
    case none
  }

  /// The named products within `tolerance` of each free constant of a law, each with the nats by which its name is cheaper than
  /// its text.
  func candidates(
    for law: Expression, values: [Double], standardErrors: [Double], searchedErrors: Double
  ) -> [[(exact: ExactConstant, discount: Double)]] {
    zip(places(in: law, count: values.count), zip(values, standardErrors)).map { place, pair in
      let (value, sigma) = pair
      let tolerance = searchedErrors * sigma
      guard value != 0, value.isFinite, tolerance.isFinite, tolerance < abs(value) else { return [] }
      switch place {
      case .none: return []
      case .any:
        guard hasFew || sigma < Self.largestError * abs(value) else { return [] }
        return multiples(of: products[Code()] ?? [], near: value, tolerance: tolerance, isRoot: false)
      case .dimension(let code):
        let whole = multiples(of: products[code] ?? [], near: value, tolerance: tolerance, isRoot: false)
        guard whole.isEmpty else { return whole }
        let square = products[code &+ code] ?? []
        return multiples(of: square, near: value, tolerance: tolerance, isRoot: true)
      }
    }
  }

  private func places(in law: Expression, count: Int) -> [Place] {
    guard let dimensions else { return [Place](repeating: .any, count: count) }
    guard let balance = try? DimensionalBalance(of: law, dimensions: dimensions, target: target),
      balance.constants.count == count
    else { return [Place](repeating: .none, count: count) }
    return balance.constants.map { dimension in
      guard let dimension, let code = Self.code(dimension) else { return .none }
      return .dimension(code)
    }
  }

  /// A factor π^k of products.
  private struct Circle {
    let expression: Expression?
    let value: Double
    let rarity: Double
  }

  private static let circles: [Circle] = [(0, 0.0), (1, 2), (-1, 2), (2, 5), (-2, 5)].map { power, rarity in
    let base = Expression.constant(.pi)
    return Circle(
      expression: power == 0 ? nil : power == 1 ? base : .power(base, .rational(Rational(power))),
      value: Double.pow(Double.pi, power), rarity: rarity)
  }

  /// The simple multiples of products, or of their square roots, near a number.
  private func multiples(
    of products: [Product], near number: Double, tolerance: Double, isRoot: Bool
  ) -> [(exact: ExactConstant, discount: Double)] {
    let x = isRoot ? number * number : number
    let width = isRoot ? 2 * abs(number) * tolerance : tolerance
    var found: [(exact: ExactConstant, discount: Double)] = []
    for product in products {
      for circle in Self.circles {
        let unit = product.value * circle.value
        let ratio = x / unit
        guard abs(ratio) < Double(Self.largestNumerator) + 1,
          abs(ratio) > 1 / Double(Self.largestDenominator + 1)
        else { continue }
        for denominator in 1...Self.largestDenominator {
          let numerator = (ratio * Double(denominator)).rounded()
          guard numerator != 0, abs(numerator) <= Double(Self.largestNumerator),
            abs(numerator / Double(denominator) * unit - x) <= width,
            let fraction = Rational(Int(numerator), denominator), fraction.denominator == denominator
          else { continue }
          found.append(
            candidate(
              product, circle, fraction, unit: unit, isRoot: isRoot, isNegative: isRoot && number < 0))
          break
        }
      }
    }
    return found
  }

  private func candidate(
    _ product: Product, _ circle: Circle, _ fraction: Rational, unit: Double, isRoot: Bool, isNegative: Bool
  ) -> (exact: ExactConstant, discount: Double) {
    let rarity = product.rarity + (isRoot ? Self.bitsOfRoot : 0)
    let front =
      (fraction == .one ? [] : [Expression.rational(fraction)]) + (circle.expression.map { [$0] } ?? [])
    let factors =
      front
      + (product.factors.filter { $0.power > 0 } + product.factors.filter { $0.power < 0 }).map { n, power in
        power == 1
          ? Expression.constant(constants[n]) : .power(.constant(constants[n]), .rational(Rational(power)))
      }
    var expression = factors.count == 1 ? factors[0] : .product(factors)
    var value = fraction.doubleValue * unit
    var spacing =
      abs(unit) / Double(fraction.denominator * fraction.denominator)
      * Double.exp2(-rarity - circle.rarity)
    if isRoot {
      expression = .power(expression, .rational(.half))
      value = value.squareRoot()
      spacing /= 2 * value
      if isNegative {
        expression = .product([.rational(.minusOne), expression])
        value = -value
      }
    }
    let plain = ExactConstant(expression: expression, value: value, spacing: spacing)
    let structure = StructurePrice(inputCount: 1)
    let frontPrice = front.isEmpty ? 0 : structure(front.count == 1 ? front[0] : .product(front))
    let choice = frontPrice + rarity * Double.log(2)
    // Of a long list without units the names compete with all others, in addition to what their text costs.
    guard dimensions != nil || hasFew else {
      return (plain.priced(max(plain.price, choice - structure(.real(1)))), 0)
    }
    // Else the choice among products of the same dimension, or among those of the expected constants, is all that the names cost.
    let price = min(plain.price, choice)
    return (plain.priced(price), plain.price - price)
  }
}

extension ConstantRecognizer {
  /// Up to this many constants count as expected in the law: their multiples, inverses and roots are recognised like those of π.
  /// Of a longer list most do not occur, so that agreement by chance is more likely.
  private static let expectedCount = 4

  /// The constants of a list that a user expects in the law.
  package static func expected(among constants: [NamedConstant]) -> [NamedConstant] {
    let ofNature = Set(PhysicalConstant.all.map(\.constant.name))
    return constants.count <= expectedCount ? constants : constants.filter { !ofNature.contains($0.name) }
  }

  /// Recognises constants that a user offers, and products of their powers.
  ///
  /// - Parameters:
  ///   - constants: The constants, in the units of the columns.
  ///   - dimensions: The dimensions of columns and of those constants that have one; `nil` without units.
  ///   - target: The dimension of the law, if known.
  package init(
    offering constants: [NamedConstant], dimensions: [String: PhysicalDimension]? = nil,
    target: PhysicalDimension? = nil
  ) {
    self.init(
      // A constant whose dimension is known is recognised only where this dimension is needed.
      userConstants: Self.expected(among: constants).filter { dimensions?[$0.name] == nil },
      products: constants.isEmpty
        ? nil : NamedProducts(of: constants, dimensions: dimensions, target: target))
  }
}
