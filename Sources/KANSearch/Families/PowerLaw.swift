import KANFitting
import KANFormula
import KANNumerics
import RealModule

/// Laws y = c·Πᵢ xᵢ^pᵢ: linear in logarithms, so one least-squares fit suffices, however many decades the columns span.
struct PowerLaw: LawFamily {
  static let name = "power-laws"
  static let summary = "the target is a constant times powers of the inputs, with free exponents"
  static let tier = FamilyTier.common

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// Rows of the fit.
    var rows = 2_000
    /// With exact data, the misfit of log|y| up to which powers count as an explanation: the digits of tables.
    var tolerance = 1e-5
    /// Exponents are offered as fractions with these denominators, if they are this near; with noise, within this many standard
    /// errors instead, and exponents that are so near zero are left out.
    var denominators = [1, 2, 3, 4, 5, 6]
    var nearness = 1e-3
    var standardErrors = 3.0
    /// A fraction is significant if the exponent is known to this share of the distance between neighbouring fractions.
    var largestError = 0.3
  }

  var settings = Settings()

  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    let table = problem.table
    let weighting = context.look.weighting
    let limit = weighting.smallestSignificant(of: table.target)
    // An input that reaches zero cannot be a factor of a target that is nowhere zero.
    var used = problem.inputs.filter { i in
      zip(table.inputs[i], problem.values).allSatisfy { $0 != 0 || $1 == 0 }
    }
    let rows = table.rows(atMost: settings.rows) { problem.values[$0] != 0 && abs(table.target[$0]) > limit }
    // Where a factor is zero, the law is zero: such rows are explained, but have no logarithm.
    let unexplained = (0..<table.count).count { s in used.allSatisfy { table.inputs[$0][s] != 0 } }
    guard weighting != .rounding || rows.count == min(settings.rows, unexplained) else { return [] }
    while !used.isEmpty, rows.count > used.count + 1 {
      guard let fit = fit(problem, used, rows, weighting) else { return [] }
      let misfit = (fit.sumOfSquares / Double(rows.count)).squareRoot()
      if weighting == .rounding, misfit > settings.tolerance { return [] }
      let errors = fit.standardErrors
      // Exponents that noise alone could explain are removed first, the least certain one at a time.
      let uncertain = used.indices.filter {
        weighting.isNoisy && abs(fit.parameters[$0]) < settings.standardErrors * errors[$0]
      }
      if let weakest = uncertain.min(by: {
        abs(fit.parameters[$0]) / errors[$0] < abs(fit.parameters[$1]) / errors[$1]
      }) {
        used.remove(at: weakest)
        continue
      }
      return laws(problem, used, rows, fit, isNoisy: weighting.isNoisy)
    }
    return []
  }

  /// log|t| on the logarithms of the inputs and 1.
  private func fit(
    _ problem: Subproblem, _ used: [Int], _ rows: [Int], _ weighting: Weighting
  ) -> FitResult? {
    // An error of y is that share of y in its logarithm.
    let weights =
      weighting == .absoluteNoise ? rows.map { abs(problem.table.target[$0]) } : rows.map { _ in 1 }
    let columns =
      used.map { i in zip(rows, weights).map { Double.log(abs(problem.table.inputs[i][$0])) * $1 } } + [
        weights
      ]
    return try? LinearLeastSquares.fit(
      columns: columns, y: zip(rows, weights).map { .log(abs(problem.values[$0])) * $1 })
  }

  /// The law with its exponents as fractions, where they are near some, and as measured.
  private func laws(
    _ problem: Subproblem, _ used: [Int], _ rows: [Int], _ fit: FitResult, isNoisy: Bool
  ) -> [Expression] {
    let errors = fit.standardErrors
    func nearest(_ denominators: [Int]) -> [Expression] {
      used.indices.map { n in
        let p = fit.parameters[n]
        let within = isNoisy ? settings.standardErrors * errors[n] : settings.nearness
        // Fractions closer to each other than the error are meaningless.
        let told = denominators.filter { errors[n] * Double($0) < settings.largestError }
        return Rational(near: p, denominators: told, within: within).map(Expression.rational) ?? .real(p)
      }
    }
    let factor = Double.exp(fit.parameters[used.count])
    guard factor.isFinite, factor > 0 else { return [] }
    // Whole exponents, halves, any fractions, and measured ones: the shortest description decides.
    var offers: [[Expression]] = []
    for offer in [
      nearest([1]), nearest([1, 2]), nearest(settings.denominators),
      used.indices.map { .real(fit.parameters[$0]) },
    ] where !offers.contains(offer) {
      offers.append(offer)
    }
    return offers.flatMap { law(problem, used, rows, $0, factor: factor) }
  }

  /// The law with the sign that most rows have.
  private func law(
    _ problem: Subproblem, _ used: [Int], _ rows: [Int], _ exponents: [Expression], factor: Double
  ) -> [Expression] {
    var parts: [Expression] = []
    var isOdd: [Int] = []
    for (i, exponent) in zip(used, exponents) where exponent != 0 {
      let x = problem.table.variable(i)
      let isNeverNegative = problem.table.inputs[i].allSatisfy { $0 >= 0 }
      if case .rational(let p) = exponent, p.denominator == 1 {
        parts.append(p == 1 ? x : .power(x, exponent))
        if p.numerator % 2 != 0 { isOdd.append(i) }
      } else {
        parts.append(.power(isNeverNegative ? x : .abs(x), exponent))
      }
    }
    guard !parts.isEmpty else { return [] }
    let positive = rows.count { s in
      isOdd.reduce(problem.values[s] > 0) { $0 == (problem.table.inputs[$1][s] > 0) }
    }
    let sign = 2 * positive >= rows.count ? 1.0 : -1
    return [problem.composed(with: .product([.real(sign * factor)] + parts))]
  }
}
