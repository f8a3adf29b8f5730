import KANData
import KANFormula
import KANSymbolic

/// Laws on all rows, once a search is over: the split serves for judging only.
extension LawFitter {
  /// The maximum number of rows for the final constants, and for those of laws for comparison.
  private static let (finalRows, finalReferenceRows) = (100_000, 10_000)

  /// The law with its constants refined on all rows, under its own noise.
  ///
  /// - Parameter isUrgent: Whether someone waits for it: half of the digits then suffice.
  func finalFit(of law: Law, isUrgent: Bool = false) -> FormulaBuilder.Built {
    guard case .keptBack = absolute.judge, !law.isExact, !law.expression.freeConstants.isEmpty,
      let refined = ExpressionRefiner(
        columns(of: law.expression).limited(
          to: law.isReference ? Self.finalReferenceRows : Self.finalRows), likelihood: likelihood
      ).weighing(law.noise).fitting(to: law.isReference || isUrgent ? .comparison : .full).refine(
        law.expression)
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
    let rows = ExpressionRefiner(
      columns(of: built.expression).limited(to: Self.rows(of: likelihood)), likelihood: likelihood)
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
}
