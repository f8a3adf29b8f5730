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
  let training: DatasetRows
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
  /// Nats that a pole or an undefined point between the rows costs: few laws have one where they were measured, so the
  /// data must ask for it with odds of a hundred thousand.
  private static let tollOfBreaks = 12.0
  /// Nats that a constant may save that its error exceeds, before its term is left out all the same.
  private static let worthOfUnknown = 3.0
  /// A residual above this is no rounding of any column.
  private static let roundingOfColumns = 0.01
  /// Rows that the constants of a law are refined on: more bring no more certainty about a law of a handful of constants, only
  /// time. Labels tell less than numbers, and want more.
  private static let (rowsOfNumbers, rowsOfLabels) = (10_000, 40_000)
  /// The same where the noise is taken for a share of the target.
  private static let rowsOfShares = 2_000

  /// What the target is taken to be.
  let likelihood: Likelihood

  init(
    data: Dataset, training: DatasetRows, likelihood: Likelihood = .gaussian, event: String? = nil,
    judge: FormulaJudge, recognizer: ConstantRecognizer,
    recognizesConstants: Bool
  ) {
    self.data = data
    self.training = training
    self.likelihood = likelihood
    let rows = likelihood == .gaussian ? Self.rowsOfNumbers : Self.rowsOfLabels
    absolute = FormulaBuilder(
      training: ExpressionRefiner(training.limited(to: rows), likelihood: likelihood), judge: judge,
      recognizer: recognizer, box: data.box, outputName: data.targetNames[0],
      recognizesConstants: recognizesConstants, event: event)
    few = absolute.replacingTraining(
      ExpressionRefiner(training.limited(to: Self.referenceRows), likelihood: likelihood)
        .fitting(to: .comparison))
    relative = absolute.replacingTraining(
      ExpressionRefiner(relativeTo: training.limited(to: Self.rowsOfShares)))
  }

  /// A law whose constants are refined as the noise demands; `nil` where it is not finite.
  ///
  /// - Parameters:
  ///   - weighting: What its residuals are expected to be.
  ///   - recognizing: Whether its constants may mean something.
  func law(
    _ expression: Expression, from origin: LawOrigin, weighting: Weighting,
    recognizing: Bool = true, networks: Law.Networks? = nil, budget: WorkBudget
  ) -> Law? {
    let builder =
      switch weighting {
      case .rounding: relative
      case .absoluteNoise: absolute
      case .proportionalNoise: absolute.weighing(.growing(with: absolute.training.target))
      }
    guard
      var built = builder.build(expression, recognizingConstants: recognizing, budget: budget)
        // A law of the other sign somewhere has no logarithm.
        ?? (builder.training.isLogarithmic
          ? absolute.weighing(.proportional).build(
            expression, recognizingConstants: recognizing, budget: budget) : nil),
      var described = described(built)
    else { return nil }
    (built, described) = withoutLooseConstants(built, described, builder, recognizing, budget)
    if weighting == .absoluteNoise, described.gain > Self.worthwhileGain,
      let again = absolute.weighing(described.noise).build(
        expression, recognizingConstants: recognizing, budget: budget),
      let other = self.described(again), other.length < described.length
    {
      (built, described) = withoutLooseConstants(
        again, other, absolute.weighing(described.noise), recognizing, budget)
    }
    let isExact =
      likelihood == .gaussian && built.validationError < Self.roundingOfColumns
      && Exactness.holds(
        built.expression, names: data.inputNames, inputs: data.inputs, target: data.targets[0])
    let breaks = !isExact && breaksInside(built.expression)
    return Law(
      origin: origin, built: built,
      length: breaks ? described.length.paying(Self.tollOfBreaks) : described.length,
      noise: described.noise, isExact: isExact,
      // What log-odds leave of labels is as large as they are, and follows them.
      hasNoTrend: likelihood != .gaussian
        || residuals(of: built.expression, budget: budget)?.haveNoTrend == true,
      breaksInside: breaks,
      networks: networks)
  }

  /// Whether a law has a pole or an undefined point between the rows, or explodes there.
  private func breaksInside(_ law: Expression) -> Bool {
    let rows = data.limited(to: Self.residualRows)
    return law.breaks(inside: absolute.box, names: rows.inputNames, columns: rows.inputs)
      || explodes(law, rows)
  }

  /// The times that a law may exceed all that was measured between the rows, and the shifts by which inputs are combined anew.
  private static let (largestGrowth, shifts) = (1e6, 8)

  /// Whether a law grows beyond everything that was measured where inputs take values of different rows.
  private func explodes(_ law: Expression, _ rows: Dataset) -> Bool {
    guard law.variables.count > 1, let compiled = try? CompiledExpression(law, variables: rows.inputNames)
    else { return false }
    let limit = Self.largestGrowth * rows.targets[0].reduce(0) { max($0, abs($1)) }
    return (1...Self.shifts).contains { shift in
      let shifted = rows.inputs.enumerated().map { i, column in
        column.indices.map { column[($0 + shift * (i + 1) * (2 * i + 1)) % column.count] }
      }
      return compiled.values(shifted).contains { abs($0) > limit }
    }
  }

  /// The law without the terms whose constants are not known: each is left out, and the others fitted again, unless the
  /// data speak for it.
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
    let breaks = isRival && breaksInside(built.expression)
    return Law(
      origin: origin, built: built, length: breaks ? length.paying(Self.tollOfBreaks) : length,
      noise: .absolute, isExact: false, hasNoTrend: false, breaksInside: breaks, isReference: true)
  }

  /// The law with its constants refined on all rows, under its own noise: the split serves the judging only.
  func finalFit(of law: Law) -> FormulaBuilder.Built {
    guard case .keptBack = absolute.judge, !law.isExact, !law.expression.freeConstants.isEmpty,
      let refined = ExpressionRefiner(
        columns(of: law.expression).limited(
          to: law.isReference ? Self.finalReferenceRows : Self.finalRows), likelihood: likelihood
      ).weighing(law.noise).fitting(to: law.isReference ? .comparison : .full).refine(law.expression)
    else { return law.built }
    return FormulaBuilder.Built(
      refined: refined, recognitions: law.built.recognitions, validationError: law.error,
      predictions: law.built.predictions)
  }

  /// What it takes to write down a law and all rows, with the constants that all rows decide; `nil` where it is not finite.
  ///
  /// `Law.length` is of the rows that one split fits: it decides between the laws of one search. This one can be compared between
  /// searches whose splits differ.
  ///
  /// - Parameter built: Its `finalFit`.
  func wholeLength(of law: Law, _ built: FormulaBuilder.Built) -> DescriptionLength? {
    guard case .keptBack = absolute.judge else { return law.length }
    let limit = likelihood == .gaussian ? Self.rowsOfNumbers : Self.rowsOfLabels
    let rows = ExpressionRefiner(columns(of: built.expression).limited(to: limit), likelihood: likelihood)
    return described(built, on: rows).map {
      DescriptionLength(
        misfit: $0.length.misfit, structure: law.length.structure, constants: $0.length.constants)
    }
  }

  /// The table with the inputs of a law alone, of which a copy of many rows is smaller.
  private func columns(of law: Expression) -> Dataset {
    let names = Set(law.variables)
    let used = data.inputNames.indices.filter { names.contains(data.inputNames[$0]) }
    return data.selecting(inputsAt: used.isEmpty ? [0] : used)
  }

  /// What a law leaves of the target on some of the rows; `nil` where it is not finite.
  func residuals(of law: Expression, budget: WorkBudget = WorkBudget()) -> Residuals? {
    let rows = training.limited(to: Self.residualRows)
    guard let compiled = try? CompiledExpression(law, variables: rows.inputNames) else { return nil }
    return Residuals(
      of: rows.targets[0], from: compiled.values(rows.inputs), inputs: rows.inputs, budget: budget)
  }

  /// The likeliest noise, the length of a law, and by how many nats that noise is likelier than one of a single size.
  private typealias Description = (noise: NoiseModel, length: DescriptionLength, gain: Double)

  /// The description of a law, always on the same rows.
  private func described(_ built: FormulaBuilder.Built) -> Description? {
    described(built, on: absolute.training)
  }

  private func described(_ built: FormulaBuilder.Built, on rows: ExpressionRefiner) -> Description? {
    let constants = built.expression.freeConstants
    guard let compiled = try? CompiledExpression(built.expression, variables: rows.names) else { return nil }
    if likelihood == .bernoulli {
      let misfit = Likelihood.misfit(
        logits: compiled.values(rows.columns), labels: rows.target, weights: rows.rootWeights?.map { $0 * $0 }
      )
      guard misfit.isFinite else { return nil }
      return (.absolute, length(of: built, misfit: misfit), 0)
    }
    let likeliest = NoiseModel.likeliest(
      fitted: compiled.values(rows.columns), target: rows.target,
      weights: rows.rootWeights?.map { $0 * $0 }, constants: constants.count,
      statedVariance: rows.statedVariance)
    guard likeliest.misfit.isFinite else { return nil }
    let length = length(of: built, misfit: likeliest.misfit)
    let gain = likeliest.absoluteMisfit - likeliest.misfit
    return (gain > Self.worthwhileGain ? likeliest.model : .absolute, length, gain)
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
