import KANFormula
import KANSymbolic

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

  /// No laws yet; those that are not admissible will be refused.
  init(
    admitting isAdmissible: (@Sendable (Expression) -> Bool)? = nil,
    within constraints: ExpressionConstraints = ExpressionConstraints(), likelihood: Likelihood = .gaussian
  ) {
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
    // Beside noise it may have been proposed with other weights, and was not chosen.
    if let place = laws.firstIndex(where: { $0.hasForm(of: law) }),
      best.map({ !$0.hasForm(of: law) }) ?? false
    {
      laws[place] = law
    } else {
      Self.add(law, to: &laws)
    }
    Self.add(law, to: &references)
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

  /// The law of the shortest description.
  var best: Law? { laws.min { $0.length < $1.length } }
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

  /// The laws that no other beats in both complexity and error, the best one and those always shown, simplest first.
  var table: [Law] {
    var front: [Law] = []
    let sorted = laws.sorted { ($0.built.complexity, $0.error) < ($1.built.complexity, $1.error) }
    for law in sorted where law.error < rowGain * (front.last?.error ?? .infinity) {
      front.append(law)
    }
    for law in [best].compactMap({ $0 }) + shownReferences
    where !front.contains(where: { $0.hasForm(of: law) }) {
      let place = front.firstIndex { $0.built.complexity >= law.built.complexity } ?? front.endIndex
      front.insert(law, at: place)
    }
    return front
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

  /// The place of the best law in the table and why it is the choice.
  var choice: DiscoveryAccount.Choice? {
    let table = self.table
    guard let best, let place = table.firstIndex(where: { $0.hasForm(of: best) }) else { return nil }
    let others = table.indices.filter { $0 != place }
    guard let next = others.min(by: { table[$0].length < table[$1].length }) else {
      return .init(number: place + 1, reason: "nothing else was found")
    }
    let odds = best.length.odds(against: table[next].length)
    let reason =
      "the shortest description of law and residuals, \(Self.text(ofOdds: odds)) against number \(next + 1)"
    return .init(
      number: place + 1, reason: best.isExact ? "its residual is at rounding; \(reason)" : reason)
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
