import SwiftKAN

/// The results of the parts of a divided search, as readable text.
struct UnitsText {
  let text: String

  init(_ records: [UnitRecord], share: String, of count: Int, folder: String) {
    guard !records.isEmpty else {
      text =
        "share \(share): the search has \(count) part\(count == 1 ? "" : "s"), none of which belongs to this share"
      return
    }
    var table = TextTable(
      ["part", "target", "seed", "relative error", "length", "formula"], numbers: [0, 2, 3, 4])
    for record in records { table.add(Self.cells(record)) }
    text =
      table.fitted(to: Terminal.resultWidth)
      + "\n\nshare \(share): \(records.count) of \(count) part\(count == 1 ? "" : "s"), in \(folder); when all shares are done, run: kan merge FOLDERS --out result"
  }

  /// A row of the table.
  static func cells(_ record: UnitRecord) -> [String] {
    [
      "\(record.unit.index + 1)", record.unit.target, "\(record.unit.seed)",
      record.error?.text(digits: 3) ?? "",
      record.descriptionLength?.text(digits: 4) ?? "", record.formula?.text(digits: 5) ?? "none found",
    ]
  }
}
