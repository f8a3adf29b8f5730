import SwiftKAN

/// The rows of a table of events by the part they belong to, as its column `split` says: 0 train, 1 validation, 2 test.
struct EventSplit {
  let train: [Int]
  let validation: [Int]
  let test: [Int]

  init(_ table: Table) throws {
    let split = try table.column("split")
    func rows(_ part: Double) throws -> [Int] {
      let rows = split.indices.filter { split[$0] == part }
      guard rows.count >= 100 else {
        throw StudyError(
          "column split has \(rows.count) rows of part \(Int(part)): a study needs at least 100")
      }
      return rows
    }
    (train, validation, test) = (try rows(0), try rows(1), try rows(2))
  }
}

extension Table {
  /// A column that must be there.
  func column(_ name: String) throws -> [Double] {
    guard let column = self[name] else { throw StudyError("the table of events has no column \(name)") }
    return column
  }
}

extension [Double] {
  /// The entries at `rows`.
  func at(_ rows: [Int]) -> [Double] { rows.map { self[$0] } }
  var mean: Double { isEmpty ? .nan : reduce(0, +) / Double(count) }
  /// The standard deviation of the population.
  var deviation: Double {
    let center = mean
    return (reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(count)).squareRoot()
  }
}
