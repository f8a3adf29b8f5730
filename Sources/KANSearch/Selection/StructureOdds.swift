import KANFormula
import KANNumerics
import KANSymbolic
import RealModule

/// How well a table determines the structure of the chosen law, in nats: against the laws that were found, on these rows and on
/// bootstrap resamplings, and against laws that were not found.
struct StructureOdds: Sendable {
  /// The numbers on which decisions depend.
  private enum Settings {
    /// The number of rows on which laws are compared, and the number of rivals.
    static let (rows, rivals) = (2_000, 24)
    /// Two laws whose values differ by less than this share of the spread are the same law in different forms.
    static let sameLaw = 1e-6
    /// The hidden change of the law, over the target's spread, that corresponds to odds of twenty against laws that were not found.
    /// The odds grow with its inverse square; tuned on the even-numbered laws of `Benchmarks/Recovery/calibration.py`, to be
    /// checked with odd ones.
    static let (hiddenChange, oddsThere) = (0.03, 20.0)
    static let seed: UInt64 = 17
  }

  /// The evidence from the rows.
  let evidence: StructureEvidence

  /// - Parameters:
  ///   - chosen: The chosen law.
  ///   - others: All other laws of the search.
  ///   - isRefuted: Whether something fits better than the chosen law: a law that was not found is then at least as likely.
  ///   - rows: The rows, with their weights and stated errors.
  init?(of chosen: Law, among others: [Law], isRefuted: Bool = false, on rows: ExpressionRefiner) {
    func values(_ law: Expression) -> [Double]? {
      (try? CompiledExpression(law, variables: rows.names))?.values(rows.columns)
    }
    guard let own = values(chosen.expression), let first = RowMisfits(of: own, rows, chosen) else {
      return nil
    }
    let target = rows.target
    let spread = (target.map { $0 - target.mean }.sumOfSquares).squareRoot()
    let rivals = others.filter { !$0.hasForm(of: chosen) }.sorted { $0.length < $1.length }
      .prefix(Settings.rivals).compactMap { law -> (law: Law, misfits: RowMisfits)? in
        guard let fitted = values(law.expression),
          zip(own, fitted).map({ $0 - $1 }).sumOfSquares.squareRoot() > Settings.sameLaw * spread,
          let misfits = RowMisfits(of: fitted, rows, law)
        else { return nil }
        return (law, misfits)
      }
    let resolution = Resolution(
      of: own, target: target, noise: first.noise, weights: rows.rootWeights?.map { $0 * $0 })
    // If nothing else was found, the odds are limited by bootstrap resampling.
    let certain = Double.log(2 * Double(StructureEvidence.resamples))
    let found =
      rivals.isEmpty ? certain : -rivals.map { chosen.length.total - $0.law.length.total }.logarithmOfSum
    let resampled = Self.resampled(first, rivals.map(\.misfits))
    let open = resolution.map(Self.unfound) ?? 0
    let unfound = isRefuted ? min(0, open) : open
    evidence = StructureEvidence(
      logOdds: -[found, resampled, unfound].map { -$0 }.logarithmOfSum, againstFound: found,
      onResampledRows: resampled, againstUnfound: unfound, hiddenChange: resolution?.hiddenChange,
      tellingShare: resolution?.tellingShare, comparedLaws: rivals.count)
  }

  private static func unfound(_ resolution: Resolution) -> Double {
    let ratio = Settings.hiddenChange / max(resolution.hiddenChange, .leastNormalMagnitude)
    let odds = Double.log(Settings.oddsThere) + 2 * Double.log(ratio)
    return resolution.tellingShare < StructureEvidence.tellingShare ? min(0, odds) : odds
  }

  /// The odds that the first has the shortest description on rows drawn with replacement, constants kept (Kishino, Miyata & Hasegawa,
  /// J. Mol. Evol. 31, 1990: resampling of estimated log-likelihoods).
  private static func resampled(_ first: RowMisfits, _ rivals: [RowMisfits]) -> Double {
    let count = first.squares.count
    var random = SeededRandom(seed: Settings.seed)
    var wins = 0
    for _ in 0..<StructureEvidence.resamples {
      var times = [Double](repeating: 0, count: count)
      for _ in 0..<count { times[Int(random.next() % UInt64(count))] += 1 }
      let own = first.length(times)
      if rivals.allSatisfy({ $0.length(times) >= own }) { wins += 1 }
    }
    return Double.log((Double(wins) + 0.5) / (Double(StructureEvidence.resamples - wins) + 0.5))
  }

  /// The number of rows of the table that are used: laws differ on them as on all.
  static var rows: Int { Settings.rows }

  /// The misfit of a law row by row, so that it can be computed for rows drawn with replacement.
  private struct RowMisfits {
    let noise: NoiseModel
    /// Squared residuals in units of the noise and the logarithms of its size, both times the weights of the rows.
    let squares: [Double]
    let logSizes: [Double]
    /// The variance of a row of weight 1, if errors are stated.
    let statedVariance: Double?
    /// The part of the length that does not depend on the rows.
    let price: Double

    init?(of fitted: [Double], _ rows: ExpressionRefiner, _ law: Law) {
      noise =
        NoiseModel.likeliest(
          fitted: fitted, on: rows, nil, constants: law.expression.freeConstants.count
        ).model
      let weights = rows.rootWeights?.map { $0 * $0 } ?? rows.target.map { _ in 1 }
      squares = zip(noise.residuals(of: rows.target, from: fitted), weights).map { $0 * $0 * $1 }
      logSizes =
        noise == .absolute
        ? []
        : zip(noise.rootWeights(noise == .logarithmic ? rows.target : fitted), weights).map {
          -Double.log($0) * $1
        }
      statedVariance = rows.statedVariance
      price = law.length.structure + law.length.constants
      guard squares.allSatisfy(\.isFinite), logSizes.allSatisfy(\.isFinite) else { return nil }
    }

    func length(_ times: [Double]) -> Double {
      let n = Double(squares.count)
      var (square, logSize) = (0.0, 0.0)
      for s in squares.indices { square += times[s] * squares[s] }
      for s in logSizes.indices { logSize += times[s] * logSizes[s] }
      if let statedVariance { return price + square / statedVariance / 2 }
      return price + n / 2 * Double.log(max(square / n, .leastNormalMagnitude)) + logSize
    }
  }
}

extension [Double] {
  /// log Σ exp(x) of all elements; −∞ for none.
  fileprivate var logarithmOfSum: Double {
    guard let largest = self.max(), largest.isFinite else { return self.max() ?? -.infinity }
    return largest + Double.log(reduce(0) { $0 + Double.exp($1 - largest) })
  }
}
