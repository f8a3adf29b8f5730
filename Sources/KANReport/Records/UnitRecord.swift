import KANData
import KANFormula
import KANSearch

/// The result of one part of a divided search, as written to `unit.json` beside its other results.
package struct UnitRecord: Sendable, Codable {
  /// The name of the file.
  package static let fileName = "unit.json"

  /// The part.
  package let unit: SearchUnit
  /// The table that was searched.
  let table: DatasetFingerprint
  /// The settings of the whole search.
  let settings: SearchSettings
  /// The law that it chose; `nil` if no closed form was found.
  package let formula: Formula?
  /// The verdict on the law.
  package let verdict: Discovery.Account.Verdict
  /// √(mean square residual) over the target's spread, on the validation rows; `nil` without a law.
  package let error: Double?
  /// The description length of the law and its residuals on all rows, in nats; `nil` without a law.
  package let descriptionLength: Double?
  /// Why the search ended.
  package let ending: Discovery.Account.Ending?

  /// The record of a part.
  ///
  /// - Parameters:
  ///   - options: The options of the whole search.
  ///   - table: The table that was searched, with the target of the part only.
  package init(
    _ unit: SearchUnit, found discovery: Discovery, options: Discovery.Options, table: Dataset
  ) throws {
    let chosen = discovery.account.choice.map { discovery.candidates[$0.number - 1] }
    self.unit = unit
    self.table = DatasetFingerprint(table)
    settings = try SearchSettings(options)
    formula = discovery.formula
    verdict = discovery.account.verdict
    error = chosen?.error
    descriptionLength = discovery.account.choice?.wholeLength
    ending = discovery.account.ending
  }
}
