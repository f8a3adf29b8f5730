/// Some rows of a dataset, gathered only on demand: a part of a large table then costs a list of row numbers and not a copy.
package struct DatasetRows: Sendable {
  private let data: Dataset
  /// The numbers of the rows in order; `nil` for all.
  private let places: [Int]?

  /// All rows of a dataset.
  package init(of data: Dataset) {
    self.data = data
    places = nil
  }

  /// The rows at `places`, in that order; rows may repeat.
  package init(of data: Dataset, at places: [Int]) {
    self.data = data
    self.places = places
  }

  /// The number of rows.
  package var count: Int { places?.count ?? data.count }

  /// The numbers of the rows in the dataset, counted from 0.
  package var numbers: [Int] { places ?? Array(0..<data.count) }

  /// The names of the inputs.
  package var inputNames: [String] { data.inputNames }

  /// The rows as a dataset of their own. There must be at least one.
  package var gathered: Dataset { places.map(data.selecting(rows:)) ?? data }

  /// At most `limit` rows, evenly spaced through these.
  package func limited(to limit: Int) -> Dataset {
    guard count > limit else { return gathered }
    return data.selecting(
      rows: (0..<limit).map { n in
        let place = n * count / limit
        return places?[place] ?? place
      })
  }

  /// Those of the rows whose numbers, counted from 0 among these, satisfy a condition.
  package func filter(_ isTaken: (Int) -> Bool) -> DatasetRows {
    DatasetRows(of: data, at: (0..<count).filter(isTaken).map { places?[$0] ?? $0 })
  }
}

extension Dataset {
  /// At most `limit` rows, evenly spaced through the table.
  package func limited(to limit: Int) -> Dataset { DatasetRows(of: self).limited(to: limit) }
}
