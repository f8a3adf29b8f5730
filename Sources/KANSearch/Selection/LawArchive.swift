import KANFormula
import KANNumerics
import KANSymbolic
import RealModule

/// The laws that a search has brought out, the networks beside them, and the rules by which one of them is chosen.
struct LawArchive {
  private(set) var laws: [Law] = []
  /// The laws that everybody tries first; they are shown whether they win or not.
  private(set) var references: [Law] = []
  /// Which formulas may be laws at all.
  private let isAdmissible: (@Sendable (Expression) -> Bool)?
  /// The formulas that may not.
  private(set) var refused: [Expression] = []
  /// Everything that was tried, in order.
  var attempts: [DiscoveryAccount.Attempt] = []
  /// The networks that were trained.
  var networks = NetworkArchive()
  /// The least error of a law whose residuals no input explains; `nil` while there is none.
  private(set) var noiseLevel: Double?

  /// What laws may look like; others are not even shown.
  private let constraints: ExpressionConstraints
  /// The number of laws that look otherwise.
  private(set) var unwanted = 0
  /// The number of rows that errors of laws are measured on, and these rows; `nil` where they are not kept.
  private let judgedRows: Int
  private let unseen: UnseenRows?

  /// By what one of them is chosen.
  private let rule: LawChoice

  /// No laws yet; those that are not admissible will be refused.
  init(
    judgedRows: Int = 100, unseen: UnseenRows? = nil, choosingBy rule: LawChoice = .evidence,
    admitting isAdmissible: (@Sendable (Expression) -> Bool)? = nil,
    within constraints: ExpressionConstraints = ExpressionConstraints(), likelihood: Likelihood = .gaussian
  ) {
    self.judgedRows = judgedRows
    self.unseen = unseen
    self.rule = rule
    self.isAdmissible = isAdmissible
    self.constraints = constraints
    // Labels tell little each: what is left of their misfit shrinks slowly, and each step of it is worth a row.
    rowGain = likelihood == .gaussian ? Self.worthARow : 0.9998
  }

  /// The part of a law's error that the next row of the table must come below.
  private let rowGain: Double

  /// Takes a law; of two of the same form the one of the shorter description stays.
  ///
  /// - Parameter splineError: The error of the splines that it was read off, if there were any.
  mutating func add(_ law: Law, splineError: Double? = nil) {
    attempts.append(
      .init(
        origin: law.origin, splineError: splineError, formulaError: law.error,
        formula: DiscoveryAccount.Attempt.text(of: law.expression)))
    guard constraints.allow(law.expression) else {
      unwanted += 1
      return
    }
    guard isAdmissible?(law.expression) ?? true else {
      refused.append(law.expression)
      return
    }
    // What is left of a law whose terms all vanish in the rounding of the largest rows is none.
    if !law.expression.variables.isEmpty { Self.add(law, to: &laws) }
  }

  /// Takes one of the laws that are always shown.
  mutating func addReference(_ law: Law) {
    guard isAdmissible?(law.expression) ?? true, constraints.allow(law.expression) else { return }
    // Beside noise of one size it may have been proposed with other weights, and was not chosen.
    if let place = laws.firstIndex(where: { $0.hasForm(of: law) }),
      best.map({ !$0.hasForm(of: law) && $0.noise == .absolute }) ?? false
    {
      laws[place] = law
    } else {
      Self.add(law, to: &laws)
    }
    Self.add(law, to: &references)
  }

  /// Puts the full fit of a law in the place of the one that only stood beside others.
  mutating func replace(_ law: Law, by full: Law) {
    laws.removeAll { $0.hasForm(of: law) }
    Self.add(full, to: &laws)
  }

  private static func add(_ law: Law, to laws: inout [Law]) {
    if let place = laws.firstIndex(where: { $0.hasForm(of: law) }) {
      if law.length < laws[place].length { laws[place] = law }
    } else {
      laws.append(law)
    }
  }

  /// Notes that a law leaves nothing but noise of this size.
  mutating func noteNoise(_ level: Double) { noiseLevel = min(noiseLevel ?? .infinity, level) }

  /// The law of the shortest description among those whose constants are known better than not at all.
  var best: Law? {
    laws.filter(\.hasKnownConstants).min { $0.length < $1.length } ?? laws.min { $0.length < $1.length }
  }
  /// The error of the best law; infinite where there is none.
  var bestError: Double { best?.error ?? .infinity }

  // MARK: - What to do next

  /// Where the search stands.
  func outcome(_ budget: WorkBudget) -> SearchOutcome {
    if isSettled { return .settled }
    if budget.isExhausted { return .exhausted }
    if leavesNoise { return isNoiseConfirmed ? .noise : .noiseSuspected }
    return .open
  }

  /// Whether a law reproduces the rows, or is read off splines, reproduces them to the digits they were written with, and
  /// better than any network.
  private var isSettled: Bool {
    laws.contains { law in
      let isFromSplines = law.networks != nil && !law.built.mayBeSeries
      return law.isSettled
        || isFromSplines && networks.error.isFinite && law.error < min(Self.writtenDigits, networks.error)
    }
  }

