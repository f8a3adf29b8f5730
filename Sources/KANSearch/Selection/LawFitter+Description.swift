import KANFormula
import KANNumerics
import KANSymbolic

/// The description lengths of laws.
extension LawFitter {
  /// The most likely noise, the length of a law, and the gain in nats of that noise over noise of one size.
  typealias Description = (noise: NoiseModel, length: DescriptionLength, gain: Double)

  /// The description of a law, always on the same rows.
  func described(_ built: FormulaBuilder.Built) -> Description? {
    described(built, on: absolute.training, repeats)
  }

  /// The description of a law on some rows, whose repeated measurements count once.
  func described(
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
    let likeliest = NoiseModel.likeliest(fitted: fitted, on: rows, repeats, constants: constants.count)
    guard likeliest.misfit.isFinite else { return nil }
    let length = length(of: built, misfit: likeliest.misfit)
    let gain = likeliest.absoluteMisfit - likeliest.misfit
    return (gain > Self.worthwhileGain ? likeliest.model : .absolute, length, gain)
  }

  /// The length of a law under noise of one size, or with the stated errors, on the same rows.
  func plainLength(of built: FormulaBuilder.Built) -> DescriptionLength? {
    let rows = absolute.training
    let error = rows.relativeError(of: built.expression)
    if let variance = rows.statedVariance {
      let residual = error * rows.spread
      let chiSquare = Double(rows.target.count) * residual * residual / variance
      return chiSquare.isFinite ? length(of: built, misfit: chiSquare / 2) : nil
    }
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
