extension ExpressionRefiner.Refined {
  /// What the expression and its residuals take to write down, where all rows are weighed as the fit weighed them: comparable
  /// among fits of one refiner.
  ///
  /// - Parameters:
  ///   - inputCount: The number of inputs that a variable may be.
  ///   - rounding: The least residual that is believed, in units of the target's spread.
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
