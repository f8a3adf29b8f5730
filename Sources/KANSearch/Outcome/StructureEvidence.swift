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

  /// Whether the odds are above twenty.
  package var isDetermined: Bool { logOdds > Self.determined }

  /// The result in one sentence, as the terminal and reports print it.
  package var sentence: String {
    if isDetermined {
      return
        "form of the law: well determined (odds \(Self.odds(logOdds)) : 1 against every other form, including those that the search did not find)"
    }
    var reasons: [String] = []
    if againstFound <= Self.determined {
      reasons.append(
        againstFound > 0
          ? "the odds against the other formulas that were found are only \(Double.exp(againstFound).decimalText(digits: 2)) : 1"
          : "the other formulas that were found are together at least as likely")
    }
    if onResampledRows <= Self.determined {
      reasons.append("other samples of the rows often lead to another formula")
    }
    if againstUnfound <= Self.determined {
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
