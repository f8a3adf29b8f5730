import KANSearch

/// A law of the table of results: the keys of its formula, and the numbers by which it is compared with the others.
package struct AlternativeRecord: Encodable, Sendable {
  /// The law.
  package let formula: FormulaRecord
  /// √(mean square residual) over the spread, on rows that did not determine its constants, of the quantity that
  /// `Discovery.Account.errorMeasure` names.
  package let relativeError: Double
  /// The description length of the law and its residuals, in nats.
  package let descriptionLength: Double
  /// The verdict on it.
  package let verdict: Discovery.Account.Verdict

  /// The record of `candidate`.
  package init(_ candidate: Discovery.Candidate) {
    formula = FormulaRecord(candidate.formula)
    relativeError = candidate.error
    descriptionLength = candidate.descriptionLength
    verdict = candidate.verdict
  }

  private enum CodingKeys: String, CodingKey { case relativeError, descriptionLength, verdict }

  /// Writes the keys of the formula and those of the comparison side by side.
  package func encode(to encoder: any Encoder) throws {
    try formula.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(relativeError, forKey: .relativeError)
    try container.encode(descriptionLength, forKey: .descriptionLength)
    try container.encode(verdict, forKey: .verdict)
  }
}
