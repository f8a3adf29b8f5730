extension ExpressionRefiner.Refined {
  /// The description length of the expression and its residuals, with rows weighted as in the fit: comparable among fits of one refiner.
  ///
  /// - Parameters:
  ///   - inputCount: The number of possible inputs for a variable.
  ///   - rounding: The smallest significant residual, in units of the target's spread.
  package func descriptionLength(
    inputCount: Int, rounding: Double = NoiseModel.rounding
  ) -> DescriptionLength {
    let constants = expression.freeConstants
    return DescriptionLength(
      misfit: NoiseModel.misfit(
        meanSquare: relativeError * relativeError, rows: fit.residualCount, constants: constants.count,
        rounding: rounding),
      structure: StructurePrice(inputCount: inputCount)(expression),
      constants: ConstantPrice.of(constants, fit: fit, rounding: rounding))
  }
}
