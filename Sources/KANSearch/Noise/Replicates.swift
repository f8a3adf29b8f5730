import KANData

/// Equal rows: copies of a measurement count once, and repeated measurements stay on one side of a split.
enum Replicates {
  /// The share of different targets among different rows from which a target counts as a measurement of many digits, in which equal
  /// rows are copies; labels, counts and coarse readings repeat naturally.
  private static let continuity = 0.9
  /// The minimum number of groups of equal inputs for a split, and of different targets in a measured column: fewer are labels or levels.
  private static let leastGroups = 10

  /// The table with every row once, and a note if there were copies.
  static func withoutCopies(_ data: Dataset) -> (data: Dataset, note: String?) {
    guard data.weights == nil else { return (data, nil) }
    let equal = EqualRows(data.inputs + data.targets)
    guard equal.count < data.count else { return (data, nil) }
    let rows = equal.firstRows
    let targets = Set(rows.map { data.targets[0][$0] })
    guard targets.count >= leastGroups, Double(targets.count) >= continuity * Double(rows.count) else {
      return (data, nil)
    }
    let copies = data.count - rows.count
    return (
      data.selecting(rows: rows),
      "\(copies) row\(copies == 1 ? " is a duplicate and counts" : "s are duplicates and count") once"
    )
  }

  /// A split that keeps rows of equal inputs together.
  static func split(
    _ data: Dataset, validation: Double, seed: UInt64
  ) throws(DataError) -> (train: DatasetRows, validation: DatasetRows) {
    let equal = EqualRows(data.inputs)
    guard equal.count < data.count, equal.count >= leastGroups else {
      let places = try Dataset.splitRows(data.count, validation: validation, seed: seed)
      return (try data.part(places.train), try data.part(places.validation))
    }
    let places = try Dataset.splitRows(equal.count, validation: validation, seed: seed)
    let groups = equal.groups
    var isKeptBack = [Bool](repeating: false, count: equal.count)
    for place in places.validation { isKeptBack[place] = true }
    let all = DatasetRows(of: data)
    return (all.filter { !isKeptBack[groups[$0]] }, all.filter { isKeptBack[groups[$0]] })
  }

  /// The number of the part of each row in cross-validation with at most `folds` parts: rows of equal inputs share one, unless their
  /// groups are fewer than the parts.
  static func parts(_ data: Dataset, _ folds: Int) -> [Int] {
    let folds = min(folds, data.count)
    let equal = EqualRows(data.inputs)
    return equal.count < folds ? (0..<data.count).map { $0 % folds } : equal.parts(folds)
  }

  /// The rows grouped by equal values, in order of appearance.
  static func groups(_ columns: [[Double]]) -> [[Int]] {
    let equal = EqualRows(columns)
    var groups = [[Int]](repeating: [], count: equal.count)
    for (row, group) in equal.groups.enumerated() { groups[group].append(row) }
    return groups
  }
}
