import KANFormula
import KANNumerics
import KANSymbolic
import RealModule

/// Laws y = c·Πx^p/(e^u ∓ 1) with u = b·Πx^q, the occupation numbers of bosons and fermions, or their logarithms y = c + Σ p·log x
/// − log(e^u ∓ 1), over any range of u.
///
/// For given q and b the logarithm is linear in everything else, so that whole and half exponents q and a grid of b are scanned; the
/// best of both are refined.
struct OccupationCurve: LawFamily {
  static let name = "occupation-numbers"
  static let summary =
    "the target or its exponential is a product of powers over exp(u) ∓ 1, where u is itself such a product"
  static let tier = FamilyTier.curves

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// Rows of the scan, those of the refinement, and the minimum for so many constants.
    var scanRows = 60
    var rows = 200
    var leastRows = 12
    /// Inputs up to which directions q are scanned: u is a ratio of energies in nearly all laws.
    var maximumInputs = 4
    /// The spacing of the logarithms of the rates b of the scan: a factor of two. They range from a u this small in the largest
    /// rows to one this large in the smallest.
    var step = 0.7
    var smallestArgument = 0.3
    var largestArgument = 10.0
    /// The shares of the rows below the smallest and the largest arguments of the scan.
    var lowShare = 0.1
    var highShare = 0.95
    /// Kinds and directions whose rates are refined, and halvings of the interval around each.
    var directions = 6
    var halvings = 40
    /// Exponents p within this distance of a whole or half number are offered as that; only the refinement determines them accurately.
    var nearness = 0.2
  }

  var settings = Settings()

  /// The interpretation of the target: a logarithm of the law, or the law itself.
  private enum Reading: CaseIterable {
    case logarithm, plain
  }

  /// A point of the scan.
  private struct Place: Sendable {
    let sign: Double
    let direction: [Double]
    var rate: Double
    var left: Double
  }

  /// All exponents q of some inputs, not all zero, of both signs since the rate is positive: the more inputs, the fewer for each.
  private static func directions(_ count: Int) -> [[Double]] {
    let exponents: [Double] =
      switch count {
      case 2: (-6...6).map { Double($0) / 2 }
      case ...3: (-3...3).map(Double.init)
      default: (-2...2).map(Double.init)
      }
    let all = (0..<count).reduce([[]] as [[Double]]) { directions, _ in
      directions.flatMap { direction in exponents.map { direction + [$0] } }
    }
    return all.filter { $0.contains { $0 != 0 } }
  }

  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    let table = problem.table
    let used = problem.inputs.filter { i in table.inputs[i].allSatisfy { $0 > 0 } }
    guard !used.isEmpty, used.count <= settings.maximumInputs else { return [] }
    return Reading.allCases.flatMap { reading -> [Expression] in
      guard
        let coarse = Scan(problem, used, reading, context.look.weighting, settings, rows: settings.scanRows),
        let fine = Scan(problem, used, reading, context.look.weighting, settings, rows: settings.rows)
      else { return [] }
      return laws(coarse, fine, problem, used, reading, context.budget)
    }
  }

  /// The rows, and the linear columns on them.
  private struct Scan {
    let target: [Double]
    let weights: [Double]
    let logarithms: [[Double]]
    /// Whether the law is negative.
    let isNegative: Bool

    init?(
      _ problem: Subproblem, _ used: [Int], _ reading: Reading, _ weighting: Weighting, _ settings: Settings,
      rows limit: Int
    ) {
      // Under noise of one size only values that exceed it have a meaningful logarithm.
      let least = reading == .plain ? weighting.smallestSignificant(of: problem.table.target) : 0
      let rows = problem.table.rows(atMost: limit) {
        reading == .logarithm || problem.values[$0] != 0 && abs(problem.table.target[$0]) > least
      }
      let t = rows.map { problem.values[$0] }
      guard rows.count >= max(settings.leastRows, 2 * used.count + 4), !t.isNearlyConstant,
        // A logarithm has noise of one size, and such a law does not change sign.
        reading == .plain ? Set(t.map { $0 < 0 }).count == 1 : weighting != .proportionalNoise
      else { return nil }
      isNegative = t[0] < 0
      target = reading == .plain ? t.map { .log(abs($0)) } : t
      weights = rows.indices.map { n in
        reading == .plain && weighting == .absoluteNoise ? problem.weight(at: rows[n]) * abs(t[n]) : 1
      }
      logarithms = used.map { i in rows.map { .log(problem.table.inputs[i][$0]) } }
    }

    /// log(e^u ∓ 1) for every u.
    private static func value(_ u: Double, _ sign: Double) -> Double {
      u + .log(onePlus: sign * .exp(-u))
    }

    func arguments(_ direction: [Double]) -> [Double] {
      var sums = [Double](repeating: 0, count: target.count)
      for (q, column) in zip(direction, logarithms) where q != 0 {
        for s in sums.indices { sums[s] += q * column[s] }
      }
      return sums.map { .exp($0) }
    }

    /// The linear fit in addition to the logarithm of e^(b·w) ∓ 1.
    func fit(_ w: [Double], _ rate: Double, _ sign: Double, _ budget: WorkBudget)
      -> (coefficients: [Double], left: Double)?
    {
      let count = logarithms.count + 1
      budget.spend(target.count * (count * count + 30))
      let y = target.indices.map { weights[$0] * (target[$0] + Self.value(rate * w[$0], sign)) }
      guard y.allSatisfy(\.isFinite) else { return nil }
      let columns = [weights] + logarithms.map { column in zip(column, weights).map { $0 * $1 } }
      return LinearProjection.fit(columns, to: y)
    }
  }

  private func laws(
    _ scan: Scan, _ fine: Scan, _ problem: Subproblem, _ used: [Int], _ reading: Reading, _ budget: WorkBudget
  ) -> [Expression] {
    var places: [Place] = []
    for direction in Self.directions(used.count) where !budget.isExhausted {
      places += [-1.0, 1].compactMap { place(direction, sign: $0, scan, budget) }
    }
    return places.sorted { $0.left < $1.left }.prefix(settings.directions).flatMap { place -> [Expression] in
      let w = fine.arguments(place.direction)
      let rate = refined(place, w, fine, budget)
      guard let fit = fine.fit(w, rate, place.sign, budget) else { return [] }
      return offers(fit.coefficients, place, rate, problem, used, reading, isNegative: fine.isNegative)
    }
  }

  /// The best rate of a direction on the grid; `nil` if none is finite.
  private func place(_ direction: [Double], sign: Double, _ scan: Scan, _ budget: WorkBudget) -> Place? {
    let w = scan.arguments(direction)
    let (low, high) = (w.quantile(settings.lowShare), w.quantile(settings.highShare))
    let (first, last) = (settings.smallestArgument / high, settings.largestArgument / low)
    // Powers of extreme inputs leave the range of numbers.
    guard low > 0, first > 0, last.isFinite else { return nil }
    let count = Int(((Double.log(last) - .log(first)) / settings.step).rounded(.up)) + 1
    let rates = CurveGrid.geometric(from: first, to: last, count: max(2, count))
    return rates.compactMap { rate in
      scan.fit(w, rate, sign, budget).map {
        Place(sign: sign, direction: direction, rate: rate, left: $0.left)
      }
    }.min { $0.left < $1.left }
  }

  /// The rate by golden section between the neighbours on the grid.
  private func refined(_ place: Place, _ w: [Double], _ scan: Scan, _ budget: WorkBudget) -> Double {
    func left(_ logarithm: Double) -> Double {
      scan.fit(w, .exp(logarithm), place.sign, budget)?.left ?? .infinity
    }
    let golden = (5.0.squareRoot() - 1) / 2
    var (a, b) = (Double.log(place.rate) - settings.step, Double.log(place.rate) + settings.step)
    var (c, d) = (b - golden * (b - a), a + golden * (b - a))
    var (leftOfC, leftOfD) = (left(c), left(d))
    for _ in 0..<settings.halvings where !budget.isExhausted {
      if leftOfC < leftOfD {
        (b, d, leftOfD) = (d, c, leftOfC)
        c = b - golden * (b - a)
        leftOfC = left(c)
      } else {
        (a, c, leftOfC) = (c, d, leftOfD)
        d = a + golden * (b - a)
        leftOfD = left(d)
      }
    }
    return .exp((a + b) / 2)
  }

  /// An exponent as the whole or half number nearby, if there is one.
  private func simple(_ exponent: Double) -> Expression {
    Rational(near: exponent, denominators: [1, 2], within: settings.nearness).map(Expression.rational)
      ?? .real(exponent)
  }

  /// The law with simple exponents in front if some are near, and with those of the fit.
  private func offers(
    _ coefficients: [Double], _ place: Place, _ rate: Double, _ problem: Subproblem, _ used: [Int],
    _ reading: Reading, isNegative: Bool
  ) -> [Expression] {
    let u = zip(used, place.direction).filter { $0.1 != 0 }.map { i, q in
      Expression.power(problem.table.variable(i), simple(q))
    }
    let argument = Expression.product([.real(rate)] + u)
    let occupation: Expression = .exp(argument) + .rational(Rational(Int(place.sign)))
    let measured = coefficients.dropFirst().map(Expression.real)
    let rounded = coefficients.dropFirst().map(simple)
    return (rounded == measured ? [measured] : [rounded, measured]).compactMap { exponents in
      let powers = zip(used, exponents).filter { $0.1 != 0 }
      switch reading {
      case .logarithm:
        let terms = powers.map { i, p in p * .log(problem.table.variable(i)) }
        return problem.composed(with: .sum([.real(coefficients[0])] + terms + [-.log(occupation)]))
      case .plain:
        let factor = Double.exp(coefficients[0])
        guard factor.isFinite, factor > 0 else { return nil }
        let factors = powers.map { i, p in Expression.power(problem.table.variable(i), p) }
        return problem.composed(
          with: .product(
            [.real(isNegative ? -factor : factor)] + factors + [.power(occupation, -1)]))
      }
    }
  }
}
