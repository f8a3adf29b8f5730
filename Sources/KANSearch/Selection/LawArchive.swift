import KANFormula
import KANSymbolic

/// The laws that a search has found, the networks, and the rules by which one law is chosen.
struct LawArchive {
  private(set) var laws: [Law] = []
  /// The laws that are usually tried first; they are shown whether they win or not.
  private(set) var references: [Law] = []
  /// Whether a formula is admissible as a law.
  private let isAdmissible: (@Sendable (Expression) -> Bool)?
  /// The formulas that are not admissible.
  private(set) var refused: [Expression] = []
  /// Everything that was tried, in order.
  var attempts: [Discovery.Account.Attempt] = []
  /// The networks that were trained.
  var networks = NetworkArchive()
  /// The smallest error of a law whose residuals no input explains; `nil` while there is none.
  private(set) var noiseLevel: Double?

  /// Called when a law has been added to the front; `nil` if there is no observer.
  private var tell: ((_ front: LiveFront, _ attempts: Int) -> Void)?
  private var front = LiveFront()

  /// The constraints on the form of laws; others are not even shown.
  private let constraints: Discovery.Options.Constraints
  /// The number of laws that violate them.
  private(set) var unwanted = 0
  /// The number of rows on which errors of laws are measured, and these rows; `nil` if they are not kept.
  let judgedRows: Int
  let unseen: UnseenRows?
  /// Whether these are the rows of the fit, in cross-validation.
  let isCrossValidated: Bool

  /// The criterion of the choice.
  let rule: Discovery.Options.Choice

  /// An empty archive, which will reject laws that are not admissible.
  init(
    judgedRows: Int = 100, unseen: UnseenRows? = nil, isCrossValidated: Bool = false,
    choosingBy rule: Discovery.Options.Choice = .evidence,
    admitting isAdmissible: (@Sendable (Expression) -> Bool)? = nil,
    within constraints: Discovery.Options.Constraints = Discovery.Options.Constraints(),
    likelihood: Likelihood = .gaussian
  ) {
    self.judgedRows = judgedRows
    self.unseen = unseen
    self.isCrossValidated = isCrossValidated
    self.rule = rule
    self.isAdmissible = isAdmissible
    self.constraints = constraints
    // Each label carries little information: the misfit decreases slowly, and each step of it is worth a row.
    rowGain = likelihood == .gaussian ? Self.worthARow : 0.9998
  }

  // MARK: - Saving

  /// Everything that a search adds to an archive; the rest follows from the table and the options.
  struct Contents: Sendable, Codable {
    fileprivate let laws: [Law]
    fileprivate let references: [Law]
    fileprivate let refused: [Expression]
    fileprivate let attempts: [Discovery.Account.Attempt]
    fileprivate let networks: NetworkArchive
    fileprivate let noiseLevel: Double?
    fileprivate let unwanted: Int
  }

  /// The contents so far.
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

  /// The ratio of errors that the next row of the table must fall below.
  let rowGain: Double

  /// Adds a law; of two of the same form the one with the shorter description is kept.
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
    // Terms that all vanish in the rounding of the largest rows do not make a law.
    if !law.expression.variables.isEmpty {
      Self.add(law, to: &laws)
      show(law)
    }
  }

  /// Whether a formula may be shown: it satisfies the constraints and is dimensionally consistent.
  func admits(_ expression: Expression) -> Bool {
    constraints.allow(expression) && isAdmissible?(expression) ?? true
  }

  /// Adds one of the laws that are always shown.
  mutating func addReference(_ law: Law) {
    guard admits(law.expression) else { return }
    // Under noise of one size it may have been proposed with other weights, and was not chosen.
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

  /// Reports laws that are added to the front from now on.
  ///
  /// - Parameter shape: Converts laws to their form for readers; if that form may not be shown, the law itself is used.
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

  /// Replaces a law that only served for comparison by its full fit.
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

  /// Records that a law leaves only noise of this size.
  mutating func noteNoise(_ level: Double) { noiseLevel = min(noiseLevel ?? .infinity, level) }

  /// The law with the shortest description among those whose constants exceed their errors.
  var best: Law? {
    laws.filter(\.hasKnownConstants).min { $0.length < $1.length } ?? laws.min { $0.length < $1.length }
  }
  /// The error of the best law; infinite if there is none.
  var bestError: Double { best?.error ?? .infinity }

  // MARK: - What to do next

  /// The state of the search.
  func outcome(_ budget: WorkBudget) -> SearchOutcome {
    if isSettled { return .settled }
    if budget.isExhausted { return .exhausted }
    if leavesNoise { return isNoiseConfirmed ? .noise : .noiseSuspected }
    return .open
  }

  /// Whether a law reproduces the rows, or was read off splines and reproduces them to the digits of the table and better than any
  /// network.
  private var isSettled: Bool {
    laws.contains { law in
      let isFromSplines = law.networks != nil && !law.built.mayBeSeries
      return law.isSettled
        || isFromSplines && networks.error.isFinite && law.error < min(Self.writtenDigits, networks.error)
    }
  }

  /// The error due to the digits of typical tables.
  private static let writtenDigits = 3e-5

  /// The share of the noise's size below which a law shows that it was not noise, and the allowance for chance in the best of many
  /// networks.
  private static let (shareOfNoise, chanceOfNetworks) = (0.5, 1.02)
  /// The ratio of errors that is worth a row of the table.
  private static let worthARow = 0.9

  /// Whether a law leaves only noise; if another law is twice as good, it was not noise.
  private var leavesNoise: Bool { noiseLevel.map { bestError > Self.shareOfNoise * $0 } ?? false }

  /// Whether the residuals of the best law look like noise of the size of the digits of typical tables. A wrong law of few terms
  /// leaves more, so parts of laws and symmetries need not be examined; networks confirm it.
  var leavesWrittenDigits: Bool { leavesNoise && bestError < Self.writtenDigits }

  /// Whether the simplest networks are not better than the law, apart from two percent of chance.
  private var isNoiseConfirmed: Bool {
    networks.error.isFinite && bestError < Self.chanceOfNetworks * networks.error
  }
}
