import KANData

/// Rows that say the same: copies of a measurement count once, and repeated measurements stay on one side of a split.
enum Replicates {
  /// The share of different targets among different rows from which on a target is a measurement of many digits, in which
  /// equal rows are copies; labels, counts and coarse readings repeat by themselves.
  private static let continuity = 0.9
  /// Groups of equal inputs that a split needs, and different targets that a measured column has: fewer are labels or levels.
  private static let leastGroups = 10

  /// The table with every row once, and a note where there were copies.
  static func withoutCopies(_ data: Dataset) -> (data: Dataset, note: String?) {
    guard data.weights == nil else { return (data, nil) }
    let rows = groups(data.inputs + data.targets).map { $0[0] }
    let targets = Set(rows.map { data.targets[0][$0] })
    guard rows.count < data.count, targets.count >= leastGroups,
      Double(targets.count) >= continuity * Double(rows.count)
    else {
      return (data, nil)
    }
    let copies = data.count - rows.count
    return (
      data.selecting(rows: rows),
      "\(copies) row\(copies == 1 ? " is a copy of another and counts" : "s are copies of others and count") once"
    )
  }

  /// A split in which rows of equal inputs stay together.
  static func split(
    _ data: Dataset, validation: Double, seed: UInt64
  ) throws(DataError) -> DatasetSplit {
    let groups = groups(data.inputs)
    guard groups.count < data.count, groups.count >= leastGroups else {
      return try data.split(validation: validation, seed: seed)
    }
    let places = groups.indices.map(Double.init)
    let split = try Dataset(
      inputNames: ["group"], inputs: [places], targetNames: ["target"], targets: [places]
    ).split(validation: validation, seed: seed)
    func rows(_ part: Dataset) -> Dataset {
      data.selecting(rows: part.inputs[0].flatMap { groups[Int($0)] }.sorted())
    }
    return DatasetSplit(train: rows(split.train), validation: rows(split.validation))
  }

  /// The rows by equal values, in the order in which they occur.
  static func groups(_ columns: [[Double]]) -> [[Int]] {
    var places: [[Double]: Int] = [:]
    var groups: [[Int]] = []
    for s in columns.first?.indices ?? 0..<0 {
      let row = columns.map { $0[s] }
      if let place = places[row] {
        groups[place].append(s)
      } else {
        places[row] = groups.count
        groups.append([s])
      }
    }
    return groups
  }
}