  /// The error that the digits leave with which tables are written.
  private static let writtenDigits = 3e-5

  /// The share of the noise's size below which a law explains what was none, and the chance that the best of many networks has.
  private static let (shareOfNoise, chanceOfNetworks) = (0.5, 1.02)
  /// Less error by this factor is worth a row of the table.
  private static let worthARow = 0.9
  /// Odds below which two laws are as likely, and above which the figure says nothing more.
  private static let (evenOdds, certainOdds) = (1.5, 1e6)

  /// Whether a law leaves nothing but noise; what a law that is twice as good explains was none.
  private var leavesNoise: Bool { noiseLevel.map { bestError > Self.shareOfNoise * $0 } ?? false }

  /// Whether the simplest networks did no better than the law, but for two percent of chance.
  private var isNoiseConfirmed: Bool {
    networks.error.isFinite && bestError < Self.chanceOfNetworks * networks.error
  }

  // MARK: - The choice

  /// Nats by which the rows that were fitted must speak against a simpler law that comes nearer on rows kept back, where its
  /// lead there may be chance: odds of four hundred.
  private static let spokenAgainst = 6.0
  /// Nats within which another law is a rival of the chosen one and stands in the table: odds of twenty.
  private static let rivalry = 3.0

  /// The noise under which laws are compared on unseen rows: that of the likeliest law. What an approximation is off by is no noise, and
  /// a tolerance is a share of the target's spread.
  var noise: NoiseModel { rule == .evidence ? best?.noise ?? .absolute : .absolute }

  /// How far a law is off on unseen rows, over the target's spread: of logarithms where the noise of the table is a factor, and weighed
  /// where it is not of one size.
  func error(of law: Law) -> Double { error(of: law, under: noise) }

  /// What these errors are of.
  var errorMeasure: DiscoveryAccount.ErrorMeasure { unseen?.measure(under: noise) ?? .values }

  private func error(of law: Law, under noise: NoiseModel) -> Double {
    guard noise != .absolute, let unseen, law.built.predictions.count == unseen.count else {
      return law.error
    }
    return unseen.error(of: law.built.predictions, under: noise)
  }

  /// Whether a law of known constants comes nearer on unseen rows than another, beyond chance.
  func isNearer(_ law: Law, than other: Law) -> Bool {
    guard let unseen, law.hasKnownConstants, other.breaksInside || !law.breaksInside, !other.isExact else {
      return false
    }
    return unseen.prefer(law.built.predictions, over: other.built.predictions, under: noise)
  }

  /// The law that is handed over.
  var chosen: Law? {
    switch rule {
    case .evidence: likeliest
    case .knee: best?.isExact == true ? best : ofFront(\.knee)
    case .tolerance(let tolerance): ofFront { $0.simplest(within: tolerance) }
    }
  }

  /// The law at a point of the front of those that are defined between the rows and whose constants are known.
  private func ofFront(_ point: (LawFront) -> LawFront.Point?) -> Law? {
    let sound = laws.filter { $0.hasKnownConstants && !$0.breaksInside }
    let candidates = sound.isEmpty ? laws : sound
    return point(LawFront(candidates.map { ($0.built.complexity, error(of: $0)) })).map {
      candidates[$0.place]
    }
  }

  /// The shortest description, unless a simpler law comes nearer on unseen rows, or any law does beyond
  /// chance. Where that is a constant, the law of the inputs that comes nearer than it beyond chance, if there is one.
  private var likeliest: Law? {
    guard let chosen = unbeaten(best) else { return nil }
    guard chosen.expression.variables.isEmpty, !chosen.isExact else { return chosen }
    let limit = error(of: chosen) / Chance.leadOfErrors(rows: judgedRows)
    let nearer = laws.filter {
      !$0.expression.variables.isEmpty && $0.hasKnownConstants && !$0.breaksInside && error(of: $0) < limit
    }
    return unbeaten(nearer.min { $0.length < $1.length }) ?? chosen
  }

  /// A law, or what is preferred to it until nothing is: a law that comes nearer on unseen rows beyond chance, where these speak for it
  /// by more nats than its description speaks against it.
  private func unbeaten(_ first: Law?) -> Law? {
    guard var law = undominated(first), unseen != nil else { return undominated(first) }
    while let better = laws.filter({ isNearer($0, than: law) && wholeLength(of: $0) < wholeLength(of: law) })
      .min(by: { wholeLength(of: $0) < wholeLength(of: $1) })
    {
      law = better
    }
    return undominated(law)
  }

  /// The description of a law, and what it leaves of unseen rows, in nats; rounding is the least.
  private func wholeLength(of law: Law) -> Double {
    law.length.total + Double(judgedRows) * Double.log(max(error(of: law), NoiseModel.rounding))
  }

  /// A law, or the simpler ones that come nearer, for as long as there are any.
  private func undominated(_ first: Law?) -> Law? {
    guard var law = first else { return nil }
    while let better = laws.filter({ overrules($0, law) }).min(by: { $0.length < $1.length }) { law = better }
    return law
  }

