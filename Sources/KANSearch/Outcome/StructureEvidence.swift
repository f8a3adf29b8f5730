import KANFormula
import RealModule

/// How well the rows determine the structure of the chosen law, a separate question from whether its residuals are noise; all odds
/// are in nats.
package struct StructureEvidence: Sendable, Hashable, Codable {
  /// Odds above which a structure is called determined: twenty.
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
  /// The largest change of the law that the rows would not reveal, over the target's spread.
  package var hiddenChange: Double?
  /// The share of rows where the law stands out from the noise.
  package var tellingShare: Double?

  /// Whether the odds are above twenty.
  package var isDetermined: Bool { logOdds > Self.determined }

  /// The result in one sentence, as the terminal and reports print it.
  package var sentence: String {
    if isDetermined {
      return
        "structure: odds \(Self.odds(logOdds)) : 1 against all other laws, including those that the search did not find"
    }
    var reasons: [String] = []
    if againstFound <= Self.determined {
      reasons.append("another law of the search is at least nearly as likely")
    }
    if onResampledRows <= Self.determined {
      reasons.append("bootstrap resampling of the rows often selects another law")
    }
    if againstUnfound <= Self.determined {
      if let share = tellingShare, share < Self.tellingShare {
        reasons.append("the law stands out from the noise in only \(Self.percent(share)) of the rows")
      } else if let hiddenChange {
        reasons.append(
          "the data could not reveal a change of the law below \(Self.percent(hiddenChange)) of the target's spread"
        )
      }
    }
    return "structure: not determined"
      + (reasons.isEmpty ? "; the combined odds are below 20 : 1" : "; " + reasons.inWords)
  }

  private static func percent(_ share: Double) -> String { "\((100 * share).decimalText(digits: 2)) %" }

  /// Odds near the limit of bootstrap resampling are a bound, not a value.
  private static func odds(_ nats: Double) -> String {
    nats < Double.log(Double(resamples))
      ? "\(Int(Double.exp(nats).rounded()))" : "above \(Int(min(Double.exp(nats), 2 * Double(resamples))))"
  }
}
