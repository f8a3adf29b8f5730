import KANNumerics
import KANSymbolic
import RealModule

/// The choice of the law.
extension LawArchive {
  /// Nats by which the training rows must favour the longer law over a simpler one that is better on validation rows by chance:
  /// odds of four hundred.
  static let spokenAgainst = 6.0

  /// The noise under which laws are compared on unseen rows: that of the most likely law. Rounding and the error of an approximation
  /// are not noise, and a tolerance is a share of the target's spread.
  var noise: NoiseModel {
    guard rule == .evidence, let best, !best.isExact else { return .absolute }
    return best.noise
  }

  /// The error of a law on unseen rows, over the target's spread: of logarithms if the noise of the table is a factor, and weighted
  /// if it is not of one size.
  func error(of law: Law) -> Double { error(of: law, under: noise) }

  /// The quantity to which these errors refer.
  var errorMeasure: Discovery.Account.ErrorMeasure { unseen?.measure(under: noise) ?? .values }

  /// The same under another noise.
  func error(of law: Law, under noise: NoiseModel) -> Double {
    guard noise != .absolute, let unseen, law.built.predictions.count == unseen.count else {
      return law.error
    }
    return unseen.error(of: law.built.predictions, under: noise)
  }

  /// Whether a law with known constants is better on unseen rows than another, beyond chance.
  func isNearer(_ law: Law, than other: Law) -> Bool {
    guard let unseen, law.hasKnownConstants, other.breaksInside || !law.breaksInside, !other.isExact else {
      return false
    }
    return unseen.prefer(law.built.predictions, over: other.built.predictions, under: noise)
  }

  /// The chosen law.
  var chosen: Law? {
    switch rule {
    case .evidence: likeliest
    case .knee: best?.isExact == true ? best : ofFront(\.knee)
    case .tolerance(let tolerance): ofFront { $0.simplest(within: tolerance) }
    }
  }

  /// The law at a point of the front of laws that are defined between the rows and have known constants.
  private func ofFront(_ point: (LawFront) -> LawFront.Point?) -> Law? {
    let sound = laws.filter { $0.hasKnownConstants && !$0.breaksInside }
    let candidates = sound.isEmpty ? laws : sound
    return point(LawFront(candidates.map { ($0.built.complexity, error(of: $0)) })).map {
      candidates[$0.place]
    }
  }

  /// The law with the shortest description, unless a simpler law is better on unseen rows, or any law is beyond chance. If that is
  /// a constant, a law of the inputs that is better beyond chance, if there is one.
  private var likeliest: Law? {
    guard let chosen = unbeaten(best) else { return nil }
    guard chosen.expression.variables.isEmpty, !chosen.isExact else { return chosen }
    let limit = error(of: chosen) / Chance.leadOfErrors(rows: judgedRows)
    let longest = isCrossValidated ? chosen.length.total + Self.spokenAgainst : .infinity
    let nearer = laws.filter {
      !$0.expression.variables.isEmpty && $0.hasKnownConstants && !$0.breaksInside && error(of: $0) < limit
        && $0.length.total < longest
    }
    return unbeaten(nearer.min { $0.length < $1.length }) ?? chosen
  }

  /// A law, or the one preferred to it, repeatedly: a law that is better on unseen rows beyond chance, if these favour it by more
  /// nats than its description costs, or, in cross-validation, if its description is hardly longer or it is one of the few laws
  /// that are usually tried first, whose lead is not that of the best of many.
  private func unbeaten(_ first: Law?) -> Law? {
    guard var law = undominated(first), unseen != nil else { return undominated(first) }
    let longest = isCrossValidated ? law.length.total + Self.spokenAgainst : .infinity
    var others = laws
    while let better = others.filter({
      (isCrossValidated
        ? $0.length.total < longest || isUsual($0) : wholeLength(of: $0) < wholeLength(of: law))
        && isNearer($0, than: law)
    }).min(by: { wholeLength(of: $0) < wholeLength(of: $1) }) {
      law = better
      others.removeAll { $0.expression == better.expression }
    }
    return undominated(law)
  }

  /// The description length of a law with its residuals on unseen rows, in nats, bounded below by rounding. With cross-validation
  /// the length counts the residuals of these rows already.
  private func wholeLength(of law: Law) -> Double {
    guard !isCrossValidated else { return law.length.total }
    return law.length.total + Double(judgedRows) * Double.log(max(error(of: law), NoiseModel.rounding))
  }

  /// Whether a law has the form of one of the laws that are usually tried first.
  private func isUsual(_ law: Law) -> Bool { references.contains { $0.hasForm(of: law) } }

  /// A law, or a simpler one that is better, repeatedly.
  private func undominated(_ first: Law?) -> Law? {
    guard var law = first else { return nil }
    // Several steps together must not cost more than one.
    let longest = law.length.total + Self.spokenAgainst
    while let better = laws.filter({ overrules($0, law, longest: longest) }).min(by: { $0.length < $1.length }
    ) {
      law = better
    }
    return law
  }

  /// Whether a law is simpler than another and better, as the table prints it.
  func dominates(_ law: Law, _ other: Law) -> Bool {
    law.built.complexity < other.built.complexity
      && Double(error(of: law).decimalText(digits: 3)) ?? 0
        < Double(error(of: other).decimalText(digits: 3)) ?? 0
  }

  /// Whether a law is chosen instead of one that it dominates: its lead is more than chance, or its description is short enough.
  private func overrules(_ law: Law, _ other: Law, longest: Double) -> Bool {
    guard !other.isExact, dominates(law, other), law.hasKnownConstants,
      other.breaksInside || !law.breaksInside,
      !law.expression.variables.isEmpty || law.isShareOfLabels || law.length < other.length
    else { return false }
    let isMoreThanChance =
      unseen == nil
      ? error(of: law) * Chance.leadOfErrors(rows: judgedRows) < error(of: other) : isNearer(law, than: other)
    return isMoreThanChance || law.length.total < longest
  }
}
