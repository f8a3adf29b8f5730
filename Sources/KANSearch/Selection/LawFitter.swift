import KANData
import KANFormula
import KANModel
import KANNumerics
import KANSymbolic

/// Makes laws from expressions: refines and recognises constants, chooses the noise model, and determines errors and description lengths.
struct LawFitter: Sendable {
  /// The whole table.
  let data: Dataset
  /// The training rows.
  let training: DatasetRows
  /// Builders in which every row counts by its absolute error, or by its relative error.
  let absolute: FormulaBuilder
  let relative: FormulaBuilder
  /// Some of the rows, which suffice for the constants of a law for comparison, until all rows are used.
  private let few: FormulaBuilder
  /// The repeated measurements among the training rows; `nil` if there are hardly any.
  private let repeats: RepeatedRows?
  /// The grids between whose points laws must not oscillate.
  private let grids: GridResolution

  /// The number of rows on which residuals are tested.
  private static let residualRows = 2_000
  /// The number of rows to which the constants of laws for comparison are fitted first.
  private static let referenceRows = 1_000
  /// The maximum number of rows for the final constants, and for those of laws for comparison.
  private static let (finalRows, finalReferenceRows) = (100_000, 10_000)
  /// Nats by which another noise model has to be more likely before constants are refined again.
  private static let worthwhileGain = 3.0
  /// Nats that a pole or an undefined point between the rows costs: few laws have one in the measured range, so the data must
  /// favour it with odds of a hundred thousand.
  private static let tollOfBreaks = 12.0
  /// Nats below which the term of a constant that is smaller than its error is removed.
  private static let worthOfUnknown = 3.0
  /// A relative residual above this is not rounding of any column.
  private static let roundingOfColumns = 0.01
  /// The number of rows on which the constants of a law are refined: more would hardly improve a law with a handful of constants.
  /// Labels carry less information than numbers, and need more.
  private static let (rowsOfNumbers, rowsOfLabels) = (10_000, 40_000)
  /// The same if the noise is assumed to be a share of the target.
  private static let rowsOfShares = 2_000

  /// The statistical model of the target.
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
    repeats = likelihood == .gaussian ? RepeatedRows(absolute.training) : nil
    grids = GridResolution(data)
    few = absolute.replacingTraining(
      ExpressionRefiner(training.limited(to: Self.referenceRows), likelihood: likelihood)
        .fitting(to: .comparison))
    relative = absolute.replacingTraining(
      ExpressionRefiner(relativeTo: training.limited(to: Self.rowsOfShares)))
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
      let other = self.described(again), other.length < described.length
    {
      builder = absolute.weighing(described.noise)
      (built, described) = withoutLooseConstants(again, other, builder, recognizing, budget)
    }
    let restsOnSingleRows = restsOnSingleRows(built, builder.training, weighting, budget)
    let isExact = !restsOnSingleRows && built.looseConstants.isEmpty && self.isExact(built)
    let breaks = grids.leavesUnresolved(built.expression) || !isExact && breaksInside(built.expression)
    return Law(
      origin: origin, built: built,
      length: breaks ? described.length.paying(Self.tollOfBreaks) : described.length,
      noise: described.noise, isExact: isExact,
      // The residuals of labels are as large as the labels, and depend on the log-odds.
      hasNoTrend: likelihood != .gaussian
        || residuals(of: built.expression, budget: budget)?.haveNoTrend == true,
      breaksInside: breaks, restsOnSingleRows: restsOnSingleRows,
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

  /// The misfit per row, in nats, below which labels are as good as certain. A single row on the wrong side costs log 2 or more.
  private static let separation = 1e-3

  /// Whether a law has a pole or an undefined point between the rows, or explodes there.
  private func breaksInside(_ law: Expression) -> Bool {
    let rows = data.limited(to: Self.residualRows)
    return law.breaks(inside: absolute.box, names: rows.inputNames, columns: rows.inputs)
      || explodes(law, rows)
  }

  /// The factor by which a law may exceed all measured values between the rows, and the number of shifts by which inputs are recombined.
  private static let (largestGrowth, shifts) = (1e6, 8)

  /// Whether a law grows far beyond all measured values if inputs take values of different rows.
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

  /// A law for comparison, with constants from plain least squares.
  ///
  /// - Parameter isRival: Whether it may still win, so that its length has to be that under the most likely noise; if another law
  ///   reproduces the table, noise of one size suffices.
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

  /// The law with its constants refined on all rows, under its own noise: the split is used only for judging.
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

  /// The description length of a law and all rows, with constants fitted to all rows; `nil` if it is not finite.
  ///
  /// `Law.length` refers to the training rows of one split and decides between the laws of one search. This length can be compared
  /// between searches with different splits.
  ///
  /// - Parameter built: Its `finalFit`.
  func wholeLength(of law: Law, _ built: FormulaBuilder.Built) -> DescriptionLength? {
    guard case .keptBack = absolute.judge else { return law.length }
    let limit = likelihood == .gaussian ? Self.rowsOfNumbers : Self.rowsOfLabels
    let rows = ExpressionRefiner(columns(of: built.expression).limited(to: limit), likelihood: likelihood)
    return described(built, on: rows, likelihood == .gaussian ? RepeatedRows(rows) : nil).map {
      DescriptionLength(
        misfit: $0.length.misfit, structure: law.length.structure, constants: $0.length.constants)
    }
  }

  /// The table with only the inputs of a law, which is cheaper to copy.
  private func columns(of law: Expression) -> Dataset {
    let names = Set(law.variables)
    let used = data.inputNames.indices.filter { names.contains(data.inputNames[$0]) }
    return data.selecting(inputsAt: used.isEmpty ? [0] : used)
  }

  /// The residuals of a law on some of the rows; `nil` if it is not finite.
  func residuals(of law: Expression, budget: WorkBudget = WorkBudget()) -> Residuals? {
    let rows = training.limited(to: Self.residualRows)
    guard let compiled = try? CompiledExpression(law, variables: rows.inputNames) else { return nil }
    return Residuals(
      of: rows.targets[0], from: compiled.values(rows.inputs), inputs: rows.inputs, budget: budget)
  }

  /// The most likely noise, the length of a law, and the gain in nats of that noise over noise of one size.
  private typealias Description = (noise: NoiseModel, length: DescriptionLength, gain: Double)

  /// The description of a law, always on the same rows.
  private func described(_ built: FormulaBuilder.Built) -> Description? {
    described(built, on: absolute.training, repeats)
  }

  private func described(
    _ built: FormulaBuilder.Built, on rows: ExpressionRefiner, _ repeats: RepeatedRows?
  ) -> Description? {
    let constants = built.expression.freeConstants
    guard let compiled = try? CompiledExpression(built.expression, variables: rows.names) else { return nil }
    if likelihood == .bernoulli {
      let misfit = Likelihood.misfit(
        logits: compiled.values(rows.columns), labels: rows.target, weights: rows.rootWeights?.map { $0 * $0 }
      )
      guard misfit.isFinite else { return nil }
      return (.absolute, length(of: built, misfit: misfit), 0)
    }
    let fitted = compiled.values(rows.columns)
    let likeliest =
      repeats.map { repeats in
        NoiseModel.likeliest(
          fitted: repeats.firstRows.map { fitted[$0] }, target: repeats.means, weights: repeats.weights,
          constants: constants.count, variances: repeats.variances)
      }
      ?? NoiseModel.likeliest(
        fitted: fitted, target: rows.target, weights: rows.rootWeights?.map { $0 * $0 },
        constants: constants.count, statedVariance: rows.statedVariance)
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
