import KANSearch

/// A law of the table of results: the keys of its formula, and what it is compared with the others by.
package struct AlternativeRecord: Encodable, Sendable {
  /// The law.
  package let formula: FormulaRecord
  /// √(mean square residual) over the spread, on rows that did not decide its constants, of what `Discovery.Account.errorMeasure` says.
  package let relativeError: Double
  /// Nats to write down the law and what it leaves of the table.
  package let descriptionLength: Double
  /// How much it explains.
  package let verdict: Discovery.Account.Verdict

  /// Writes `candidate` down.
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
