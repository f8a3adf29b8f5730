import KANFormula

/// The laws in the table, and the statement on the chosen one.
extension LawArchive {
  /// Odds below which two laws count as equally likely, and above which the value is not informative.
  private static let (evenOdds, certainOdds) = (1.5, 1e6)
  /// Nats within which another law is a rival of the chosen one and is in the table: odds of twenty.
  private static let rivalry = 3.0

  /// The laws that no other beats in both complexity and error, the chosen one with its rival and those always shown, simplest
  /// first; each once, and none that beats the chosen one in both.
  var table: [Law] { table(with: chosen) }

  /// The same for a chosen law that is known already.
  func table(with chosen: Law?) -> [Law] {
    func isShown(_ law: Law) -> Bool { chosen.map { !dominates(law, $0) } ?? true }
    var front: [Law] = []
    let sorted = laws.filter(isShown).map { (law: $0, complexity: $0.built.complexity, error: error(of: $0)) }
      .sorted { ($0.complexity, $0.error) < ($1.complexity, $1.error) }
    var least = Double.infinity
    for next in sorted where next.error < least {
      front.append(next.law)
      least = rowGain * next.error
    }
    let rivals = chosen.flatMap { rival(of: $0) }.map { [$0] } ?? []
    for law in [chosen].compactMap({ $0 }) + rivals + shownReferences
    where isShown(law) && !front.contains(where: { $0.hasForm(of: law) }) {
      let place = front.firstIndex { $0.built.complexity >= law.built.complexity } ?? front.endIndex
      front.insert(law, at: place)
    }
    return Self.distinct(front, keeping: chosen)
  }

  /// The laws without those that tables print like an earlier one, or like the chosen one. Only laws with nearly the same error can
  /// be printed alike, so that few have to be printed.
  private static func distinct(_ front: [Law], keeping chosen: Law?) -> [Law] {
    var kept: [Law] = []
    for law in front {
      let isChosen = chosen?.hasForm(of: law) == true
      let alike = (kept + [chosen].compactMap { $0 }).filter { $0.error.isAlmost(law.error) }
      if isChosen || alike.isEmpty || !alike.map(\.shown).contains(law.shown) { kept.append(law) }
    }
    return kept
  }

  /// The most likely other law, if it is nearly as likely as the chosen one.
  private func rival(of chosen: Law) -> Law? {
    laws.filter { $0.printed != chosen.printed && $0.hasKnownConstants }.min { $0.length < $1.length }.flatMap
    {
      $0.length.total < chosen.length.total + Self.rivalry ? $0 : nil
    }
  }

  /// The best law, over the inputs, of each form that is always shown.
  private var shownReferences: [Law] {
    var shown: [Law] = []
    for law in references.sorted(by: { $0.length < $1.length }) {
      let kind = law.expression.form.forgettingInputs
      if !shown.contains(where: { $0.expression.form.forgettingInputs == kind }) { shown.append(law) }
    }
    return shown
  }

  /// The number of the chosen law in a table of this archive, and the reason for the choice.
  func choice(of chosen: Law?, in table: [Law]) -> Discovery.Account.Choice? {
    guard let chosen, let place = table.firstIndex(where: { $0.hasForm(of: chosen) }) else { return nil }
    let others = table.indices.filter { $0 != place }
    guard let next = others.min(by: { table[$0].length < table[$1].length }) else {
      return .init(number: place + 1, reason: "nothing else was found")
    }
    switch rule {
    case .evidence: break
    case .knee where !chosen.isExact:
      return .init(
        number: place + 1,
        reason:
          "it is the knee of the table: simpler formulas have much larger errors, longer ones hardly smaller ones"
      )
    case .knee: break
    case .tolerance(let tolerance):
      let limit = "\((100 * tolerance).decimalText(digits: 3)) % of the target's spread"
      return .init(
        number: place + 1,
        reason: error(of: chosen) <= tolerance
          ? "it is the simplest formula with a relative error of at most \(limit)"
          : "it is the most accurate one, and no formula has a relative error of at most \(limit)")
    }
    let odds = chosen.length.odds(against: table[next].length)
    let logOdds = table[next].length.total - chosen.length.total
    guard odds >= 1 else {
      let reason =
        !table[next].hasKnownConstants
        ? Self.doubt(on: table[next], number: next + 1)
        : table[next].expression.variables.isEmpty
          ? "it predicts better than a constant, although number \(next + 1) has the shorter description"
          : isNearer(chosen, than: table[next])
            ? "its error \(judging) is significantly smaller than that of number \(next + 1), although that one has the shorter description"
            : "it is simpler than number \(next + 1) and more accurate \(judging), although that one has the shorter description"
      let alsoShorter = others.filter { $0 != next && table[$0].length < chosen.length }
      return .init(
        number: place + 1, reason: reason + remark(on: alsoShorter, of: table, beside: chosen),
        logOdds: logOdds)
    }
    let exact = chosen.isExact ? "reproduces every row up to rounding and " : ""
    return .init(
      number: place + 1,
      reason: "it \(exact)has the shortest description (formula and residuals), "
        + "\(Self.text(ofOdds: odds)) against number \(next + 1)",
      logOdds: logOdds)
  }

  /// The reason not to choose the law with the shortest description if its constants are not known.
  private static func doubt(on law: Law, number: Int) -> String {
    let constant = "one of the constants of number \(number), which has the shorter description,"
    return Objection.unknownConstant(law) == .soleRow
      ? "a single row determines \(constant.dropLast())" : "\(constant) is smaller than its standard error"
  }

  /// For example "odds 20 : 1", or "odds above 1e6 : 1".
  private static func text(ofOdds odds: Double) -> String {
    if odds > certainOdds { return "odds above 1e6 : 1" }
    return odds < evenOdds ? "odds about even" : "odds \(Int(odds.rounded())) : 1"
  }
}

extension Double {
  /// Whether two relative errors may be those of one law whose constants are rounded to the digits of tables.
  fileprivate func isAlmost(_ other: Double) -> Bool {
    self == other || abs(self - other) < 1e-3 + 1e-2 * max(self, other)
  }
}

extension Expression {
  /// The expression with all variables set equal.
  fileprivate var forgettingInputs: Expression {
    substituting(Dictionary(uniqueKeysWithValues: variables.map { ($0, .variable("x")) }))
  }
}
