import SwiftKAN

/// The result of a search as readable text: the law first, then the evidence for it.
struct DiscoveryText {
  let text: String

  /// The fewest significant digits of the constants of the law.
  private static let fewestDigits = 8

  /// The text of a result.
  ///
  /// - Parameter data: The table that was searched, on which the printed law has the stated errors; `nil` if there is none.
  init(_ discovery: Discovery, on data: Dataset? = nil, files: [String]) {
    var blocks: [String] = []
    if let formula = discovery.formula {
      let digits = formula.digits(on: data, fewest: Self.fewestDigits)
      blocks.append(formula.equation(digits: digits))
      blocks.append(FormulaFacts(formula, mostDigits: digits).text)
    } else {
      let target = discovery.network.outputs.first.map { " for \($0.name)" } ?? ""
      blocks.append(
        Self.share(discovery).map { "no law found\(target); without inputs:\n\($0)" }
          ?? "no closed form found" + target)
    }
    blocks.append(Self.front(discovery, hasFolder: !files.isEmpty))
    blocks.append(
      Self.summary(
        discovery.account,
        isOfLabels: (discovery.formula ?? discovery.candidates.first?.formula)?.isOfLabels ?? false))
    if let chiSquare = discovery.account.chiSquare { blocks.append(Self.text(chiSquare)) }
    if let units = discovery.account.units {
      let target = discovery.formula?.outputName ?? discovery.network.outputs.first?.name ?? "target"
      blocks.append(Self.text(units, target: target))
    }
    if let stability = discovery.account.stability { blocks.append(Self.text(stability)) }
    blocks.append(discovery.account.warnings.map { "note: \($0)" }.joined(separator: "\n"))
    if !files.isEmpty { blocks.append("wrote " + files.joined(separator: ", ")) }
    text = blocks.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// The share of the event in an equation, which holds for every row, if no law of the labels was found; otherwise `nil`.
  private static func share(_ discovery: Discovery) -> String? {
    discovery.candidates.map(\.formula).first { $0.isOfLabels && $0.expression.variables.isEmpty }?
      .equation(digits: 8)
  }

  /// The largest number of rows of the front shown; the chosen one always is.
  private static let rowLimit = 12

  /// The best formula at each complexity, with the choice marked and its reason.
  private static func front(_ discovery: Discovery, hasFolder: Bool) -> String {
    guard let choice = discovery.account.choice, discovery.candidates.count > 1 else { return "" }
    let isOfLabels = discovery.candidates.contains { $0.formula.meaning != .quantity }
    if isOfLabels { return frontOfLabels(discovery, choice) }
    var table = TextTable(
      ["", "number", "complexity", "relative error", "length", "odds", "formula"], numbers: [1, 2, 3, 4, 5])
    let shown = discovery.candidates.enumerated().filter {
      $0.offset < rowLimit || $0.offset + 1 == choice.number
    }
    let isChosen = discovery.formula != nil
    for (place, candidate) in shown {
      table.add(
        isChosen && place + 1 == choice.number ? ">" : "", "\(place + 1)",
        "\(candidate.formula.expression.complexity)",
        candidate.error.text(digits: 3), candidate.descriptionLength.text(digits: 4), odds(candidate.odds),
        candidate.formula.text(digits: 5))
    }
    let hidden = discovery.candidates.count - shown.count
    return table.fitted(to: Terminal.resultWidth) + rest(hidden, hasFolder: hasFolder)
      + note(on: discovery.account.errorMeasure, hasInfinite: shown.contains { $0.element.error.isInfinite })
      + (isChosen
        ? "\nnumber \(choice.number) was chosen because \(choice.reason); --pick chooses another one"
        : "\nnone of these formulas was chosen; --pick can choose one of them anyway")
  }

  /// Where the formulas are that the table does not show; empty if there are none.
  private static func rest(_ count: Int, hasFolder: Bool) -> String {
    guard count > 0 else { return "" }
    let formulas = "\n\(count) more formula\(count == 1 ? "" : "s")"
    return hasFolder
      ? "\(formulas) \(count == 1 ? "is" : "are") in account.json" : "\(formulas); --json prints all of them"
  }

  /// A note on the meaning of the errors in the table, if they are not simply the target's.
  private static func note(on measure: Discovery.Account.ErrorMeasure?, hasInfinite: Bool) -> String {
    switch measure {
    case .logarithms:
      "\nrelative errors refer to log|target|, because the noise is proportional to the value"
        + (hasInfinite
          ? "; inf: the logarithm is undefined, because the formula is zero or has the wrong sign in some row"
          : "")
    case .weighted:
      "\nrelative errors weight every residual by 1/noise, because the noise grows with the value"
    case .values, nil: ""
    }
  }

  /// The same for log-odds, which are compared by area and log-loss on the validation rows.
  private static func frontOfLabels(_ discovery: Discovery, _ choice: Discovery.Account.Choice) -> String {
    var table = TextTable(
      ["", "number", "constants", "inputs", "ROC AUC", "log-loss", "length", "odds", "log-odds"],
      numbers: [1, 2, 3, 4, 5, 6, 7])
    for (place, candidate) in discovery.candidates.enumerated() {
      let expression = candidate.formula.expression
      let labels = candidate.formula.fidelity.last?.labels
      table.add(
        place + 1 == choice.number ? ">" : "", "\(place + 1)", "\(expression.freeConstants.count)",
        "\(expression.variables.count)",
        labels.map { FormulaFacts.measured($0.rocAUC, $0.rocAUCError) } ?? "",
        labels?.logLoss.text(digits: 4) ?? "", candidate.descriptionLength.text(digits: 5),
        odds(candidate.odds), candidate.formula.text(digits: 4))
    }
    return table.fitted(to: Terminal.resultWidth)
      + (discovery.formula == nil
        ? "\nnumber \(choice.number), without inputs, remains because \(choice.reason); --pick can choose another one anyway"
        : "\nnumber \(choice.number) was chosen because \(choice.reason); --pick chooses another one")
  }

  /// The odds of a law against the chosen one: "1", "6.6", "1 : 40", "1 : 364", "1 : 3e+12".
  static func odds(_ odds: Double) -> String {
    if odds >= 1 { return odds < 1e99 ? ratio(odds) : "> 1e99" }
    return odds > 1e-99 ? "1 : \(ratio(1 / odds))" : "0"
  }

  /// Two digits, or a whole number below ten thousand.
  private static func ratio(_ ratio: Double) -> String {
    ratio >= 99.5 && ratio < 9_999.5 ? "\(Int(ratio.rounded()))" : ratio.text(digits: 2)
  }

  private static func summary(_ account: Discovery.Account, isOfLabels: Bool) -> String {
    if isOfLabels {
      return account.sentenceOfLabels
        + " (\(account.attempts.count) law\(account.attempts.count == 1 ? "" : "s") tried in \(seconds(account.seconds)))"
    }
    return
      (["\(account.sentence) (\(tried(account)) in \(seconds(account.seconds)))"]
      + [account.sentenceOfStructure].compactMap { $0 }).joined(separator: "\n")
  }

  /// Two digits below 100 s, and whole seconds above: `0.92 s`, `38 s`, `152 s`.
  static func seconds(_ seconds: Double) -> String {
    if seconds < 0.01 { return "less than 0.01 s" }
    return seconds >= 99.5 && seconds < 1e15
      ? "\(Int(seconds.rounded())) s" : "\(seconds.text(digits: 2)) s"
  }

  /// For example "113 formulas and networks tried"; only networks have an error of splines.
  private static func tried(_ account: Discovery.Account) -> String {
    let (count, networks) = (account.attempts.count, account.attempts.count { $0.splineError != nil })
    let kinds = [networks < count || count == 0 ? "formula" : nil, networks > 0 ? "network" : nil]
      .compactMap { $0.map { count == 1 ? $0 : $0 + "s" } }
    return "\(count) \(kinds.joined(separator: " and ")) tried"
  }

  private static func text(_ chiSquare: Discovery.Account.ChiSquare) -> String {
    "with the stated errors: χ²/ndf = \(chiSquare.value.text(digits: 5))/\(chiSquare.degreesOfFreedom), "
      + "p-value \(chiSquare.probability.text(digits: 3))"
  }

  private static func text(_ units: UnitsAccount, target: String) -> String {
    var lines = [
      "units: "
        + units.columns.sorted { $0.key < $1.key }.map { "\($0.key) [\($0.value)]" }.joined(separator: ", ")
    ]
    if let scale = units.scale, !units.groups.isEmpty || scale != "1" {
      let groups =
        units.groups.isEmpty ? "" : "dimensionless groups: \(units.groups.joined(separator: ", ")); "
      lines.append(
        groups
          + (scale == "1"
            ? "the target is dimensionless" : "the dimensionless target is \(quotient(target, over: scale))"))
    }
    if let note = units.note { lines.append(note) }
    for carrier in units.carriers {
      lines.append(carrier.sentence)
    }
    if units.refused > 0 {
      lines.append(
        "\(units.refused) formula\(units.refused == 1 ? "" : "s") rejected because the units of both sides differ"
      )
    }
    return lines.joined(separator: "\n")
  }

  /// For example "E/(m*v^2)".
  private static func quotient(_ numerator: String, over product: String) -> String {
    product.contains { "*/".contains($0) } ? "\(numerator)/(\(product))" : "\(numerator)/\(product)"
  }

  private static func text(_ stability: Stability) -> String {
    var table = TextTable(["seed", "agrees", "relative error", "formula"], numbers: [0, 2])
    for vote in stability.votes {
      table.add(
        "\(vote.seed)", vote.agrees ? "yes" : "no", vote.error?.text(digits: 3) ?? "",
        vote.formula ?? "none found")
    }
    return table.fitted(to: Terminal.resultWidth)
      + "\n\(stability.agreeing) of \(stability.votes.count) seeds found this law"
  }
}

extension Formula {
  /// Whether its value is the log-odds or the score of an event.
  fileprivate var isOfLabels: Bool { meaning != .quantity }
}
