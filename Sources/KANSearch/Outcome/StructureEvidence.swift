import KANFormula
import RealModule

/// How firmly the rows speak for the structure of the law that was taken, as a question of its own beside whether what it leaves is noise:
/// all odds in nats.
package struct StructureEvidence: Sendable, Hashable, Codable {
  /// Odds above which a structure is called determined: twenty.
  static let determined = Double.log(20)
  /// The share of rows that must tell of a law: where it is below the noise it was not seen.
  static let tellingShare = 0.5
  /// How often rows are drawn anew. Odds of a structure that is chosen every time are above twice as many, and nothing tells by how much.
  static let resamples = 400

  /// Against all other laws, those that were not found included.
  package var logOdds: Double
  /// Against the other laws of the search.
  package var againstFound: Double
  /// That it is chosen again where rows are drawn anew.
  package var onResampledRows: Double
  /// Against laws that were not found.
  package var againstUnfound: Double
  /// The largest change of the law that the rows would not show, over the target's spread.
  package var hiddenChange: Double?
  /// The share of the rows where what the law says stands out of the noise.
  package var tellingShare: Double?

  /// Whether the odds are above twenty.
  package var isDetermined: Bool { logOdds > Self.determined }

  /// In one sentence, as the terminal and reports print it.
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

  /// Odds that are near what drawing rows anew can tell are a bound, not a figure.
  private static func odds(_ nats: Double) -> String {
    nats < Double.log(Double(resamples))
      ? "\(Int(Double.exp(nats).rounded()))" : "above \(Int(min(Double.exp(nats), 2 * Double(resamples))))"
  }
}
