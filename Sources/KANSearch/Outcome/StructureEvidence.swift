import KANFormula
import RealModule

/// How well the rows determine the form of the chosen law, a separate question from whether its residuals are noise; all odds
/// are in nats.
package struct StructureEvidence: Sendable, Hashable, Codable {
  /// Odds above which a form is called well determined: twenty.
  static let determined = Double.log(20)
  /// The share of rows that must be informative about a law: where it is below the noise it was not seen.
  static let tellingShare = 0.5
  /// The number of bootstrap resamplings. If a structure is chosen every time, its odds exceed twice this number by an unknown factor.
  static let resamples = 400

  /// The log-odds against all other laws, including those that were not found.
  package var logOdds: Double
  /// The log-odds against the other laws of the search.
  package var againstFound: Double
  /// The log-odds that it is chosen again on bootstrap resamplings of the rows.
  package var onResampledRows: Double
  /// The log-odds against laws that were not found.
  package var againstUnfound: Double
  /// The largest change of the law that the rows would not reveal, over the target's spread; both on the scale on which the noise has
  /// one size, which is that of logarithms if the noise is proportional to the value.
  package var hiddenChange: Double?
  /// The share of rows where the law stands out from the noise.
  package var tellingShare: Double?

  /// The number of other laws of the search with which it was compared, the most likely ones; `nil` in older files.
  package var comparedLaws: Int?

  /// Whether the odds are above twenty.
  package var isDetermined: Bool { logOdds > Self.determined }

  /// The result in one sentence for a law whose residuals are noise.
  package var sentence: String { sentence(verdict: .withinNoise, shortfalls: []) }

  /// The result in one sentence, as the terminal and reports print it.
  ///
  /// A form is called well determined only if the residuals of its law are noise: where something fits better, or may for all that
  /// the rows tell, the odds say no more than which of the formulas that were found is the most likely.
  package func sentence(
    verdict: Discovery.Account.Verdict, shortfalls: [Discovery.Account.Shortfall]
  ) -> String {
    let isRefuted =
      verdict == .approximate && (shortfalls.isEmpty || shortfalls.contains(where: \.refutesForm))
    let doubts = verdict == .approximate && !isRefuted ? shortfalls.map(\.text) : []
    let hasRivals = comparedLaws != 0
    if isDetermined, !isRefuted, hasRivals {
      guard doubts.isEmpty else {
        return "form of the law: uncertain, because \(doubts.inWords); \(oddsAgainstFound)"
      }
      return "form of the law: well determined among the formulas that were found (\(oddsAgainstFound))"
        + (hiddenChange.map {
          "; one that was not found could fit as well only if it differed by less than \(Self.percent($0)) of the target's standard deviation"
        } ?? "")
    }
    var reasons = isRefuted ? ["the formula is only an approximation"] : doubts
    if !hasRivals { reasons.append("no other formula was found to compare it with") }
    if againstFound <= Self.determined {
      reasons.append(
        againstFound > 0
          ? "the odds against the other formulas that were found are only \(Double.exp(againstFound).decimalText(digits: 2)) : 1"
          : "the other formulas that were found are together at least as likely")
    }
    if onResampledRows <= Self.determined {
      reasons.append("other samples of the rows often lead to another formula")
    }
    // A law that is refuted needs no bound on what may replace it.
    if againstUnfound <= Self.determined, !isRefuted {
      if let share = tellingShare, share < Self.tellingShare {
        reasons.append("in \(Self.percent(1 - share)) of the rows the noise hides the effect of the inputs")
      } else if let hiddenChange {
        reasons.append(
          "these rows could not distinguish it from a formula that differs by up to \(Self.percent(hiddenChange)) of the target's standard deviation"
        )
      }
    }
    return "form of the law: uncertain, because "
      + (reasons.isEmpty ? "the combined odds are below 20 : 1" : reasons.inWords)
  }

  /// The odds against the laws that were found, on these rows and on resampled ones, in the words of a sentence.
  private var oddsAgainstFound: String {
    let odds = -Double.log(Double.exp(-againstFound) + Double.exp(-onResampledRows))
    let others =
      switch comparedLaws {
      case nil: "the others"
      case 1: "the other one"
      case .some(let count): "the \(count) most likely others"
      }
    return "odds \(Self.odds(odds)) : 1 against \(others)"
  }

  /// Two digits, but never a power of ten for 100 %.
  private static func percent(_ share: Double) -> String {
    let percent = 100 * share
    return (10..<1000).contains(percent)
      ? "\(Int(percent.rounded())) %" : "\(percent.decimalText(digits: 2)) %"
  }

  /// Odds near the limit of bootstrap resampling are a bound, not a value.
  private static func odds(_ nats: Double) -> String {
    nats < Double.log(Double(resamples))
      ? "of about \(Int(Double.exp(nats).rounded()))"
      : "above \(Int(min(Double.exp(nats), 2 * Double(resamples))))"
  }
}
