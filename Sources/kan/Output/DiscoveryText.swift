import SwiftKAN

/// What a search found, for people: the law first, then why to believe it.
struct DiscoveryText {
  let text: String

  init(_ discovery: Discovery, files: [String]) {
    var blocks: [String] = []
    if let formula = discovery.formula {
      blocks.append("\(formula.outputName) = \(formula.text(digits: 8))")
      blocks.append(FormulaFacts(formula).text)
    } else {
      blocks.append("no closed form found")
    }
    let others = discovery.alternatives.filter { $0.text != discovery.formula?.text }
    if !others.isEmpty {
      var table = TextTable(["complexity", "RMSE", "also tried"], numbers: [0, 1])
      for formula in others.prefix(6) {
        table.add(
          "\(formula.expression.complexity)", formula.fidelity.last?.rmse.text(digits: 3) ?? "",
          formula.text(digits: 5))
      }
      blocks.append(table.text)
    }
    blocks.append(Self.summary(discovery.account))
    blocks +=
      discovery.account.warnings.isEmpty
      ? [] : [discovery.account.warnings.map { "note: \($0)" }.joined(separator: "\n")]
    if !files.isEmpty { blocks.append("wrote " + files.joined(separator: ", ")) }
    text = blocks.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private static func summary(_ account: DiscoveryAccount) -> String {
    let verdict =
      switch account.verdict {
      case .exact: "exact: the formula reproduces every row up to rounding"
      case .withinNoise: "within noise: no network fits these data better"
      case .approximate: "approximate: a network fits these data better"
      case .none: "no law: the network stays as it is"
      }
    return "\(verdict) (\(account.attempts.count) structures in \(account.seconds.text(digits: 2)) s)"
  }
}
