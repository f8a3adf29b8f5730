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
  var attempts: [Discovery.Account.Attempt] = []
  /// The networks that were trained.
  var networks = NetworkArchive()
  /// The least error of a law whose residuals no input explains; `nil` while there is none.
  private(set) var noiseLevel: Double?

  /// Called when a law has come to the front of those that were found; `nil` where nobody watches.
  private var tell: ((_ front: LiveFront, _ attempts: Int) -> Void)?
  private var front = LiveFront()

  /// What laws may look like; others are not even shown.
  private let constraints: Discovery.Options.Constraints
  /// The number of laws that look otherwise.
  private(set) var unwanted = 0
  /// The number of rows that errors of laws are measured on, and these rows; `nil` where they are not kept.
  let judgedRows: Int
  let unseen: UnseenRows?

  /// By what one of them is chosen.
  let rule: Discovery.Options.Choice

  /// No laws yet; those that are not admissible will be refused.
  init(
    judgedRows: Int = 100, unseen: UnseenRows? = nil, choosingBy rule: Discovery.Options.Choice = .evidence,
    admitting isAdmissible: (@Sendable (Expression) -> Bool)? = nil,
    within constraints: Discovery.Options.Constraints = Discovery.Options.Constraints(),
    likelihood: Likelihood = .gaussian
  ) {
    self.judgedRows = judgedRows
    self.unseen = unseen
    self.rule = rule
    self.isAdmissible = isAdmissible
    self.constraints = constraints
    // Labels tell little each: what is left of their misfit shrinks slowly, and each step of it is worth a row.
    rowGain = likelihood == .gaussian ? Self.worthARow : 0.9998
  }

  // MARK: - Saving

  /// All that a search adds to an archive; the rest follows from the table and the options.
  struct Contents: Sendable, Codable {
    fileprivate let laws: [Law]
    fileprivate let references: [Law]
    fileprivate let refused: [Expression]
    fileprivate let attempts: [Discovery.Account.Attempt]
    fileprivate let networks: NetworkArchive
    fileprivate let noiseLevel: Double?
    fileprivate let unwanted: Int
  }

  /// What has been found so far.
  var contents: Contents {
    get {
      Contents(
        laws: laws, references: references, refused: refused, attempts: attempts, networks: networks,
        noiseLevel: noiseLevel, unwanted: unwanted)
    }
    set {
      laws = newValue.laws
      references = newValue.references
      refused = newValue.refused
      attempts = newValue.attempts
      networks = newValue.networks
      noiseLevel = newValue.noiseLevel
      unwanted = newValue.unwanted
    }
  }

  /// The part of a law's error that the next row of the table must come below.
  let rowGain: Double

  /// Takes a law; of two of the same form the one of the shorter description stays.
  ///
  /// - Parameter splineError: The error of the splines that it was read off, if there were any.
  mutating func add(_ law: Law, splineError: Double? = nil) {
    attempts.append(
      .init(
        origin: law.origin, splineError: splineError, formulaError: law.error,
        formula: Discovery.Account.Attempt.text(of: law.expression)))
    guard constraints.allow(law.expression) else {
      unwanted += 1
      return
    }
    guard isAdmissible?(law.expression) ?? true else {
      refused.append(law.expression)
      return
    }
    // What is left of a law whose terms all vanish in the rounding of the largest rows is none.
    if !law.expression.variables.isEmpty {
      Self.add(law, to: &laws)
      show(law)
    }
  }

  /// Whether a formula may be shown: it looks as wanted, and its units balance.
  func admits(_ expression: Expression) -> Bool {
    constraints.allow(expression) && isAdmissible?(expression) ?? true
  }

  /// Takes one of the laws that are always shown.
  mutating func addReference(_ law: Law) {
    guard admits(law.expression) else { return }
    // Beside noise of one size it may have been proposed with other weights, and was not chosen.
    if let place = laws.firstIndex(where: { $0.hasForm(of: law) }),
      best.map({ !$0.hasForm(of: law) && $0.noise == .absolute }) ?? false
    {
      laws[place] = law
    } else {
      Self.add(law, to: &laws)
    }
    Self.add(law, to: &references)
    show(law)
  }

  /// Has the laws that come to the front told from now on.
  ///
  /// - Parameter shape: How laws are written for people; a form that may not be shown gives way to the law as it is.
  mutating func watch(
    shape: @escaping @Sendable (Expression) -> Expression,
    telling tell: @escaping (_ front: LiveFront, _ attempts: Int) -> Void
  ) {
    front = LiveFront { [constraints, isAdmissible] law in
      let form = shape(law)
      return constraints.allow(form) && isAdmissible?(form) ?? true ? form : law
    }
    self.tell = tell
  }

  private mutating func show(_ law: Law) {
    if let tell, front.add(law) { tell(front, attempts.count) }
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

  /// Whether a law leaves nothing but noise; what a law that is twice as good explains was none.
  private var leavesNoise: Bool { noiseLevel.map { bestError > Self.shareOfNoise * $0 } ?? false }

  /// Whether what the best law leaves looks like noise of the size of the digits that tables are written with. A wrong law of few terms leaves
  /// more, so that parts of laws and symmetries need not be looked at; networks confirm it.
  var leavesWrittenDigits: Bool { leavesNoise && bestError < Self.writtenDigits }

  /// Whether the simplest networks did no better than the law, but for two percent of chance.
  private var isNoiseConfirmed: Bool {
    networks.error.isFinite && bestError < Self.chanceOfNetworks * networks.error
  }
}
