import SwiftKAN

/// The result of a distillation as readable text: the text of `kan discover`, then the rounds and the law's error on the box.
struct DistillationText {
  let text: String

  init(_ distillation: Distillation, files: [String]) {
    var rounds = TextTable(
      ["round", "points", "RMSE on the box", "largest error", "variance explained", "formula"],
      numbers: [0, 1, 2, 3, 4])
    for (n, round) in distillation.rounds.enumerated() {
      rounds.add(
        "\(n + 1)", "\(round.points)", round.rmse?.text(digits: 3) ?? "",
        round.maximumError?.text(digits: 3) ?? "",
        round.varianceShare.map(Self.share) ?? "", round.formula ?? "none found")
    }
    var blocks = [
      DiscoveryText(distillation.discovery, files: []).text, rounds.fitted(to: Terminal.resultWidth),
    ]
    if let error = distillation.onBox {
      blocks.append(
        "on the box: the formula explains \(Self.share(error.rSquared)) of the variance; its RMSE is \(error.rmse.text(digits: 3)) "
          + "and its largest error \(error.maximumError.text(digits: 3)), at \(error.count) points that it was not fitted to; "
          + "\(distillation.asked) evaluations in all")
    }
    if let agreement = distillation.agreement { blocks.append(Self.distance(agreement)) }
    if !files.isEmpty { blocks.append("wrote " + files.joined(separator: ", ")) }
    text = blocks.joined(separator: "\n\n")
  }

  /// What is known of the distance from the network on the whole box, and on what basis.
  private static func distance(_ agreement: NetworkAgreement) -> String {
    let certified = agreement.certified
    let seen = certified.largestSeen.text(digits: 3)
    if let bound = certified.boundForDisplay {
      let note = certified.isTight ? "" : "; a higher --effort tightens the bound"
      return
        "proven: anywhere on the box the formula is within \(bound.text(digits: 3)) of the network; the largest distance "
        + "seen is \(seen)\(note)"
    }
    let reason =
      certified.boxes == 0
      ? "proofs are made for up to \(Distillation.largestProvenDimension) inputs"
      : "no bound could be proven at this --effort"
    return
      "sampled, not proven: the largest distance of the formula from the network at \(agreement.onBox.count) points of the "
      + "box is \(seen); \(reason)"
  }

  /// A fraction in per cent, with enough digits to distinguish it from 100 %.
  private static func share(_ share: Double) -> String {
    guard share < 1 else { return "100 %" }
    // One more digit for every nine.
    var (digits, rest) = (3, 1 - share)
    while rest < 0.01, digits < 15 { (digits, rest) = (digits + 1, 10 * rest) }
    return "\((100 * share).text(digits: digits)) %"
  }
}

/// A distillation as `--json` prints it.
struct DistillationRecord: Encodable {
  /// The search of the best round, as in account.json.
  let law: DiscoveryRecord
  /// All rounds in order.
  let rounds: [Distillation.Round]
  /// The number of evaluations of the oracle.
  let asked: Int
  /// The distance of the law from the network; absent for other oracles.
  let agreement: NetworkAgreement?

  init(_ distillation: Distillation, options: Discovery.Options) {
    law = DiscoveryRecord(distillation.discovery, options: options)
    rounds = distillation.rounds
    asked = distillation.asked
    agreement = distillation.agreement
  }
}
