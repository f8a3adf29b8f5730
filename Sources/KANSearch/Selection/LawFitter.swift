import KANData
import KANFormula
import KANSymbolic

/// Makes laws from expressions: refines and recognises constants, chooses the noise model, and determines errors and description lengths.
struct LawFitter: Sendable {
  /// The whole table.
  let data: Dataset
  /// The training rows.
  let training: DatasetRows
  /// The statistical model of the target.
  let likelihood: Likelihood
  /// Builders in which every row counts by its absolute error, or by its relative error.
  let absolute: FormulaBuilder
  let relative: FormulaBuilder
  /// Some of the rows, which suffice for the constants of a law for comparison, until all rows are used.
  private let few: FormulaBuilder
  /// The repeated measurements among the training rows; `nil` if there are hardly any.
  let repeats: RepeatedRows?
  /// What makes a law unlikely between the rows.
  private let breaks: LawBreaks

  /// The number of rows on which residuals are tested.
  private static let residualRows = 2_000
  /// The number of rows to which the constants of laws for comparison are fitted first.
  private static let referenceRows = 1_000
  /// Nats by which another noise model has to be more likely before constants are refined again.
  static let worthwhileGain = 3.0
  /// Nats below which the term of a constant that is smaller than its error is removed.
  private static let worthOfUnknown = 3.0
  /// A relative residual above this is not rounding of any column.
  private static let roundingOfColumns = 0.01
  /// The misfit per row, in nats, below which labels are as good as certain. A single row on the wrong side costs log 2 or more.
  private static let separation = 1e-3
  /// The number of rows on which the constants of a law are refined: more would hardly improve a law with a handful of constants.
  /// Labels carry less information than numbers, and need more.
  private static let (rowsOfNumbers, rowsOfLabels) = (10_000, 40_000)
  /// The same if the noise is assumed to be a share of the target.
  private static let rowsOfShares = 2_000

  init(
    data: Dataset, training: DatasetRows, likelihood: Likelihood = .gaussian, event: String? = nil,
    judge: FormulaJudge, recognizer: ConstantRecognizer,
    recognizesConstants: Bool
  ) {
    self.data = data
    self.training = training
    self.likelihood = likelihood
    absolute = FormulaBuilder(
      training: ExpressionRefiner(
        training.limited(to: Self.rows(of: likelihood)), likelihood: likelihood), judge: judge,
      recognizer: recognizer, box: data.box, outputName: data.targetNames[0],
      recognizesConstants: recognizesConstants, event: event)
    repeats = likelihood == .gaussian ? RepeatedRows(absolute.training) : nil
    breaks = LawBreaks(data)
    few = absolute.replacingTraining(
      ExpressionRefiner(training.limited(to: Self.referenceRows), likelihood: likelihood)
        .fitting(to: .comparison))
    relative = absolute.replacingTraining(
      ExpressionRefiner(relativeTo: training.limited(to: Self.rowsOfShares)))
  }

  /// The number of rows on which the constants of a law are refined.
  static func rows(of likelihood: Likelihood) -> Int {
    likelihood == .gaussian ? rowsOfNumbers : rowsOfLabels
  }

  /// A law whose constants are refined according to the noise; `nil` if it is not finite.
  ///
  /// - Parameters:
  ///   - weighting: The expected kind of its residuals.
  ///   - recognizing: Whether its constants may be recognised as exact numbers.
  func law(
    _ expression: Expression, from origin: LawOrigin, weighting: Weighting,
    recognizing: Bool = true, networks: Law.Networks? = nil, budget: WorkBudget
  ) -> Law? {
    var builder =
      switch weighting {
      case .rounding: relative
      case .absoluteNoise: absolute
      case .proportionalNoise: absolute.weighing(.growing(with: absolute.training.target))
      }
    guard
      var built = builder.build(expression, recognizingConstants: recognizing, budget: budget)
        // A law with the wrong sign somewhere has no logarithm.
        ?? (builder.training.isLogarithmic
          ? absolute.weighing(.proportional).build(
            expression, recognizingConstants: recognizing, budget: budget) : nil),
      var described = described(built)
    else { return nil }
    // A law that does not reproduce the rows has the constants that the weights of the table give, with errors from the stated ones;
    // relative errors are for laws that differ from the rows by rounding alone.
    if weighting == .rounding, absolute.training.rootWeights != nil, likelihood == .gaussian,
      !isExact(built),
      let again = absolute.build(expression, recognizingConstants: recognizing, budget: budget),
      let other = self.described(again)
    {
      (built, described, builder) = (again, other, absolute)
    }
    (built, described) = withoutLooseConstants(built, described, builder, recognizing, budget)
    if weighting == .absoluteNoise, described.gain > Self.worthwhileGain,
      let again = absolute.weighing(described.noise).build(
        expression, recognizingConstants: recognizing, budget: budget),
      // Constants that are estimated badly have a lower price, which is no reason to keep them.
      let other = self.described(again), other.length.misfit < described.length.misfit
    {
      builder = absolute.weighing(described.noise)
      (built, described) = withoutLooseConstants(again, other, builder, recognizing, budget)
    }
    let restsOnSingleRows = restsOnSingleRows(built, builder.training, weighting, budget)
    let isExact = !restsOnSingleRows && built.looseConstants.isEmpty && self.isExact(built)
    let breaksInside = breaks.occur(in: built.expression, isExact: isExact)
    return Law(
      origin: origin, built: built,
      length: breaksInside ? described.length.paying(LawBreaks.toll) : described.length,
      noise: described.noise, isExact: isExact,
      // The residuals of labels are as large as the labels, and depend on the log-odds.
      hasNoTrend: likelihood != .gaussian
        || residuals(of: built.expression, budget: budget)?.haveNoTrend == true,
      breaksInside: breaksInside, restsOnSingleRows: restsOnSingleRows,
      separatesLabels: likelihood == .bernoulli
        ? described.length.misfit < min(Self.separation * Double(absolute.training.target.count), .log(2))
        : nil,
      networks: networks)
  }