  /// Whether a law is simpler than another and comes nearer, as the table prints it.
  private func dominates(_ law: Law, _ other: Law) -> Bool {
    law.built.complexity < other.built.complexity
      && Double(error(of: law).decimalText(digits: 3)) ?? 0
        < Double(error(of: other).decimalText(digits: 3)) ?? 0
  }

  private func overrules(_ law: Law, _ other: Law) -> Bool {
    guard !other.isExact, dominates(law, other), law.hasKnownConstants,
      other.breaksInside || !law.breaksInside, !law.expression.variables.isEmpty || law.length < other.length
    else { return false }
    let isMoreThanChance =
      unseen == nil
      ? error(of: law) * Chance.leadOfErrors(rows: judgedRows) < error(of: other) : isNearer(law, than: other)
    return isMoreThanChance || law.length.total < other.length.total + Self.spokenAgainst
  }

  /// The laws that no other beats in both complexity and error, the chosen one with its rival and those always shown, simplest
  /// first; each once, and none that would beat the chosen one in both.
  var table: [Law] {
    let chosen = self.chosen
    func isShown(_ law: Law) -> Bool { chosen.map { !dominates(law, $0) } ?? true }
    var front: [Law] = []
    let sorted = laws.filter(isShown).sorted {
      ($0.built.complexity, error(of: $0)) < ($1.built.complexity, error(of: $1))
    }
    for law in sorted where error(of: law) < rowGain * (front.last.map { error(of: $0) } ?? .infinity) {
      front.append(law)
    }
    let rivals = chosen.flatMap { rival(of: $0) }.map { [$0] } ?? []
    for law in [chosen].compactMap({ $0 }) + rivals + shownReferences
    where isShown(law) && !front.contains(where: { $0.hasForm(of: law) }) {
      let place = front.firstIndex { $0.built.complexity >= law.built.complexity } ?? front.endIndex
      front.insert(law, at: place)
    }
    var seen: Set<String> = chosen.map { [$0.printed] } ?? []
    return front.filter { law in chosen?.hasForm(of: law) == true || seen.insert(law.printed).inserted }
  }

  /// The law that is likeliest beside the chosen one, where it is nearly as likely.
  private func rival(of chosen: Law) -> Law? {
    laws.filter { $0.printed != chosen.printed && $0.hasKnownConstants }.min { $0.length < $1.length }.flatMap
    {
      $0.length.total < chosen.length.total + Self.rivalry ? $0 : nil
    }
  }

  /// Of each form that is always shown, the best over the inputs.
  private var shownReferences: [Law] {
    var shown: [Law] = []
    for law in references.sorted(by: { $0.length < $1.length }) {
      let kind = law.expression.form.forgettingInputs
      if !shown.contains(where: { $0.expression.form.forgettingInputs == kind }) { shown.append(law) }
    }
    return shown
  }

  /// The place of the chosen law in the table and why it is the choice.
  var choice: DiscoveryAccount.Choice? {
    let table = self.table
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
        reason: "the knee of the table: simpler formulas are much farther off, longer ones little nearer")
    case .knee: break
    case .tolerance(let tolerance):
      let limit = "\((100 * tolerance).decimalText(digits: 3)) % of the target's spread"
      return .init(
        number: place + 1,
        reason: error(of: chosen) <= tolerance
          ? "the simplest formula that is off by at most \(limit)"
          : "the nearest one, since no formula is off by at most \(limit)")
    }
    let odds = chosen.length.odds(against: table[next].length)
    let logOdds = table[next].length.total - chosen.length.total
    guard odds >= 1 else {
      let reason =
        !table[next].hasKnownConstants
        ? "number \(next + 1) is the shorter description, but holds a constant that its error exceeds"
        : table[next].expression.variables.isEmpty
          ? "it comes nearer than a constant, though number \(next + 1) is the shorter description"
          : isNearer(chosen, than: table[next])
            ? "nearer on rows kept back than number \(next + 1), beyond chance, though that is the shorter description"
            : "simpler and nearer on rows kept back than number \(next + 1), though that is the shorter description"
      return .init(number: place + 1, reason: reason, logOdds: logOdds)
    }
    let reason =
      "the shortest description of law and residuals, \(Self.text(ofOdds: odds)) against number \(next + 1)"
    return .init(
      number: place + 1, reason: chosen.isExact ? "its residual is at rounding; \(reason)" : reason,
      logOdds: logOdds)
  }

  /// For example "odds 20 : 1", or "odds above 1e6 : 1".
  private static func text(ofOdds odds: Double) -> String {
    if odds > certainOdds { return "odds above 1e6 : 1" }
    return odds < evenOdds ? "odds about even" : "odds \(Int(odds.rounded())) : 1"
  }
}

extension Expression {
  /// The expression with all variables alike.
  fileprivate var forgettingInputs: Expression {
    substituting(Dictionary(uniqueKeysWithValues: variables.map { ($0, .variable("x")) }))
  }
}
