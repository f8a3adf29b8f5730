import RealModule

/// The factors of the units of columns to the SI, and those of the numbers of a formula that follow from them: in T = c·√L with T in ms
/// and L in cm, c is 0.01 s/m^(1/2) times its printed value.
///
/// The factors are treated like dimensions: their logarithms obey the same conditions. Those of most units are products of powers
/// of 2, 3 and 5; every other one is a quantity of its own.
struct UnitFactors {
  /// The factor by which the SI value of every free constant exceeds the printed one; `nil` where it is not determined.
  let constants: [Double?]
  /// The same for exact numbers that carry a factor, by the part of the formula that contains them.
  let numbers: [Expression: Double]

  /// The factors of the numbers of a formula; `nil` if no choice of them makes the formula the same in SI units, as for a sum of a
  /// length in m and one in cm.
  init?(of expression: Expression, units: [String: PhysicalUnit], target: PhysicalUnit?) {
    var basis = Basis()
    var vectors: [String: PhysicalDimension] = [:]
    for name in expression.variables.sorted() {
      guard let unit = units[name] else { continue }
      guard let vector = basis.vector(of: unit.factor) else { return nil }
      vectors[name] = vector
    }
    var result: PhysicalDimension?
    if let target {
      guard let vector = basis.vector(of: target.factor) else { return nil }
      result = vector
    }
    guard
      let balance = try? DimensionalBalance(
        of: expression, dimensions: vectors, target: result, allowsImpliedOnes: true)
    else { return nil }
    constants = balance.constants.map { $0.map(basis.factor) }
    numbers = Dictionary(
      balance.numbers.map { ($0.part, basis.factor(of: $0.dimension)) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The generators of the factors, in the places of the base quantities of a dimension.
  private struct Basis {
    private static let primes = [2, 3, 5]
    private var generators = primes.map(Double.init)

    /// The exponents of a factor; `nil` if there are more generators than places.
    mutating func vector(of factor: Double) -> PhysicalDimension? {
      var exponents = [Rational](repeating: .zero, count: PhysicalDimension.baseSymbols.count)
      var (own, powers) = (Int?.none, Self.primePowers(of: factor))
      // keV is 1000 of the generator eV.
      for place in generators.indices.dropFirst(Self.primes.count) where powers == nil {
        powers = Self.primePowers(of: factor / generators[place])
        if powers != nil { own = place }
      }
      if powers == nil {
        generators.append(factor)
        own = generators.count - 1
      }
      for (place, power) in (powers ?? []).enumerated() { exponents[place] = Rational(power) }
      if let own {
        guard own < exponents.count else { return nil }
        exponents[own] = .one
      }
      return PhysicalDimension(exponents: exponents)
    }

    func factor(of vector: PhysicalDimension) -> Double {
      zip(generators, vector.exponents).reduce(1) { $0 * realPower($1.0, $1.1.doubleValue) }
    }

    /// The powers of 2, 3 and 5 whose product is a factor up to rounding; `nil` if there are none.
    private static func primePowers(of factor: Double) -> [Int]? {
      let rounding = 16 * Double.ulpOfOne
      // Hours divide by 3², days and years by no more than 3³.
      for threes in 0...3 {
        for tens in -30...30 {
          let scaled = factor * realPower(3, Double(threes)) * realPower(10, Double(tens))
          let whole = scaled.rounded()
          guard whole >= 1, whole < 1e6, abs(scaled - whole) <= rounding * whole else { continue }
          var (rest, powers) = (Int(whole), [-tens, -threes, -tens])
          for (place, prime) in primes.enumerated() {
            while rest % prime == 0 { (rest, powers[place]) = (rest / prime, powers[place] + 1) }
          }
          if rest == 1 { return powers }
        }
      }
      return nil
    }
  }
}

extension DimensionalBalance {
  /// The SI values of the numbers of a formula over the printed ones: of the free constants in their order (`nil` where this is not
  /// determined), and of exact numbers by the part that contains them; `nil` if no choice makes the formula the same in SI units.
  ///
  /// - Parameters:
  ///   - expression: The right side.
  ///   - units: The units of the variables.
  ///   - target: The unit of the left side, if known.
  package static func factors(
    of expression: Expression, units: [String: PhysicalUnit], target: PhysicalUnit?
  ) -> (constants: [Double?], numbers: [Expression: Double])? {
    UnitFactors(of: expression, units: units, target: target).map { ($0.constants, $0.numbers) }
  }
}