  /// Whether a single row determines a constant of a law: with a peak or a pole for every outlier a law reproduces any table.
  private func restsOnSingleRows(
    _ built: FormulaBuilder.Built, _ rows: ExpressionRefiner, _ weighting: Weighting, _ budget: WorkBudget
  ) -> Bool {
    if !rows.soleRows(of: built.refined).isEmpty { return true }
    // A row where the target is zero has no relative error.
    guard weighting == .rounding, !built.expression.freeConstants.isEmpty, isExact(built),
      let plain = absolute.training.refine(built.expression, budget: budget)
    else { return false }
    return !absolute.training.soleRows(of: plain).isEmpty
  }

  /// Whether a law reproduces every row up to rounding.
  private func isExact(_ built: FormulaBuilder.Built) -> Bool {
    likelihood == .gaussian && built.validationError < Self.roundingOfColumns
      && Exactness.holds(
        built.expression, names: data.inputNames, inputs: data.inputs, target: data.targets[0])
  }

  /// The law without the terms whose constants are not known: each is left out, and the others fitted again, unless the data support it.
  private func withoutLooseConstants(
    _ built: FormulaBuilder.Built, _ described: Description, _ builder: FormulaBuilder, _ recognizing: Bool,
    _ budget: WorkBudget
  ) -> (FormulaBuilder.Built, Description) {
    var (current, length) = (built, described)
    while !current.looseConstants.isEmpty, !budget.isExhausted {
      let values = current.expression.freeConstants
      var next: (FormulaBuilder.Built, Description)?
      for place in current.looseConstants {
        let fewer = current.expression.replacingFreeConstants(
          with: values.enumerated().map { $0 == place ? .rational(.zero) : .real($1) }
        ).simplified(on: builder.box)
        guard fewer.freeConstants.count < values.count, !fewer.variables.isEmpty,
          let law = builder.build(fewer, recognizingConstants: recognizing, budget: budget),
          let own = self.described(law),
          own.length.total < length.length.total + Self.worthOfUnknown
        else { continue }
        next = (law, own)
        break
      }
      guard let next else { break }
      (current, length) = next
    }
    return (current, length)
  }

  /// A law for comparison, with constants from some of the rows.
  ///
  /// - Parameter isRival: Whether it may still win, so that its length has to be that under the most likely noise; if another law
  ///   reproduces the table, noise of one size suffices.
  func reference(
    _ expression: Expression, from origin: LawOrigin, isRival: Bool = true, budget: WorkBudget
  ) -> Law? {
    guard var built = few.build(expression, recognizingConstants: false, budget: budget) else { return nil }
    let description = isRival ? described(built) : nil
    guard var length = isRival ? description?.length : plainLength(of: built) else { return nil }
    if let noise = description?.noise, noise != .absolute,
      let again = few.weighing(noise).build(expression, recognizingConstants: false, budget: budget),
      let other = described(again)?.length, other.misfit < length.misfit
    {
      (built, length) = (again, other)
    }
    let breaksInside = isRival && breaks.occurBetweenRows(in: built.expression)
    return Law(
      origin: origin, built: built, length: breaksInside ? length.paying(LawBreaks.toll) : length,
      noise: .absolute, isExact: false, hasNoTrend: false, breaksInside: breaksInside, isReference: true)
  }

  /// The residuals of a law on some of the rows; `nil` if it is not finite.
  func residuals(of law: Expression, budget: WorkBudget = WorkBudget()) -> Residuals? {
    let rows = training.limited(to: Self.residualRows)
    guard let compiled = try? CompiledExpression(law, variables: rows.inputNames) else { return nil }
    return Residuals(
      of: rows.targets[0], from: compiled.values(rows.inputs), inputs: rows.inputs, budget: budget)
  }
}
