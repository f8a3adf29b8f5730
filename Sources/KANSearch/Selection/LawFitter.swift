import KANData
import KANFormula
import KANModel
import KANNumerics
import KANSymbolic

/// Makes laws of expressions: constants refined and recognised, the noise model chosen, everything measured and priced.
struct LawFitter: Sendable {
  /// The whole table.
  let data: Dataset
  /// The rows that decide.
  let training: Dataset
  /// Every row counting by its absolute error, or by its relative one.
  let absolute: FormulaBuilder
  let relative: FormulaBuilder
  /// Some of the rows: enough for the constants of a law that is shown beside others, until all rows decide them.
  private let few: FormulaBuilder

  /// Rows that residuals are tested on.
  private static let residualRows = 2_000
  /// Rows that the constants of laws shown beside others are first fitted to.
  private static let referenceRows = 1_000
  /// Rows that the final constants come from, and those of laws shown beside others.
  private static let (finalRows, finalReferenceRows) = (100_000, 10_000)
  /// Nats by which another noise model has to be likelier before constants are refined once more.
  private static let worthwhileGain = 3.0
  /// A residual above this is no rounding of any column.
  private static let roundingOfColumns = 0.01

  init(
    data: Dataset, training: Dataset, judge: FormulaJudge, recognizer: ConstantRecognizer,
    recognizesConstants: Bool
  ) {
    self.data = data
    self.training = training
    // Rows beyond these bring no more certainty about a law of a handful of constants, only time.
    absolute = FormulaBuilder(
      training: ExpressionRefiner(training.limited(to: 10_000)), judge: judge, recognizer: recognizer,
      box: data.box, outputName: data.targetNames[0], recognizesConstants: recognizesConstants)
    few = absolute.replacingTraining(
      ExpressionRefiner(training.limited(to: Self.referenceRows)).fitting(to: .comparison))
    relative = absolute.replacingTraining(ExpressionRefiner(relativeTo: training.limited(to: 2_000)))
  }

  /// A law whose constants are refined as the noise demands; `nil` where it is not finite.
  ///
  /// - Parameters:
  ///   - weighting: What its residuals are expected to be.
  ///   - recognizing: Whether its constants may mean something.
  func law(
    _ expression: Expression, from origin: LawOrigin, weighting: Weighting,
    recognizing: Bool = true, networks: (splines: Network, closedForm: Network)? = nil, budget: WorkBudget
  ) -> Law? {
    let builder =
      switch weighting {
      case .rounding: relative
      case .absoluteNoise: absolute
      case .proportionalNoise: absolute.weighing(.proportional)
      }
    guard var built = builder.build(expression, recognizingConstants: recognizing, budget: budget),
      var described = described(built)
    else { return nil }
    if weighting == .absoluteNoise, described.gain > Self.worthwhileGain,
      let again = absolute.weighing(described.noise).build(
        expression, recognizingConstants: recognizing, budget: budget),
      let other = self.described(again), other.length < described.length
    {
      (built, described) = (again, other)
    }
    let isExact =
      built.validationError < Self.roundingOfColumns
      && Exactness.holds(
        built.expression, names: data.inputNames, inputs: data.inputs, target: data.targets[0])
    return Law(
      origin: origin, built: built, length: described.length, noise: described.noise, isExact: isExact,
      hasNoTrend: residuals(of: built.expression)?.haveNoTrend == true, networks: networks)
  }

  /// A law that is shown beside others: its constants by least squares, as everybody would fit them, and nothing more.
  ///
  /// - Parameter isRival: Whether it may still win, so that its length has to be that under the likeliest noise; beside a law that
  ///   reproduces the table noise of one size is enough.
  func reference(
    _ expression: Expression, from origin: LawOrigin, isRival: Bool = true, budget: WorkBudget
  ) -> Law? {
    guard let built = few.build(expression, recognizingConstants: false, budget: budget),
      let length = isRival ? described(built)?.length : plainLength(of: built)
    else { return nil }
    return Law(
      origin: origin, built: built, length: length, noise: .absolute, isExact: false, hasNoTrend: false,
      isReference: true)
  }

  /// The law with its constants refined on all rows, under its own noise: the split serves the judging only.
  func finalFit(of law: Law) -> FormulaBuilder.Built {
    guard case .keptBack = absolute.judge, !law.isExact, !law.expression.freeConstants.isEmpty,
      let refined = ExpressionRefiner(
        data.limited(to: law.isReference ? Self.finalReferenceRows : Self.finalRows)
      ).weighing(law.noise).fitting(to: law.isReference ? .comparison : .full).refine(law.expression)
    else { return law.built }
    return FormulaBuilder.Built(
      refined: refined, recognitions: law.built.recognitions, validationError: law.error)
  }

  /// What a law leaves of the target on some of the rows; `nil` where it is not finite.
  func residuals(of law: Expression) -> Residuals? {
    let rows = training.limited(to: Self.residualRows)
    guard let compiled = try? CompiledExpression(law, variables: rows.inputNames) else { return nil }
    return Residuals(of: rows.targets[0], from: compiled.values(rows.inputs), inputs: rows.inputs)
  }

  /// The likeliest noise, the length of a law, and by how many nats that noise is likelier than one of a single size; always
  /// on the same rows.
  private func described(
    _ built: FormulaBuilder.Built
  ) -> (noise: NoiseModel, length: DescriptionLength, gain: Double)? {
    let rows = absolute.training
    let constants = built.expression.freeConstants
    guard let compiled = try? CompiledExpression(built.expression, variables: rows.names) else { return nil }
    let likeliest = NoiseModel.likeliest(
      fitted: compiled.values(rows.columns), target: rows.target,
      weights: rows.rootWeights?.map { $0 * $0 }, constants: constants.count,
      statedVariance: rows.statedVariance)
    guard likeliest.misfit.isFinite else { return nil }
    let length = length(of: built, misfit: likeliest.misfit)
    return (likeliest.model, length, likeliest.absoluteMisfit - likeliest.misfit)
  }

  /// The length of a law under noise of one size, on the same rows.
  private func plainLength(of built: FormulaBuilder.Built) -> DescriptionLength? {
    let rows = absolute.training
    let error = rows.relativeError(of: built.expression)
    let size = rows.spread / (rows.target.sumOfSquares / Double(rows.target.count)).squareRoot()
    guard error.isFinite, size.isFinite else { return nil }
    return length(
      of: built,
      misfit: NoiseModel.misfit(
        meanSquare: error * error * size * size, rows: rows.target.count,
        constants: built.expression.freeConstants.count))
  }

  private func length(of built: FormulaBuilder.Built, misfit: Double) -> DescriptionLength {
    DescriptionLength(
      misfit: misfit, structure: StructurePrice(inputCount: data.inputNames.count)(built.expression),
      constants: ConstantPrice.of(built.expression.freeConstants, fit: built.refined.fit))
  }
}
