import SwiftKAN

/// What a distillation found, for people: what `kan discover` says, then the rounds and the law's error on the box.
struct DistillationText {
  let text: String

  init(_ distillation: Distillation, files: [String]) {
    var rounds = TextTable(
      ["round", "points", "RMSE on the box", "largest error", "variance", "formula"],
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
        "on the box: the formula carries \(Self.share(error.rSquared)) of the variance and is off by \(error.rmse.text(digits: 3)) "
          + "(RMSE), \(error.maximumError.text(digits: 3)) at most, at \(error.count) points that it was not fitted to; "
          + "\(distillation.asked) values were asked for")
    }
    if !files.isEmpty { blocks.append("wrote " + files.joined(separator: ", ")) }
    text = blocks.joined(separator: "\n\n")
  }

  /// A share in per cent, with as many digits as it takes to tell it from 100 %.
  private static func share(_ share: Double) -> String {
    guard share < 1 else { return "100 %" }
    // A digit more for every nine.
    var (digits, rest) = (3, 1 - share)
    while rest < 0.01, digits < 15 { (digits, rest) = (digits + 1, 10 * rest) }
    return "\((100 * share).text(digits: digits)) %"
  }
}

/// A distillation as the tool shows it to programs.
struct DistillationRecord: Encodable {
  /// The search of the best round, as account.json has it.
  let law: DiscoveryRecord
  /// All rounds in order.
  let rounds: [Distillation.Round]
  /// How often the oracle was asked for a value.
  let asked: Int

  init(_ distillation: Distillation, options: DiscoveryOptions) {
    law = DiscoveryRecord(distillation.discovery, options: options)
    rounds = distillation.rounds
    asked = distillation.asked
  }
}
