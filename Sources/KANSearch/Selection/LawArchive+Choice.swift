import KANNumerics
import KANSymbolic
import RealModule

/// Which of the laws is handed over.
extension LawArchive {
  /// Nats by which the rows that were fitted must speak against a simpler law that comes nearer on rows kept back, where its
  /// lead there may be chance: odds of four hundred.
  private static let spokenAgainst = 6.0

  /// The noise under which laws are compared on unseen rows: that of the likeliest law. What an approximation is off by is no noise, and
  /// a tolerance is a share of the target's spread.
  var noise: NoiseModel { rule == .evidence ? best?.noise ?? .absolute : .absolute }

  /// How far a law is off on unseen rows, over the target's spread: of logarithms where the noise of the table is a factor, and weighed
  /// where it is not of one size.
  func error(of law: Law) -> Double { error(of: law, under: noise) }

  /// What these errors are of.
  var errorMeasure: Discovery.Account.ErrorMeasure { unseen?.measure(under: noise) ?? .values }

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
  func dominates(_ law: Law, _ other: Law) -> Bool {
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
}
