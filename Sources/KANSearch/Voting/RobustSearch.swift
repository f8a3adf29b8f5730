import KANData
import KANFormula
import KANSymbolic

/// A search that is robust against a few outliers: rows far from smooth predictions are set aside, a law is searched, and the law
/// determines which rows are outliers, until both agree.
///
/// The law of the rows that remain is a least trimmed fit (Rousseeuw, J. American Statistical Association 79, 1984); a row that is
/// set aside is named in the account, and the formula is measured on such rows as a part of their own.
struct RobustSearch {
  /// The maximum number of searches.
  private static let rounds = 3
  /// The maximum number of rows that are named.
  private static let shown = 20
  /// The name of the part with the rows that are set aside.
  private static let part = Formula.Fidelity.setAside

  let table: Dataset
  let search: (Dataset) throws -> Discovery

  func run() throws -> Discovery {
    var aside = Outliers.besideNeighbours(table)
    var discovery = try search(without(aside))
    for _ in 1..<Self.rounds {
      guard let law = discovery.formula?.expression, let next = Outliers.beside(law, table, aside: aside),
        next != aside
      else { break }
      aside = next
      discovery = try search(without(aside))
    }
    guard !aside.isEmpty else { return discovery }
    let rows = aside.sorted()
    var result = try discovery.measured(on: table.selecting(rows: rows), as: Self.part)
    let names = rows.prefix(Self.shown).map { String($0 + 1) }.joined(separator: ", ")
    // Other warnings count rows in the remaining table.
    let isCountedAnew = result.account.warnings.contains { $0.hasPrefix("row") }
    result.account.warnings.insert(
      "\(rows.count) of \(table.count) rows deviate from the others by more than noise explains and were set aside: "
        + names + (rows.count > Self.shown ? ", …" : "")
        + (isCountedAnew ? "; row numbers below refer to the remaining rows" : ""),
      at: 0)
    return result
  }

  private func without(_ rows: Set<Int>) -> Dataset {
    rows.isEmpty ? table : table.selecting(rows: (0..<table.count).filter { !rows.contains($0) })
  }
}
