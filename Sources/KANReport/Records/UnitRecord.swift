import KANData
import KANFormula
import KANSearch

/// What one of the searches of a dealt-out search found, as `unit.json` beside its other results has it.
package struct UnitRecord: Sendable, Codable {
  /// The name of the file.
  package static let fileName = "unit.json"

  /// Which search it was.
  package let unit: SearchUnit
  /// The table that was searched.
  let table: DatasetFingerprint
  /// What steered the whole search.
  let settings: SearchSettings
  /// The law that it chose; `nil` where no closed form was found.
  package let formula: Formula?
  /// How much the law explains.
  package let verdict: Discovery.Account.Verdict
  /// √(mean square residual) over the target's spread, on the rows kept back; `nil` without a law.
  package let error: Double?
  /// Nats to write down the law with what it leaves of all rows; `nil` without a law.
  package let descriptionLength: Double?
  /// Why the search ended.
  package let ending: Discovery.Account.Ending?

  /// Writes a unit down.
  ///
  /// - Parameters:
  ///   - options: Those of the whole search.
  ///   - table: The table that was searched, with the target of the unit only.
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
